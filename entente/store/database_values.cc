// Tested by store_test.cc.
#include "entente/store/database_values.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <string_view>

#include "entente/base/date.h"

namespace entente {
namespace {

struct SimpleType {
  duckdb_type type;
  const char* name;
};
constexpr SimpleType kSimpleTypes[] = {
    {DUCKDB_TYPE_BOOLEAN, "BOOLEAN"},     {DUCKDB_TYPE_TINYINT, "TINYINT"},
    {DUCKDB_TYPE_SMALLINT, "SMALLINT"},   {DUCKDB_TYPE_INTEGER, "INTEGER"},
    {DUCKDB_TYPE_BIGINT, "BIGINT"},       {DUCKDB_TYPE_UTINYINT, "UTINYINT"},
    {DUCKDB_TYPE_USMALLINT, "USMALLINT"}, {DUCKDB_TYPE_UINTEGER, "UINTEGER"},
    {DUCKDB_TYPE_UBIGINT, "UBIGINT"},     {DUCKDB_TYPE_FLOAT, "FLOAT"},
    {DUCKDB_TYPE_DOUBLE, "DOUBLE"},       {DUCKDB_TYPE_HUGEINT, "HUGEINT"},
    {DUCKDB_TYPE_VARCHAR, "VARCHAR"},     {DUCKDB_TYPE_DECIMAL, "DECIMAL"},
    {DUCKDB_TYPE_DATE, "DATE"},           {DUCKDB_TYPE_TIMESTAMP, "TIMESTAMP"},
    {DUCKDB_TYPE_SQLNULL, "NULL"},
};

std::string int128_text(duckdb_hugeint value) {
  __extension__ using Wide = unsigned __int128;
  const bool negative = value.upper < 0;
  Wide magnitude = static_cast<Wide>(static_cast<std::uint64_t>(value.upper)) << 64 | value.lower;
  if (negative) magnitude = ~magnitude + 1;
  std::string digits;
  do {
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(magnitude % 10)));
    magnitude /= 10;
  } while (magnitude != 0);
  return negative ? "-" + digits : digits;
}

// "-123" with two digits after the point: "-1.23".
std::string with_point(std::string digits, int scale) {
  if (scale == 0) return digits;
  const std::size_t sign = digits[0] == '-' ? 1 : 0;
  const auto wanted = static_cast<std::size_t>(scale) + 1;
  if (digits.size() - sign < wanted) digits.insert(sign, wanted - (digits.size() - sign), '0');
  digits.insert(digits.size() - static_cast<std::size_t>(scale), 1, '.');
  return digits;
}

template <class Real>
std::string real_text(Real value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  std::array<char, 40> buffer;
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return std::string(buffer.data(), result.ptr);
}

std::string date_text(std::int32_t days) {
  if (days == INT32_MAX) return "infinity";
  if (days == -INT32_MAX) return "-infinity";
  return format_day(days);
}

std::string timestamp_text(std::int64_t micros) {
  constexpr std::int64_t kDay = 86'400'000'000;
  const std::int64_t days = micros / kDay - (micros % kDay < 0 ? 1 : 0);
  std::int64_t rest = (micros - days * kDay) / 1'000'000;
  char time[16];
  std::snprintf(time, sizeof time, " %02d:%02d:%02d", static_cast<int>(rest / 3600),
                static_cast<int>(rest / 60 % 60), static_cast<int>(rest % 60));
  return date_text(static_cast<std::int32_t>(days)) + time;
}

template <class T>
T at(const DuckdbApi& api, duckdb_vector vector, idx_t row) {
  return static_cast<const T*>(api.duckdb_vector_get_data(vector))[row];
}

std::string string_text(const DuckdbApi& api, duckdb_vector vector, idx_t row) {
  auto* const strings = static_cast<duckdb_string_t*>(api.duckdb_vector_get_data(vector));
  const duckdb_string_t& s = strings[row];
  if (s.value.inlined.length <= 12)
    return std::string(s.value.inlined.inlined, s.value.inlined.length);
  return std::string(s.value.pointer.ptr, s.value.pointer.length);
}

std::string decimal_text(const DuckdbApi& api, duckdb_logical_type type, duckdb_vector vector,
                         idx_t row) {
  const int scale = api.duckdb_decimal_scale(type);
  switch (api.duckdb_decimal_internal_type(type)) {
    case DUCKDB_TYPE_SMALLINT:
      return with_point(std::to_string(at<std::int16_t>(api, vector, row)), scale);
    case DUCKDB_TYPE_INTEGER:
      return with_point(std::to_string(at<std::int32_t>(api, vector, row)), scale);
    case DUCKDB_TYPE_BIGINT:
      return with_point(std::to_string(at<std::int64_t>(api, vector, row)), scale);
    default:
      return with_point(int128_text(at<duckdb_hugeint>(api, vector, row)), scale);
  }
}

// JSON, as entente/record/json_out.h escapes it, kept apart from it: values here are parts of
// values.
void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
      out += escape;
    } else {
      out += c;
    }
  }
  out += '"';
}

