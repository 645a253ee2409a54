// Unicode properties and forms, from utf8proc's tables: never from the locale. All text is valid
// UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace entente {

bool is_letter(char32_t c);
bool is_upper(char32_t c);
bool is_lower(char32_t c);
bool is_digit(char32_t c);  // Nd
bool is_space(char32_t c);  // white space, the no-break kinds included
bool is_punctuation(char32_t c);
bool is_mark(char32_t c);  // combining
char32_t to_lower(char32_t c);
char32_t to_upper(char32_t c);

// Lower case, code point by code point: offsets in code points stay.
void append_lower(std::string& out, std::string_view text);
std::string lower(std::string_view text);

// The key under which names are compared: NFKD without marks, case-folded, typographic quotes and
// hyphens made plain. "Nicolás" -> "nicolas", "Côte d’Ivoire" -> "cote d'ivoire", "Łódź" -> "lodz",
// "Ørsted" -> "orsted".
void append_name_key(std::string& out, std::string_view text);
std::string name_key(std::string_view text);

}  // namespace entente
