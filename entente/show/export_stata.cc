// Stata's .dta, release 118, written from the description of the format in Stata's own help ("help
// dta"). libreadstat 1.1.8 writes the same, but wants every long string in memory before the first
// row, and the number of rows; here rows go to a file first and through the writer a second and a
// third time (data, then long strings), so that memory does not grow with them. Tested by
// export_stata_test.cc, with a reader made from the same description; pandas 1.5.3 reads it too.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <utility>

#include "entente/base/file.h"
#include "entente/show/export_cells.h"
#include "entente/show/export_writers.h"

namespace entente {
namespace {

constexpr std::size_t kMaxFixed = 2045;  // bytes of a str#
constexpr std::uint16_t kStrl = 32768, kDouble = 65526, kLong = 65528, kInt = 65529, kByte = 65530;
constexpr double kMissingDouble = 8.98846567431158e307;  // 2^1023
constexpr Day kStataEpoch = -3653;                       // 1 January 1960

template <class Number>
void put(std::string& out, Number value) {
  char bytes[sizeof(Number)];
  std::memcpy(bytes, &value, sizeof value);
  out.append(bytes, sizeof bytes);  // every machine that we build for is little-endian
}
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);

// Text in a field of fixed size, its rest zero.
void put_field(std::string& out, std::string_view text, std::size_t size) {
  text = text.substr(0, std::min(text.size(), size));
  out.append(text).append(size - text.size(), '\0');
}

// Rows kept in a nameless file, to be read as often as wanted.
class Spool {
 public:
  ~Spool() {
    if (file_ != nullptr) std::fclose(file_);
  }
  Status open() {
    const char* const folder = std::getenv("TMPDIR");
    place_ = folder != nullptr && *folder != '\0' ? folder : "/tmp";
    std::string name = place_ + "/entente-export-XXXXXX";
    const int fd = ::mkstemp(name.data());
    if (fd < 0) return system_error("cannot make a temporary file", place_);
    ::unlink(name.c_str());
    file_ = ::fdopen(fd, "w+b");
    return file_ != nullptr ? ok_status() : Status(system_error("cannot open", name));
  }
  Status write(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_) == bytes.size()) return ok_status();
    return system_error("cannot write a temporary file", place_);
  }
  Status rewind() {
    if (std::fflush(file_) == 0 && std::fseek(file_, 0, SEEK_SET) == 0) return ok_status();
    return system_error("cannot write a temporary file", place_);
  }
  Status read(char* out, std::size_t size) {
    if (std::fread(out, 1, size, file_) == size) return ok_status();
    return system_error("cannot read a temporary file", place_);
  }

 private:
  std::FILE* file_ = nullptr;
  std::string place_;
};

// What is learnt of a column while its rows go by.
struct Variable {
  ExportColumn column;
  std::vector<ValueName> names;  // of a closed list, or of numbers
  bool encoded = false;          // a text of a closed list: its number stands for it
  std::uint64_t longest = 0, bytes = 0, filled = 0;
  double least = 0, most = 0;
  std::uint16_t type = kByte;

  bool is_text() const { return column.kind == ColumnKind::kText && !encoded; }
  // Keys are merged on, which Stata does not do with a strL.
  bool is_key() const {
    return column.name == "document" ||
           (column.name.size() > 3 && column.name.substr(column.name.size() - 3) == "_id");
  }
  std::size_t width() const {
    return type <= kMaxFixed ? type : type == kLong ? 4 : type == kInt ? 2 : type == kByte ? 1 : 8;
  }
};

class StataWriter final : public TableWriter {
 public:
  StataWriter(ByteSink sink, std::string_view label) : sink_(std::move(sink)), label_(label) {}

  Status begin(std::span<const ExportColumn> columns) override {
    for (const ExportColumn& column : columns) {
      Variable& variable = variables_.emplace_back();
      variable.column = column;
      variable.names = value_names(column);
      variable.encoded = column.kind == ColumnKind::kText && !variable.names.empty();
    }
    return spool_.open();
  }

  Status row(const ExportRow& row) override {
    cells_.clear();
    for (std::size_t v = 0; v < variables_.size(); ++v) {
      const std::string& text = cell(row, v);
      put(cells_, static_cast<std::uint32_t>(row[v] ? text.size() + 1 : 0));
      if (row[v]) cells_ += text;
      if (row[v]) learn(variables_[v], text);
    }
    ++rows_;
    return spool_.write(cells_);
  }

