// Tested by store_test.cc.
#include "entente/store/duckdb_api.h"

#include <dlfcn.h>

#include <filesystem>

namespace entente {
namespace {

void* open_library(std::string& why) {
  // RTLD_LOCAL: its symbols (it holds copies of zstd, mbedtls and more) must not meet ours.
  if (void* const library = ::dlopen("libduckdb.so", RTLD_LAZY | RTLD_LOCAL)) return library;
  why = ::dlerror();
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto beside = program.parent_path().parent_path() / "lib" / "entente" / "libduckdb.so";
  if (void* const library = error ? nullptr : ::dlopen(beside.c_str(), RTLD_LAZY | RTLD_LOCAL)) return library;
  // The build's own, by its path: under AddressSanitizer dlopen is called from its runtime, which has no run path of ours.
  return ::dlopen(ENTENTE_DUCKDB_LIBRARY, RTLD_LAZY | RTLD_LOCAL);
}

Result<DuckdbApi> load() {
  std::string why;
  void* const library = open_library(why);
  if (library == nullptr)
    return Error{ErrorCode::kStore, "DuckDB is needed for a database and cannot be loaded (" + why + "); scripts/fetch_duckdb gets it", "", 0};
  DuckdbApi api;
  std::string missing;
#define ENTENTE_LOAD(name)                                                   \
  api.name = reinterpret_cast<decltype(api.name)>(::dlsym(library, #name)); \
  if (api.name == nullptr) missing = #name;
  ENTENTE_DUCKDB_FUNCTIONS(ENTENTE_LOAD)
#undef ENTENTE_LOAD
  if (!missing.empty()) return Error{ErrorCode::kStore, "this libduckdb.so is too old: it has no " + missing, "", 0};
  return api;
}

}  // namespace

Result<const DuckdbApi*> duckdb_api() {
  static const Result<DuckdbApi> api = load();
  if (!api) return api.error();
  return &*api;
}

}  // namespace entente
