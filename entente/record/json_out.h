// Writes JSON into a string: no tree, no allocation but the string's growth. The caller keeps the
// order of calls right; commas and escapes are made here. Output is valid JSON if the strings are
// valid UTF-8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entente {

// Appends `text` as a JSON string, quotes included: only `"`, `\` and C0 controls (and DEL) are
// escaped.
void append_json_string(std::string& out, std::string_view text);
// Appends a number with at most `decimals` digits after the point, trailing zeros cut: the same
// bytes on every machine.
void append_json_number(std::string& out, double value, int decimals);

class JsonOut {
 public:
  explicit JsonOut(std::string& out) : out_(out) {}

  void open_object() { lead(), out_ += '{', first_ = true; }
  void close_object() { out_ += '}', first_ = false; }
  void open_array() { lead(), out_ += '[', first_ = true; }
  void close_array() { out_ += ']', first_ = false; }
  // A member's name; its value is the next call.
  void key(std::string_view name);
  void string(std::string_view value) { lead(), append_json_string(out_, value); }
  void string_or_null(std::string_view value) { value.empty() ? null() : string(value); }
  void number(std::uint64_t value) { lead(), out_ += std::to_string(value); }
  void real(double value, int decimals) { lead(), append_json_number(out_, value, decimals); }
  void boolean(bool value) { lead(), out_ += value ? "true" : "false"; }
  void null() { lead(), out_ += "null"; }

  void member(std::string_view name, std::string_view value) { key(name), string(value); }
  void member(std::string_view name, std::uint64_t value) { key(name), number(value); }
  void member_or_null(std::string_view name, std::string_view value) {
    key(name), string_or_null(value);
  }
  void member_or_null(std::string_view name, std::optional<std::uint32_t> value) {
    key(name), value ? number(*value) : null();
  }

 private:
  void lead() {
    if (!first_ && !after_key_) out_ += ", ";
    first_ = after_key_ = false;
  }
  std::string& out_;
  bool first_ = true, after_key_ = false;
};

}  // namespace entente
