// DuckDB's C interface, opened on first use: a program linked to libduckdb.so starts 18 ms later
// (64 MB, its relocations; measured 2026-11-24, 2 cores), and `entente code` needs none of it.
// Known to store/database.cc alone.
#pragma once

#include <duckdb.h>

#include "entente/base/result.h"

namespace entente {

#define ENTENTE_DUCKDB_FUNCTIONS(X)                                                                \
  X(duckdb_append_bool)                                                                            \
  X(duckdb_append_date) X(duckdb_append_double) X(duckdb_append_int32) X(duckdb_append_int64) X(   \
      duckdb_append_null) X(duckdb_append_uint64) X(duckdb_append_value)                           \
      X(duckdb_append_varchar_length) X(duckdb_appender_create) X(duckdb_appender_destroy) X(      \
          duckdb_appender_end_row) X(duckdb_appender_error) X(duckdb_appender_flush)               \
          X(duckdb_bind_varchar_length) X(duckdb_close) X(duckdb_column_count) X(                  \
              duckdb_column_logical_type) X(duckdb_column_name) X(duckdb_connect)                  \
              X(duckdb_create_config) X(duckdb_create_list_value) X(duckdb_create_logical_type) X( \
                  duckdb_create_varchar_length) X(duckdb_data_chunk_get_size)                      \
                  X(duckdb_data_chunk_get_vector) X(duckdb_decimal_internal_type) X(               \
                      duckdb_decimal_scale) X(duckdb_destroy_config) X(duckdb_destroy_data_chunk)  \
                      X(duckdb_destroy_logical_type) X(duckdb_destroy_prepare)                     \
                          X(duckdb_destroy_result) X(duckdb_destroy_value) X(duckdb_disconnect) X( \
                              duckdb_execute_prepared_streaming) X(duckdb_fetch_chunk)             \
                              X(duckdb_free) X(duckdb_get_type_id) X(duckdb_interrupt) X(          \
                                  duckdb_library_version) X(duckdb_list_type_child_type)           \
                                  X(duckdb_list_vector_get_child) X(duckdb_nparams) X(             \
                                      duckdb_open_ext) X(duckdb_prepare) X(duckdb_prepare_error)   \
                                      X(duckdb_query) X(duckdb_result_error) X(duckdb_set_config)  \
                                          X(duckdb_struct_type_child_count)                        \
                                              X(duckdb_struct_type_child_name)                     \
                                                  X(duckdb_struct_type_child_type)                 \
                                                      X(duckdb_struct_vector_get_child)            \
                                                          X(duckdb_validity_row_is_valid)          \
                                                              X(duckdb_vector_get_data)            \
                                                                  X(duckdb_vector_get_validity)

struct DuckdbApi {
#define ENTENTE_DECLARE(name) decltype(&::name) name = nullptr;
  ENTENTE_DUCKDB_FUNCTIONS(ENTENTE_DECLARE)
#undef ENTENTE_DECLARE
};

// The functions, loaded once for the life of the process. Looked for in ../lib/entente beside the
// program, as `libduckdb.so` in its run path and the system's folders, then where the build found
// it. kStore: not found (the message says what to do), or of an older release than its header.
Result<const DuckdbApi*> duckdb_api();

}  // namespace entente
