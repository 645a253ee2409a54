// Tested by store_test.cc.
#include "entente/store/format.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "entente/base/file.h"

namespace entente {
namespace {

constexpr std::string_view kFormatName = "/FORMAT";
constexpr std::string_view kFormatWords = "entente database ";

// Does the folder hold nothing but what a making that was cut short leaves?
bool is_blank(const std::string& folder) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name == "lock" || name.rfind("FORMAT.tmp", 0) == 0) continue;
    if (name == "journal" && std::filesystem::is_empty(entry.path(), error) && !error) continue;
    return false;
  }
  return !error;
}

}  // namespace

Status check_format(const std::string& folder) {
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0) {
    if (errno == ENOENT) return Error{ErrorCode::kNotFound, "no database here", folder, 0};
    return system_error("cannot look at", folder);
  }
  if (!S_ISDIR(info.st_mode))
    return Error{ErrorCode::kStore, "a database is a folder, this is none", folder, 0};
  const std::string path = folder + std::string(kFormatName);
  const auto text = read_file(path, 4096);
  if (!text && text.error().code == ErrorCode::kNotFound) {
    if (is_blank(folder)) return Error{ErrorCode::kNotFound, "no database here", folder, 0};
    return Error{ErrorCode::kStore, "not a database of Entente: a folder with other things in it",
                 folder, 0};
  }
  if (!text) return text.error();
  if (text->rfind(kFormatWords, 0) != 0)
    return Error{ErrorCode::kStore, "not a database of Entente", path, 0};
  const long version = std::strtol(text->c_str() + kFormatWords.size(), nullptr, 10);
  if (version > kFormatVersion)
    return Error{ErrorCode::kStore,
                 "written by a newer version of Entente (format " + std::to_string(version) +
                     "; this program knows " + std::to_string(kFormatVersion) + ")",
                 folder, 0};
  if (version < 1) return Error{ErrorCode::kStore, "not a database of Entente", path, 0};
  return ok_status();
}

Status make_database_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder + "/journal", error);
  if (error) return Error{ErrorCode::kIo, "cannot make the folder: " + error.message(), folder, 0};
  return ok_status();
}

Status write_format(const std::string& folder) {
  return write_file_atomic(folder + std::string(kFormatName),
                           std::string(kFormatWords) + std::to_string(kFormatVersion) + "\n");
}

}  // namespace entente
