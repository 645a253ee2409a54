// The text is cut into numbers and words; a day is a month's name with a number of at most two
// digits on one side and a year within reach, or three numbers parted by one and the same mark.
// Tested by dates_test.cc.
#include "entente/ingest/dates.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"

namespace entente {
namespace {

struct Month {
  std::string_view start;  // of its name, lower case
  int number;
};
// By how names begin, longer ones first where one begins another: English, Spanish, Portuguese,
// French, German, Italian, Dutch, Indonesian, Polish, Turkish, Russian, Ukrainian.
constexpr Month kMonths[] = {
    {"januar", 1},  {"jan", 1},    {"ene", 1},     {"gen", 1},     {"janv", 1},   {"styc", 1},
    {"ocak", 1},    {"январ", 1},  {"янв", 1},     {"січ", 1},     {"febr", 2},   {"feb", 2},
    {"fev", 2},     {"fév", 2},    {"lut", 2},     {"şubat", 2},   {"феврал", 2}, {"фев", 2},
    {"лют", 2},     {"march", 3},  {"mar", 3},     {"mär", 3},     {"maa", 3},    {"març", 3},
    {"март", 3},    {"мар", 3},    {"берез", 3},   {"april", 4},   {"apr", 4},    {"abr", 4},
    {"avr", 4},     {"kwie", 4},   {"nisan", 4},   {"апрел", 4},   {"апр", 4},    {"квіт", 4},
    {"maggio", 5},  {"mag", 5},    {"may", 5},     {"mai", 5},     {"mei", 5},    {"maj", 5},
    {"mayıs", 5},   {"мая", 5},    {"май", 5},     {"трав", 5},    {"june", 6},   {"jun", 6},
    {"giu", 6},     {"juin", 6},   {"czer", 6},    {"haziran", 6}, {"июн", 6},    {"черв", 6},
    {"july", 7},    {"jul", 7},    {"juil", 7},    {"lug", 7},     {"lip", 7},    {"temmuz", 7},
    {"июл", 7},     {"лип", 7},    {"augus", 8},   {"aug", 8},     {"ago", 8},    {"aoû", 8},
    {"agu", 8},     {"sier", 8},   {"ağustos", 8}, {"август", 8},  {"авг", 8},    {"серп", 8},
    {"sept", 9},    {"sep", 9},    {"set", 9},     {"wrze", 9},    {"eylül", 9},  {"сентябр", 9},
    {"сен", 9},     {"верес", 9},  {"octo", 10},   {"oct", 10},    {"okt", 10},   {"out", 10},
    {"ott", 10},    {"paź", 10},   {"ekim", 10},   {"октябр", 10}, {"окт", 10},   {"жовт", 10},
    {"novem", 11},  {"nov", 11},   {"listop", 11}, {"kasım", 11},  {"ноябр", 11}, {"ноя", 11},
    {"листоп", 11}, {"decem", 12}, {"dec", 12},    {"dic", 12},    {"dez", 12},   {"déc", 12},
    {"des", 12},    {"grud", 12},  {"aralık", 12}, {"декабр", 12}, {"дек", 12},   {"груд", 12},
};

// Words that begin as a month does and are none would need a number on one side and a year on the
// other: rare enough. Names are short, so that "marketing" and "decision" are none.
int month_of(std::string_view word) {
  constexpr std::size_t kMaxBytes = 20;
  if (word.size() < 3 || word.size() > kMaxBytes) return 0;
  for (const Month& month : kMonths)
    if (word.starts_with(month.start)) return month.number;
  return 0;
}

struct Piece {
  int number = -1;  // of digits, -1 a word
  int digits = 0;
  int month = 0;            // of a word
  std::string_view before;  // what stands between this piece and the one before
  bool small = false;       // a word that may stand within a date: de, of, st, nd, th
};

std::optional<Day> day_of(int year, int month, int day) {
  if (year < 100 && year >= 0) year += year < 70 ? 2000 : 1900;
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 ||
      day > days_in_month(year, month))
    return std::nullopt;
  return to_day({year, static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)});
}

std::vector<Piece> pieces_of(std::string_view text) {
  constexpr std::string_view kSmall[] = {"de",  "of", "st", "nd",  "rd", "th",
                                         "del", "г",  "a",  "the", "er"};
  std::vector<Piece> pieces;
  std::size_t at = 0, end_before = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    Piece piece;
    const auto digit = [&](std::size_t i) {
      return i < text.size() && text[i] >= '0' && text[i] <= '9';
    };
    if (digit(at)) {
      for (piece.number = 0; digit(at) && at - begin < 9; ++at)
        piece.number = piece.number * 10 + (text[at] - '0');
      piece.digits = static_cast<int>(at - begin);
    } else {
      CodePoint c = code_point_at(text, at);
      if (!is_letter(c.value) || c.value >= 0x2E80) {  // signs of CJK part numbers as marks do
        at += c.bytes;
        continue;
      }
      while (at < text.size() &&
             (c = code_point_at(text, at), is_letter(c.value) && c.value < 0x2E80))
        at += c.bytes;
      const std::string_view word = text.substr(begin, at - begin);
      piece.month = month_of(word);
      piece.small = std::find(std::begin(kSmall), std::end(kSmall), word) != std::end(kSmall);
    }
    piece.before = text.substr(end_before, begin - end_before);
    end_before = at;
    pieces.push_back(piece);
  }
  return pieces;
}

