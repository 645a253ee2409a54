// The words by which texts are found: what the index's table `words` lists, and what a search asks
// for. Private to store/.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

// A longer word is known by its first bytes.
inline constexpr std::size_t kMaxWordBytes = 64;

// Calls `visit` with each word of `text` (valid UTF-8), in its order: letters and digits in a row,
// folded as name_key() folds names ("Nicolás" is "nicolas"). A sign of a script that parts no words
// is a word by itself. The view lives until the next.
void each_word(std::string_view text, const std::function<void(std::string_view)>& visit);

// What a person wrote to search for. A text is found if it has all of its words, in any order; its
// last, from four letters on, may be the beginning of a longer word.
class WordQuery {
 public:
  static constexpr std::size_t kMaxWords = 16;  // what follows is not looked at

  explicit WordQuery(std::string_view text);
  bool empty() const { return words_.empty(); }
  bool is_found_in(std::string_view text) const;

  // The words found by `word` are those from `first` to `last`, byte by byte.
  struct Range {
    std::string first, last;
  };
  const std::vector<Range>& words() const { return words_; }

 private:
  std::vector<Range> words_;
};

}  // namespace entente
