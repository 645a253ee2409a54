// For tests of the built program: where it lies, folders that go, and its records taken apart.
#pragma once

#include <gtest/gtest.h>
#include <simdjson.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/process.h"

namespace entente::testing_house {

inline const std::string kProgram = ENTENTE_BINARY_DIR "/entente";
inline const std::string kSource = ENTENTE_SOURCE_DIR;

inline Finished entente(std::vector<std::string> arguments, const Input& input = {},
                        const RunLimits& limits = {}) {
  arguments.insert(arguments.begin(), kProgram);
  return run_program(arguments, input, limits);
}

class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "entente-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data()) == nullptr ? "" : pattern;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string write(const std::string& name, std::string_view bytes) const {
    const auto file = std::filesystem::path(path_) / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
    return file.string();
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline std::string read_whole(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

inline std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// A JSON string of `text`, valid UTF-8 or not.
inline std::string quote(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      (out += '\\') += c;
    else if (byte < 0x20)
      out +=
          "\\u00" + std::string(1, "0123456789abcdef"[byte >> 4]) + "0123456789abcdef"[byte & 15];
    else
      out += c;
  }
  return out + "\"";
}

inline std::string document_line(std::string_view id, std::string_view text) {
  return "{\"id\":" + quote(id) +
         ",\"date\":\"2022-02-16\",\"lang\":\"en\",\"text\":" + quote(text) + "}\n";
}

// A record: parsed, or a failed test. Keeps its parser.
class Record {
 public:
  explicit Record(const std::string& line) {
    EXPECT_EQ(parser_.parse(line).get(root_), simdjson::SUCCESS) << line.substr(0, 200);
  }
  std::string text(std::string_view member) const {
    std::string_view value;
    if (root_[member].get_string().get(value) != simdjson::SUCCESS) return "(none)";
    return std::string(value);
  }
  simdjson::dom::element root() const { return root_; }
  std::size_t count(std::string_view member) const {
    simdjson::dom::array array;
    return root_[member].get_array().get(array) == simdjson::SUCCESS ? array.size() : 0;
  }
  // The first warning, "" none.
  std::string warning() const {
    std::string_view first;
    if (root_["warnings"].at(0).get_string().get(first) != simdjson::SUCCESS) return {};
    return std::string(first);
  }

 private:
  simdjson::dom::parser parser_;
  simdjson::dom::element root_;
};

}  // namespace entente::testing_house
