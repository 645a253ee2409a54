# Finds DuckDB's C header and shared library: first what scripts/fetch_duckdb pinned under third_party/, then the system's.
#
#   DuckDB_INCLUDE_DIR   where duckdb.h is
#   DuckDB_LIBRARY       libduckdb.so
#   DuckDB::headers      include path alone: store/ opens the library on first use (store/duckdb_api.h says why), so nothing
#                        links to it. Every program of the build gets its folder as a run path, where dlopen looks; an
#                        installed program finds it in ../lib/entente.
find_path(DuckDB_INCLUDE_DIR duckdb.h HINTS ${PROJECT_SOURCE_DIR}/third_party/duckdb/include)
find_library(DuckDB_LIBRARY duckdb HINTS ${PROJECT_SOURCE_DIR}/third_party/duckdb/lib)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(DuckDB REQUIRED_VARS DuckDB_LIBRARY DuckDB_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "run scripts/fetch_duckdb (scripts/setup does), or install DuckDB 1.4")
mark_as_advanced(DuckDB_INCLUDE_DIR DuckDB_LIBRARY)

if(DuckDB_FOUND AND NOT TARGET DuckDB::headers)
  add_library(DuckDB::headers INTERFACE IMPORTED GLOBAL)
  set_target_properties(DuckDB::headers PROPERTIES INTERFACE_INCLUDE_DIRECTORIES ${DuckDB_INCLUDE_DIR})
  get_filename_component(DuckDB_LIBRARY_DIR ${DuckDB_LIBRARY} DIRECTORY)
  list(APPEND CMAKE_BUILD_RPATH ${DuckDB_LIBRARY_DIR})
  install(FILES ${DuckDB_LIBRARY} DESTINATION lib/entente)
endif()
