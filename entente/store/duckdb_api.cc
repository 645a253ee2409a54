// Tested by store_test.cc.
#include "entente/store/duckdb_api.h"

#include <dlfcn.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace entente {
namespace {

// Where an installed program has it, from the program's own place.
std::filesystem::path beside_program() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return {};
  return program.parent_path().parent_path() / "lib" / "entente" / "libduckdb.so";
}

void* open_library(std::string& why) {
  // RTLD_LOCAL: its symbols (it holds copies of zstd, mbedtls and more) must not meet ours.
  const auto open = [&](const std::string& path) {
    void* const library = ::dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL);
    if (library == nullptr && why.empty()) {
      const char* const words =
          ::dlerror();  // the first refusal tells most, unless there is just no such file
      if (words != nullptr &&
          std::string_view(words).find("No such file") == std::string_view::npos)
        why = words;
    }
    return library;
  };
  if (void* const library = open(beside_program().string())) return library;
  if (void* const library = open("libduckdb.so")) return library;
  // The build's own, by its path: under AddressSanitizer dlopen is called from its runtime, which
  // has no run path of ours.
  return open(ENTENTE_DUCKDB_LIBRARY);
}

Result<DuckdbApi> load() {
  std::string why;
  void* const library = open_library(why);
  if (library == nullptr)
    return Error{ErrorCode::kStore,
                 "a database needs DuckDB's library, which was not found: put libduckdb.so of "
                 "DuckDB 1.4 at " +
                     beside_program().string() +
                     ", or where the system looks for libraries; in a source tree "
                     "scripts/fetch_duckdb gets it" +
                     (why.empty() ? "" : " (" + why + ")"),
                 "", 0};
  DuckdbApi api;
  std::string missing;
#define ENTENTE_LOAD(name)                                                  \
  api.name = reinterpret_cast<decltype(api.name)>(::dlsym(library, #name)); \
  if (api.name == nullptr) missing = #name;
  ENTENTE_DUCKDB_FUNCTIONS(ENTENTE_LOAD)
#undef ENTENTE_LOAD
  if (!missing.empty())
    return Error{ErrorCode::kStore, "this libduckdb.so is too old: it has no " + missing, "", 0};
  return api;
}

}  // namespace

Result<const DuckdbApi*> duckdb_api() {
  static const Result<DuckdbApi> api = load();
  if (!api) return api.error();
  return &*api;
}

}  // namespace entente