  Status finish() override {
    for (Variable& variable : variables_) choose_type(variable);
    ENTENTE_CHECK(write_head());
    ENTENTE_CHECK(write_data());
    ENTENTE_CHECK(write_long_strings());
    return write_value_labels();
  }

 private:
  void learn(Variable& variable, const std::string& text) {
    variable.longest = std::max<std::uint64_t>(variable.longest, text.size());
    variable.bytes += text.size();
    if (!text.empty()) ++variable.filled;
    if (variable.column.kind != ColumnKind::kInteger) return;
    const double value = std::strtod(text.c_str(), nullptr);
    variable.least = std::min(variable.least, value);
    variable.most = std::max(variable.most, value);
  }

  void choose_type(Variable& variable) const {
    if (variable.is_text()) {
      const std::uint64_t fixed = rows_ * std::max<std::uint64_t>(variable.longest, 1);
      const std::uint64_t apart = rows_ * 8 + variable.bytes + 21 * variable.filled;
      const bool fits = variable.longest <= kMaxFixed && (variable.is_key() || fixed <= apart);
      variable.type =
          fits ? static_cast<std::uint16_t>(std::max<std::uint64_t>(variable.longest, 1)) : kStrl;
    } else if (variable.column.kind == ColumnKind::kReal) {
      variable.type = kDouble;
    } else if (variable.column.kind == ColumnKind::kDay) {
      variable.type = kLong;
    } else {
      const double low = variable.least, high = variable.most;
      variable.type = low >= -127 && high <= 100                 ? kByte
                      : low >= -32767 && high <= 32740           ? kInt
                      : low >= -2147483647 && high <= 2147483620 ? kLong
                                                                 : kDouble;
    }
  }

  std::uint64_t long_strings_size() const {
    std::uint64_t size = 0;
    for (const Variable& variable : variables_)
      if (variable.type == kStrl) size += variable.bytes + 21 * variable.filled;
    return size;
  }

  // Everything before the rows. The map says where each part begins.
  Status write_head() {
    std::string types, names, formats, label_names, labels;
    std::uint64_t width = 0;
    for (const Variable& variable : variables_) {
      put(types, variable.type);
      put_field(names, variable.column.name, 129);
      put_field(formats, format_of(variable), 57);
      put_field(label_names, variable.names.empty() ? "" : variable.column.name, 129);
      put_field(labels, variable.column.label, 321);
      width += variable.width();
    }
    std::string head = "<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>";
    put(head, static_cast<std::uint16_t>(variables_.size()));
    put(head += "</K><N>", rows_);
    put(head += "</N><label>", static_cast<std::uint16_t>(label_.size()));
    // Without a time: the same rows, the same bytes.
    head.append(label_).append("</label><timestamp>").push_back('\0');
    head += "</timestamp></header>";
    const std::uint64_t map_at = head.size();
    const std::string parts[] = {
        "<variable_types>" + types + "</variable_types>",
        "<varnames>" + names + "</varnames>",
        "<sortlist>" + std::string(2 * (variables_.size() + 1), '\0') + "</sortlist>",
        "<formats>" + formats + "</formats>",
        "<value_label_names>" + label_names + "</value_label_names>",
        "<variable_labels>" + labels + "</variable_labels>",
        "<characteristics></characteristics>"};
    std::vector<std::uint64_t> map = {0, map_at, map_at + 5 + 14 * 8 + 6};
    for (const std::string& part : parts) map.push_back(map.back() + part.size());
    map.push_back(map.back() + 6 + rows_ * width + 7);        // <data>
    map.push_back(map.back() + 7 + long_strings_size() + 8);  // <strls>
    map.push_back(map.back() + value_labels().size());        // </stata_dta>
    map.push_back(map.back() + 12);                           // the end
    head += "<map>";
    for (const std::uint64_t at : map) put(head, at);
    head += "</map>";
    for (const std::string& part : parts) head += part;
    return sink_(head + "<data>");
  }

  static std::string format_of(const Variable& variable) {
    if (variable.type == kStrl) return "%9s";
    if (variable.is_text()) return "%" + std::to_string(std::min<int>(variable.type, 40)) + "s";
    if (variable.column.kind == ColumnKind::kDay) return "%td";
    return variable.type == kDouble || variable.type == kLong ? "%12.0g" : "%8.0g";
  }

