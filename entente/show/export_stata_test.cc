// A reader made from the description of release 118, part by part; it trusts the map and the tags.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <map>

#include "entente/show/export_writers.h"

namespace entente {
namespace {

class Reader {
 public:
  explicit Reader(std::string bytes) : bytes_(std::move(bytes)) {}

  template <class Number>
  Number number() {
    Number value{};
    EXPECT_LE(at_ + sizeof value, bytes_.size());
    if (at_ + sizeof value <= bytes_.size()) std::memcpy(&value, bytes_.data() + at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  void tag(const std::string& words) {
    EXPECT_EQ(bytes_.substr(std::min(at_, bytes_.size()), words.size()), words) << "at " << at_;
    at_ += words.size();
  }
  std::string text(std::size_t size) {
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }
  // Up to its first zero.
  std::string field(std::size_t size) {
    const std::string whole = text(size);
    return whole.substr(0, whole.find('\0'));
  }
  std::size_t at() const { return at_; }
  std::size_t size() const { return bytes_.size(); }
  bool looking_at(const std::string& words) const {
    return bytes_.compare(at_, words.size(), words) == 0;
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

struct DtaVariable {
  std::uint16_t type = 0;
  std::string name, format, value_label, label;
};
struct Dta {
  std::string label;
  std::vector<DtaVariable> variables;
  std::vector<std::vector<std::string>> rows;  // "." is missing, "@v,o" a strL
  std::map<std::string, std::string> long_strings;
  std::map<std::string, std::map<int, std::string>> value_labels;
  std::string at(std::size_t row, const std::string& name) const {
    for (std::size_t v = 0; v < variables.size(); ++v) {
      if (variables[v].name != name) continue;
      const std::string& value = rows.at(row)[v];
      const auto found = long_strings.find(value);
      return value == "@0,0" ? "" : found != long_strings.end() ? found->second : value;
    }
    return "no variable " + name;
  }
};

std::string shown(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.15g", value);
  return text;
}

std::string read_value(Reader& in, std::uint16_t type) {
  switch (type) {
    case 32768: {
      const auto packed = in.number<std::uint64_t>();
      return "@" + std::to_string(packed & 0xFFFF) + "," + std::to_string(packed >> 16);
    }
    case 65526: {
      const auto value = in.number<double>();
      return value >= std::ldexp(1.0, 1023) ? "." : shown(value);
    }
    case 65528: {
      const auto value = in.number<std::int32_t>();
      return value > 2147483620 ? "." : std::to_string(value);
    }
    case 65529: {
      const auto value = in.number<std::int16_t>();
      return value > 32740 ? "." : std::to_string(value);
    }
    case 65530: {
      const auto value = in.number<std::int8_t>();
      return value > 100 ? "." : std::to_string(value);
    }
    default:
      return in.field(type);
  }
}

Dta read_dta(const std::string& bytes) {
  Dta dta;
  Reader in(bytes);
  std::vector<std::uint64_t> found = {0};
  in.tag("<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>");
  const auto variables = in.number<std::uint16_t>();
  in.tag("</K><N>");
  const auto rows = in.number<std::uint64_t>();
  in.tag("</N><label>");
  dta.label = in.text(in.number<std::uint16_t>());
  in.tag("</label><timestamp>");
  in.text(in.number<std::uint8_t>());
  in.tag("</timestamp></header>");
  found.push_back(in.at());
  in.tag("<map>");
  std::vector<std::uint64_t> map;
  for (int i = 0; i < 14; ++i) map.push_back(in.number<std::uint64_t>());
  in.tag("</map>");
  dta.variables.resize(variables);
  const auto part = [&](const std::string& name, auto read) {
    found.push_back(in.at());
    in.tag("<" + name + ">");
    for (DtaVariable& variable : dta.variables) read(variable);
    if (name == "sortlist") in.number<std::uint16_t>();
    in.tag("</" + name + ">");
  };
  part("variable_types", [&](DtaVariable& v) { v.type = in.number<std::uint16_t>(); });
  part("varnames", [&](DtaVariable& v) { v.name = in.field(129); });
  part("sortlist", [&](DtaVariable&) { in.number<std::uint16_t>(); });
  part("formats", [&](DtaVariable& v) { v.format = in.field(57); });
  part("value_label_names", [&](DtaVariable& v) { v.value_label = in.field(129); });
  part("variable_labels", [&](DtaVariable& v) { v.label = in.field(321); });
  part("characteristics", [](DtaVariable&) {});
  found.push_back(in.at());
  in.tag("<data>");
  for (std::uint64_t r = 0; r < rows; ++r) {
    auto& row = dta.rows.emplace_back();
    for (const DtaVariable& variable : dta.variables) row.push_back(read_value(in, variable.type));
  }
  in.tag("</data>");
  found.push_back(in.at());
  in.tag("<strls>");
  while (in.looking_at("GSO")) {
    in.tag("GSO");
    const auto v = in.number<std::uint32_t>();
    const auto o = in.number<std::uint64_t>();
    EXPECT_EQ(in.number<std::uint8_t>(), 130);
    const std::string text = in.text(in.number<std::uint32_t>());
    EXPECT_EQ(text.back(), '\0');
    dta.long_strings["@" + std::to_string(v) + "," + std::to_string(o)] =
        text.substr(0, text.size() - 1);
  }
  in.tag("</strls>");
  found.push_back(in.at());
  in.tag("<value_labels>");
  while (in.looking_at("<lbl>")) {
    in.tag("<lbl>");
    const auto size = in.number<std::uint32_t>();
    auto& labels = dta.value_labels[in.field(129)];
    in.text(3);
    const std::size_t begin = in.at();
    const auto count = in.number<std::uint32_t>();
    const auto length = in.number<std::uint32_t>();
    std::vector<std::uint32_t> offsets;
    std::vector<std::int32_t> values;
    for (std::uint32_t i = 0; i < count; ++i) offsets.push_back(in.number<std::uint32_t>());
    for (std::uint32_t i = 0; i < count; ++i) values.push_back(in.number<std::int32_t>());
    const std::string texts = in.text(length);
    for (std::uint32_t i = 0; i < count; ++i) labels[values[i]] = texts.c_str() + offsets[i];
    EXPECT_EQ(in.at() - begin, size);
    in.tag("</lbl>");
  }
  in.tag("</value_labels>");
  found.push_back(in.at());
  in.tag("</stata_dta>");
  found.push_back(in.at());
  EXPECT_EQ(found, map);
  EXPECT_EQ(in.at(), in.size());
  return dta;
}

const std::vector<ExportColumn> kColumns = {
    {"event_id", ColumnKind::kText, "The key"},
    {"cameo", ColumnKind::kText, "Code"},
    {"status", ColumnKind::kText, "Status", "asserted|planned"},
    {"quad", ColumnKind::kInteger, "Class", "1=verbal cooperation|2=material cooperation"},
    {"mentions", ColumnKind::kInteger, "How often"},
    {"geonameid", ColumnKind::kInteger, "GeoNames"},
    {"goldstein", ColumnKind::kReal, "Score"},
    {"day", ColumnKind::kDay, "Day"},
    {"direct", ColumnKind::kFlag, "Word for word", "0=no|1=yes"},
    {"sentence", ColumnKind::kText, "Sentence"},
    {"empty", ColumnKind::kText, "Nothing in it"}};

Dta written(const std::vector<ExportRow>& rows) {
  std::string bytes;
  const auto writer =
      stata_writer([&](std::string_view more) { return bytes += more, ok_status(); }, "events");
  EXPECT_TRUE(writer->begin(kColumns));
  for (const ExportRow& row : rows) EXPECT_TRUE(writer->row(row));
  EXPECT_TRUE(writer->finish());
  return read_dta(bytes);
}

TEST(Stata, ReadsBackColumnByColumn) {
  const std::string longer(5000, 'x');
  const Dta dta = written({
      {"1-0",
       "010",
       "planned",
       "2",
       "300",
       "3646738",
       "-4.5",
       "2020-03-26",
       "true",
       "Où? Łódź.",
       {}},
      {"17-12", "1411", "asserted", {}, "1", {}, {}, {}, {}, longer, {}},
      {"2-0", "", {}, "1", "2", "0", "0.1", "1959-12-31", "false", {}, {}},
      {"3-0", "10", "denied", "1", "40000", "0", "8", "1960-01-01", "false", {}, ""},
  });
  EXPECT_EQ(dta.label, "events");
  ASSERT_EQ(dta.rows.size(), 4u);
  ASSERT_EQ(dta.variables.size(), kColumns.size());
  for (std::size_t v = 0; v < kColumns.size(); ++v) {
    EXPECT_EQ(dta.variables[v].name, kColumns[v].name);
    EXPECT_EQ(dta.variables[v].label, kColumns[v].label);
    EXPECT_EQ(dta.variables[v].value_label, kColumns[v].values.empty() ? "" : kColumns[v].name);
  }
  EXPECT_EQ(dta.variables[0].type, 5);  // the longest key
  EXPECT_EQ(dta.variables[7].format, "%td");
  EXPECT_EQ(dta.variables[9].type, 32768);
  const auto line = [&](std::size_t row) {
    std::string out;
    for (const ExportColumn& column : kColumns) out += dta.at(row, column.name) + "|";
    return out;
  };
  EXPECT_EQ(line(0), "1-0|010|2|2|300|3646738|-4.5|22000|1|Où? Łódź.||");
  EXPECT_EQ(line(1), "17-12|1411|1|.|1|.|.|.|.|" + longer + "||");
  EXPECT_EQ(line(2), "2-0||.|1|2|0|0.1|-1|0|||");
  EXPECT_EQ(line(3), "3-0|10|.|1|40000|0|8|0|0|||");
  EXPECT_EQ(dta.value_labels.at("status"),
            (std::map<int, std::string>{{1, "asserted"}, {2, "planned"}}));
  EXPECT_EQ(dta.value_labels.at("quad").at(2), "material cooperation");
}

TEST(Stata, WithoutRowsIsAFileToo) {
  const Dta dta = written({});
  EXPECT_TRUE(dta.rows.empty());
  EXPECT_EQ(dta.variables.size(), kColumns.size());
}

TEST(Stata, TypesAreAsNarrowAsTheirValues) {
  std::vector<ExportRow> rows(2, ExportRow(kColumns.size()));
  const std::pair<const char*, std::uint16_t> cases[] = {
      {"100", 65530}, {"101", 65529}, {"-128", 65529}, {"32741", 65528}, {"2147483621", 65526}};
  for (const auto& [value, type] : cases) {
    rows[0][4] = value;
    const Dta dta = written(rows);
    EXPECT_EQ(dta.variables[4].type, type) << value;
    EXPECT_EQ(dta.at(0, "mentions"), value);
    EXPECT_EQ(dta.at(1, "mentions"), ".");
  }
}

}  // namespace
}  // namespace entente
