// A folder of its own for a test, gone at its end. Tests only. In memory where the system has such
// a place: a test of a thousand journals must not wait for a thousand discs.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace entente {

class TestFolder {
 public:
  TestFolder() {
    const bool in_memory = ::access("/dev/shm", W_OK) == 0;
    std::string name = in_memory
                           ? "/dev/shm/entente_XXXXXX"
                           : (std::filesystem::temp_directory_path() / "entente_XXXXXX").string();
    path_ = ::mkdtemp(name.data()) != nullptr ? name : "";
  }
  ~TestFolder() {
    std::error_code error;
    if (!path_.empty()) std::filesystem::remove_all(path_, error);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace entente
