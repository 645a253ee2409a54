// For tests alone: text to tokens without a model, so that a table of cases is text and answers. No
// tags, no trees.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"
#include "entente/lexicon/lexicon.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"

namespace entente {

// The image that the build has made of data/.
inline const Lexicons& built_lexicons() {
  static const auto image = [] {
    auto opened = Lexicons::open(std::string(ENTENTE_BINARY_DIR) + "/share/entente/lexicon.img");
    if (!opened) ADD_FAILURE() << describe(opened.error());
    return std::make_unique<Lexicons>(std::move(*opened));
  }();
  return *image;
}

// A token is a run of letters and digits, with the dots of "U.S." and "D.C.", or one mark; a line
// is a sentence.
inline void plain_tokens(std::string_view text, Document& document, Analysis& out) {
  document.set_text("", text);
  out.clear();
  const std::string_view page = document.page();
  std::uint32_t first = 0, sentence = 0;
  const auto close = [&] {
    const std::uint32_t last = out.tokens.size();
    if (last == first) return;
    out.sentences.push_back(
        {first, last, {out.tokens.begin[first], out.tokens.end[last - 1]}, false, sentence == 0});
    first = last, ++sentence;
  };
  for (std::size_t at = 0; at < page.size();) {
    const CodePoint c = code_point_at(page, at);
    if (is_space(c.value)) {
      if (c.value == '\n') close();
      at += c.bytes;
      continue;
    }
    std::size_t end = at + c.bytes;
    const auto in_word = [&](std::size_t i) {
      const char32_t x = code_point_at(page, i).value;
      return is_letter(x) || is_digit(x) || is_mark(x);
    };
    if (in_word(at))
      while (
          end < page.size() &&
          (in_word(end) ||
           (page[end] == '.' && end + 1 < page.size() && in_word(end + 1) && is_letter(c.value)) ||
           (page[end] == '.' && page.substr(at, end - at).find('.') != std::string_view::npos)))
        end += code_point_at(page, end).bytes;
    const bool apostrophe = c.value == '\'' || c.value == 0x2019;  // "'s" is a token
    if (apostrophe && end < page.size() && page[end] == 's' &&
        (end + 1 == page.size() || !in_word(end + 1)))
      ++end;
    const std::uint32_t t = out.tokens.size();
    out.tokens.resize(t + 1);
    const std::string_view form = page.substr(at, end - at);
    out.tokens.begin[t] = static_cast<std::uint32_t>(at),
    out.tokens.end[t] = static_cast<std::uint32_t>(end);
    out.tokens.sentence[t] = sentence;
    out.tokens.form[t] = out.strings.intern(form),
    out.tokens.lower[t] = out.strings.intern(lower(form));
    out.tokens.head[t] = kNoToken;
    at = end;
  }
  close();
  out.index_children();
}

}  // namespace entente
