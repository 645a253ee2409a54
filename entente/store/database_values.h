// DuckDB's vectors to text. Private to database.cc.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "entente/store/duckdb_api.h"

namespace entente {

// A logical type, freed at its end.
class TypeHolder {
 public:
  TypeHolder(const DuckdbApi& api, duckdb_logical_type type) : api_(&api), type_(type) {}
  TypeHolder(TypeHolder&& other) noexcept
      : api_(other.api_), type_(std::exchange(other.type_, nullptr)) {}
  TypeHolder& operator=(TypeHolder&&) = delete;
  ~TypeHolder() { api_->duckdb_destroy_logical_type(&type_); }
  duckdb_logical_type get() const { return type_; }

 private:
  const DuckdbApi* api_;
  duckdb_logical_type type_;
};

// "BIGINT", "VARCHAR[]"; "" for a type that value_text does not know.
std::string type_name(const DuckdbApi& api, duckdb_logical_type type);

// The value at `row` as text: numbers shortest that read back the same, dates ISO 8601, lists and
// structs as JSON. Nothing for NULL. The type is one that type_name knows.
std::optional<std::string> value_text(const DuckdbApi& api, duckdb_logical_type type,
                                      duckdb_vector vector, idx_t row);

}  // namespace entente