  // Calls `visit` with each row's cells, in order.
  Status each_row(const std::function<Status(std::uint64_t, const ExportRow&)>& visit) {
    ENTENTE_CHECK(spool_.rewind());
    ExportRow row(variables_.size());
    for (std::uint64_t r = 0; r < rows_; ++r) {
      for (auto& value : row) {
        std::uint32_t size = 0;
        ENTENTE_CHECK(spool_.read(reinterpret_cast<char*>(&size), sizeof size));
        if (size == 0) {
          value.reset();
          continue;
        }
        if (!value) value.emplace();
        value->resize(size - 1);
        ENTENTE_CHECK(spool_.read(value->data(), value->size()));
      }
      ENTENTE_CHECK(visit(r + 1, row));
    }
    return ok_status();
  }

  Status write_data() {
    std::string line;
    ENTENTE_CHECK(each_row([&](std::uint64_t number, const ExportRow& row) {
      line.clear();
      for (std::size_t v = 0; v < variables_.size(); ++v)
        put_value(line, variables_[v], v + 1, number, row[v]);
      return sink_(line);
    }));
    return sink_("</data><strls>");
  }

  static void put_value(std::string& out, const Variable& variable, std::size_t v,
                        std::uint64_t number, const std::optional<std::string>& value) {
    if (variable.type == kStrl) {  // variable in two bytes, row in six
      put(out, value && !value->empty() ? static_cast<std::uint64_t>(v) | number << 16 : 0);
    } else if (variable.is_text()) {
      put_field(out, value ? without_zeros(*value) : "", variable.type);
    } else {
      const std::optional<double> coded = value ? value_of(variable, *value) : std::nullopt;
      switch (variable.type) {
        case kByte:
          return put(out, static_cast<std::int8_t>(coded.value_or(101)));
        case kInt:
          return put(out, static_cast<std::int16_t>(coded.value_or(32741)));
        case kLong:
          return put(out, static_cast<std::int32_t>(coded.value_or(2147483621)));
        default:
          return put(out, coded.value_or(kMissingDouble));
      }
    }
  }

  static std::optional<double> value_of(const Variable& variable, const std::string& text) {
    if (variable.encoded) {
      for (const ValueName& one : variable.names)
        if (one.name == text) return one.number;
      return std::nullopt;
    }
    if (variable.column.kind == ColumnKind::kFlag) return text == "true" ? 1 : 0;
    if (variable.column.kind == ColumnKind::kDay) {
      const auto day = parse_day(text);
      return day ? std::optional<double>(*day - kStataEpoch) : std::nullopt;
    }
    return std::strtod(text.c_str(), nullptr);
  }

  // A zero byte would end the text there.
  static std::string without_zeros(std::string text) {
    std::replace(text.begin(), text.end(), '\0', ' ');
    return text;
  }

  Status write_long_strings() {
    std::string out;
    ENTENTE_CHECK(each_row([&](std::uint64_t number, const ExportRow& row) -> Status {
      out.clear();
      for (std::size_t v = 0; v < variables_.size(); ++v) {
        if (variables_[v].type != kStrl || !row[v] || row[v]->empty()) continue;
        put(out += "GSO", static_cast<std::uint32_t>(v + 1));
        put(out, number);
        out += static_cast<char>(130);  // text, with a zero at its end
        put(out, static_cast<std::uint32_t>(row[v]->size() + 1));
        out.append(without_zeros(*row[v])).push_back('\0');
      }
      return out.empty() ? ok_status() : sink_(out);
    }));
    return sink_("</strls>");
  }

  std::string value_labels() const {
    std::string out = "<value_labels>";
    for (const Variable& variable : variables_) {
      if (variable.names.empty()) continue;
      std::string offsets, values, texts;
      for (const ValueName& one : variable.names) {
        put(offsets, static_cast<std::uint32_t>(texts.size()));
        put(values, static_cast<std::int32_t>(one.number));
        texts.append(one.name).push_back('\0');
      }
      const auto count = static_cast<std::uint32_t>(variable.names.size());
      put(out += "<lbl>", static_cast<std::uint32_t>(8 + 8 * count + texts.size()));
      put_field(out, variable.column.name, 129 + 3);
      put(out, count);
      put(out, static_cast<std::uint32_t>(texts.size()));
      out.append(offsets).append(values).append(texts).append("</lbl>");
    }
    return out + "</value_labels>";
  }

  Status write_value_labels() { return sink_(value_labels() + "</stata_dta>"); }

  ByteSink sink_;
  std::string label_, cells_;
  std::vector<Variable> variables_;
  std::uint64_t rows_ = 0;
  Spool spool_;
};

}  // namespace

std::unique_ptr<TableWriter> stata_writer(ByteSink sink, std::string_view label) {
  return std::make_unique<StataWriter>(std::move(sink), label);
}

}  // namespace entente
