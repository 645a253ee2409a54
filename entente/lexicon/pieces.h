// How names are cut for matching: under their name_key(), into runs of letters and digits. Private
// to lexicon/.
#pragma once

#include <string>
#include <string_view>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"

namespace entente::lexicon_detail {

// Calls piece(std::string_view) for each run of letters and digits in `key`, which has been through
// name_key(). Linear in key.size(); allocates nothing.
template <class Piece>
void for_each_run(std::string_view key, Piece&& piece) {
  std::size_t begin = std::string_view::npos;
  for (std::size_t at = 0; at < key.size();) {
    const CodePoint c = code_point_at(key, at);
    const bool inside = is_letter(c.value) || is_digit(c.value);
    if (inside && begin == std::string_view::npos) begin = at;
    if (!inside && begin != std::string_view::npos) {
      piece(key.substr(begin, at - begin));
      begin = std::string_view::npos;
    }
    at += c.bytes;
  }
  if (begin != std::string_view::npos) piece(key.substr(begin));
}

// The pieces of `text` (valid UTF-8), cut under its name_key, which is made in `key` (cleared
// first, memory kept).
template <class Piece>
void for_each_piece(std::string_view text, std::string& key, Piece&& piece) {
  key.clear();
  append_name_key(key, text);
  for_each_run(key, piece);
}

}  // namespace entente::lexicon_detail
