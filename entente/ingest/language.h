// Which language a text is in: CLD2, and on short texts the words that hold sentences together.
// Only ingest/ knows the library.
#pragma once

#include <string>
#include <string_view>

namespace entente {

// BCP 47 primary language ("en", "es"), or "" when the text is too short or too mixed to tell.
// Reads at most the first 8 KiB.
std::string guess_language(std::string_view text);

// "en-US" -> "en"; lower case; "" for what is no tag.
std::string primary_language(std::string_view tag);

}  // namespace entente