bool is_day(const Piece& piece) {
  return piece.number >= 1 && piece.number <= 31 && piece.digits <= 2;
}
bool is_year(const Piece& piece) {
  return piece.digits == 4 && piece.number >= 1900 && piece.number <= 2199;
}
bool is_gap(std::string_view mark) {
  return mark.size() <= 3 && mark.find_first_of(";|()") == std::string_view::npos;
}

std::optional<Day> numeric(const std::vector<Piece>& pieces, std::size_t i) {
  if (i + 2 >= pieces.size()) return std::nullopt;
  const Piece &a = pieces[i], &b = pieces[i + 1], &c = pieces[i + 2];
  if (a.number < 0 || b.number < 0 || c.number < 0 || b.digits > 2) return std::nullopt;
  const std::string_view mark = b.before;
  const bool cjk = mark == "年" && c.before == "月";
  if (!cjk && (mark != c.before || (mark != "-" && mark != "/" && mark != "." && mark != ". ")))
    return std::nullopt;
  if (is_year(a)) return is_day(c) ? day_of(a.number, b.number, c.number) : std::nullopt;
  if (!is_day(a) || !(is_year(c) || c.digits == 2)) return std::nullopt;
  if (mark.starts_with('.')) {
    if (const auto day = day_of(c.number, b.number, a.number)) return day;
    return day_of(c.number, a.number, b.number);  // "11.18.19"
  }
  if (a.number > 12) return day_of(c.number, b.number, a.number);
  if (b.number > 12 || a.number == b.number) return day_of(c.number, a.number, b.number);
  return std::nullopt;
}

// The year within two pieces from `i` on, small words not counted; a time of day ("Nov 19 07:09
// 2019") may stand between.
int year_after(const std::vector<Piece>& pieces, std::size_t i) {
  int seen = 0;
  for (; i < pieces.size() && seen < 4; ++i) {
    if (pieces[i].small) continue;
    if (is_year(pieces[i])) return pieces[i].number;
    if (pieces[i].month != 0) return -1;  // "martes, 19 de noviembre de 2019" is no day of March
    if (pieces[i].number < 0 && seen > 0) return -1;
    const bool time =
        pieces[i].number >= 0 &&
        (pieces[i].before == ":" || (i + 1 < pieces.size() && pieces[i + 1].before == ":"));
    if (!time && pieces[i].number >= 0) return -1;
    ++seen;
  }
  return -1;
}

std::optional<Day> named(const std::vector<Piece>& pieces, std::size_t i) {
  const int month = pieces[i].month;
  if (month == 0) return std::nullopt;
  std::size_t before = i;
  while (before > 0 && pieces[before - 1].small && is_gap(pieces[before].before)) --before;
  const bool day_before = before > 0 && is_day(pieces[before - 1]) &&
                          is_gap(pieces[before].before) && pieces[before - 1].before != ":";
  if (day_before) {
    // "19-Nov-19"
    if (i + 1 < pieces.size() && pieces[i + 1].digits == 2 && pieces[i + 1].before == "-" &&
        pieces[i].before == "-")
      return day_of(pieces[i + 1].number, month, pieces[before - 1].number);
    if (const int year = year_after(pieces, i + 1); year > 0)
      return day_of(year, month, pieces[before - 1].number);
  }
  if (i + 1 < pieces.size() && is_day(pieces[i + 1]) && is_gap(pieces[i + 1].before))
    if (const int year = year_after(pieces, i + 2); year > 0)
      return day_of(year, month, pieces[i + 1].number);
  // "2019/nov/18"
  if (i > 0 && is_year(pieces[i - 1]) && is_gap(pieces[i].before) && i + 1 < pieces.size() &&
      is_day(pieces[i + 1]))
    return day_of(pieces[i - 1].number, month, pieces[i + 1].number);
  return std::nullopt;
}

}  // namespace

std::optional<Day> find_day(std::string_view text) {
  constexpr std::size_t kMaxBytes = 400;
  if (text.size() > kMaxBytes) {
    std::size_t end = kMaxBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text = text.substr(0, end);
  }
  const std::string low = lower(text);
  const std::vector<Piece> pieces = pieces_of(low);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (const auto day = numeric(pieces, i)) return day;
    if (const auto day = named(pieces, i)) return day;
    if (pieces[i].digits == 8)
      if (const auto day = day_of(pieces[i].number / 10000, pieces[i].number / 100 % 100,
                                  pieces[i].number % 100))
        return day;
  }
  return std::nullopt;
}

}  // namespace entente