bool is_bare_json(duckdb_type type) {
  return type != DUCKDB_TYPE_VARCHAR && type != DUCKDB_TYPE_DATE && type != DUCKDB_TYPE_TIMESTAMP;
}

void append_json(const DuckdbApi& api, duckdb_logical_type type, duckdb_vector vector, idx_t row,
                 std::string& out) {
  const auto text = value_text(api, type, vector, row);
  if (!text)
    out += "null";
  else if (is_bare_json(api.duckdb_get_type_id(type)))
    out += *text;
  else
    append_quoted(out, *text);
}

std::string list_text(const DuckdbApi& api, duckdb_logical_type type, duckdb_vector vector,
                      idx_t row) {
  const auto entry = at<duckdb_list_entry>(api, vector, row);
  const TypeHolder child(api, api.duckdb_list_type_child_type(type));
  duckdb_vector values = api.duckdb_list_vector_get_child(vector);
  std::string out = "[";
  for (idx_t i = 0; i < entry.length; ++i) {
    if (i != 0) out += ", ";
    append_json(api, child.get(), values, entry.offset + i, out);
  }
  return out + "]";
}

std::string struct_text(const DuckdbApi& api, duckdb_logical_type type, duckdb_vector vector,
                        idx_t row) {
  std::string out = "{";
  for (idx_t i = 0; i < api.duckdb_struct_type_child_count(type); ++i) {
    if (i != 0) out += ", ";
    char* const name = api.duckdb_struct_type_child_name(type, i);
    append_quoted(out, name);
    api.duckdb_free(name);
    out += ": ";
    const TypeHolder child(api, api.duckdb_struct_type_child_type(type, i));
    append_json(api, child.get(), api.duckdb_struct_vector_get_child(vector, i), row, out);
  }
  return out + "}";
}

}  // namespace

std::string type_name(const DuckdbApi& api, duckdb_logical_type type) {
  const duckdb_type id = api.duckdb_get_type_id(type);
  for (const SimpleType& simple : kSimpleTypes)
    if (simple.type == id) return simple.name;
  if (id == DUCKDB_TYPE_LIST) {
    const TypeHolder child(api, api.duckdb_list_type_child_type(type));
    const std::string name = type_name(api, child.get());
    return name.empty() ? name : name + "[]";
  }
  if (id != DUCKDB_TYPE_STRUCT) return {};
  for (idx_t i = 0; i < api.duckdb_struct_type_child_count(type); ++i) {
    const TypeHolder child(api, api.duckdb_struct_type_child_type(type, i));
    if (type_name(api, child.get()).empty()) return {};
  }
  return "STRUCT";
}

std::optional<std::string> value_text(const DuckdbApi& api, duckdb_logical_type type,
                                      duckdb_vector vector, idx_t row) {
  std::uint64_t* const validity = api.duckdb_vector_get_validity(vector);
  if (validity != nullptr && !api.duckdb_validity_row_is_valid(validity, row)) return std::nullopt;
  switch (api.duckdb_get_type_id(type)) {
    case DUCKDB_TYPE_BOOLEAN:
      return at<bool>(api, vector, row) ? "true" : "false";
    case DUCKDB_TYPE_TINYINT:
      return std::to_string(at<std::int8_t>(api, vector, row));
    case DUCKDB_TYPE_SMALLINT:
      return std::to_string(at<std::int16_t>(api, vector, row));
    case DUCKDB_TYPE_INTEGER:
      return std::to_string(at<std::int32_t>(api, vector, row));
    case DUCKDB_TYPE_BIGINT:
      return std::to_string(at<std::int64_t>(api, vector, row));
    case DUCKDB_TYPE_UTINYINT:
      return std::to_string(at<std::uint8_t>(api, vector, row));
    case DUCKDB_TYPE_USMALLINT:
      return std::to_string(at<std::uint16_t>(api, vector, row));
    case DUCKDB_TYPE_UINTEGER:
      return std::to_string(at<std::uint32_t>(api, vector, row));
    case DUCKDB_TYPE_UBIGINT:
      return std::to_string(at<std::uint64_t>(api, vector, row));
    case DUCKDB_TYPE_FLOAT:
      return real_text(at<float>(api, vector, row));
    case DUCKDB_TYPE_DOUBLE:
      return real_text(at<double>(api, vector, row));
    case DUCKDB_TYPE_HUGEINT:
      return int128_text(at<duckdb_hugeint>(api, vector, row));
    case DUCKDB_TYPE_VARCHAR:
      return string_text(api, vector, row);
    case DUCKDB_TYPE_DECIMAL:
      return decimal_text(api, type, vector, row);
    case DUCKDB_TYPE_DATE:
      return date_text(at<std::int32_t>(api, vector, row));
    case DUCKDB_TYPE_TIMESTAMP:
      return timestamp_text(at<std::int64_t>(api, vector, row));
    case DUCKDB_TYPE_LIST:
      return list_text(api, type, vector, row);
    case DUCKDB_TYPE_STRUCT:
      return struct_text(api, type, vector, row);
    default:
      return std::nullopt;  // SQLNULL
  }
}

}  // namespace entente
