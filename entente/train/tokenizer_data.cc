// Tested by tokenizer_train_test.cc.
#include "entente/train/tokenizer_data.h"

#include <algorithm>
#include <array>

#include "entente/base/byte_source.h"
#include "entente/base/unicode.h"
#include "entente/base/utf8.h"
#include "entente/record/conllu.h"

namespace entente::train {
namespace {

Result<std::string> read_whole(const std::string& path) {
  ENTENTE_TRY(ByteSource source, ByteSource::open(path));
  std::string all;
  while (true) {
    ENTENTE_TRY(const std::string_view piece, source.read());
    if (piece.empty()) return all;
    if (all.size() + piece.size() > kMaxConlluBytes)
      return Error{ErrorCode::kLimit, "longer than 1 GiB", path, 0};
    all += piece;
  }
}

GoldText gold_text(const Document& document, const Analysis& analysis) {
  std::vector<std::uint8_t> ends(document.page().size() + 1, 0);
  const TokenTable& t = analysis.tokens;
  for (std::uint32_t i = 0; i < t.size(); ++i)
    if (!t.mwt[i] || t.end[i] != t.end[i + 1])
      ends[t.end[i]] = t.mwt[i] ? kEndsWord : kEndsWord | kEndsToken;
  for (const Sentence& s : analysis.sentences) ends[s.span.end] |= kEndsSentence;
  GoldText out;
  for (std::size_t at = 0; at < document.page().size();) {
    const CodePoint c = code_point_at(document.page(), at);
    at += c.bytes;
    out.push_back({c.value, ends[at]});
  }
  return out;
}

bool chance(double rate, std::mt19937_64& random) {
  return static_cast<double>(random() >> 11) * 0x1p-53 < rate;
}
std::size_t pick(std::size_t count, std::mt19937_64& random) { return random() % count; }

bool blank(const GoldText& t, std::size_t i) { return i >= t.size() || is_space(t[i].value); }
bool starts_word(const GoldText& t, std::size_t i) {
  return i == 0 || (t[i - 1].ends & kEndsWord) != 0 || blank(t, i - 1);
}

// "a" -> “a”, 'a' -> ‘a’, it's -> it’s: a quote opens where a blank, a bracket or a dash is before
// it.
void curl_quotes(GoldText& t) {
  for (std::size_t i = 0; i < t.size(); ++i) {
    const char32_t before = i == 0 ? U' ' : t[i - 1].value;
    const bool opens = is_space(before) || before == U'(' || before == U'[' || before == U'-' ||
                       before == U'\u2014' || before == U'"' || before == U'\u201C';
    if (t[i].value == U'"') t[i].value = opens && !blank(t, i + 1) ? U'\u201C' : U'\u201D';
    if (t[i].value == U'\'')
      t[i].value = opens && !blank(t, i + 1) && !is_digit(t[i + 1].value) ? U'\u2018' : U'\u2019';
  }
}

// "--" -> "—" or "–", " - " -> " – ", "..." -> "…": what the gold calls one token stays one.
GoldText set_dashes(const GoldText& t, std::mt19937_64& random) {
  const char32_t dash = chance(0.5, random) ? U'\u2014' : U'\u2013';
  GoldText out;
  for (std::size_t i = 0; i < t.size(); ++i) {
    const bool whole = starts_word(t, i);
    if (whole && i + 1 < t.size() && t[i].value == U'-' && t[i + 1].value == U'-' &&
        t[i].ends == 0 && t[i + 1].ends != 0) {
      out.push_back({dash, t[++i].ends});
    } else if (whole && t[i].value == U'-' && t[i].ends != 0 && i > 0 && blank(t, i - 1) &&
               blank(t, i + 1)) {
      out.push_back({dash, t[i].ends});
    } else if (whole && i + 2 < t.size() && t[i].value == U'.' && t[i + 1].value == U'.' &&
               t[i + 2].value == U'.' && t[i].ends == 0 && t[i + 1].ends == 0 &&
               t[i + 2].ends != 0) {
      out.push_back({U'\u2026', t[i += 2].ends});
    } else {
      out.push_back(t[i]);
    }
  }
  return out;
}

std::size_t sentence_end(const GoldText& t, std::size_t begin) {
  while (begin < t.size() && (t[begin].ends & kEndsSentence) == 0) ++begin;
  return std::min(begin + 1, t.size());
}

void recase(GoldText& t, std::size_t begin, std::size_t end, int form) {
  for (std::size_t i = begin; i < end; ++i) {
    const bool first = i == 0 || !(is_letter(t[i - 1].value) || t[i - 1].value == U'\'' ||
                                   t[i - 1].value == U'\u2019');
    if (form == 0) t[i].value = to_upper(t[i].value);
    if (form == 1) t[i].value = to_lower(t[i].value);
    if (form == 2 && first) t[i].value = to_upper(t[i].value);
  }
}

void append_plain(GoldText& out, std::u32string_view text) {
  for (const char32_t c : text) out.push_back({c, 0});
}

// Appends one token.
void append_token(GoldText& out, std::u32string_view text) {
  append_plain(out, text);
  out.back().ends = kEndsWord | kEndsToken;
}

// "CARACAS, Feb. 16 (Xinhua) -- ", as agencies open a report.
void append_dateline(GoldText& out, std::mt19937_64& random) {
  constexpr std::array<std::u32string_view, 24> kCities = {
      U"CARACAS",        U"MOSCOW",      U"BEIJING", U"ANKARA",    U"BAGHDAD",    U"CAIRO",
      U"PARIS",          U"KYIV",        U"TEHRAN",  U"NEW DELHI", U"WASHINGTON", U"JERUSALEM",
      U"KABUL",          U"BERLIN",      U"Geneva",  U"London",    U"Seoul",      U"Islamabad",
      U"UNITED NATIONS", U"ADDIS ABABA", U"TOKYO",   U"NAIROBI",   U"BRUSSELS",   U"Havana"};
  constexpr std::array<std::u32string_view, 16> kMonths = {
      U"Jan.",  U"Feb.", U"March", U"April", U"May",  U"June", U"July",    U"Aug.",
      U"Sept.", U"Oct.", U"Nov.",  U"Dec.",  U"Sep.", U"JAN",  U"October", U"Mar."};
  constexpr std::array<std::u32string_view, 10> kAgencies = {
      U"Xinhua", U"Reuters", U"AP",  U"AFP",      U"TASS",
      U"IRNA",   U"UPI",     U"dpa", U"Interfax", U"RIA Novosti"};
  constexpr std::array<std::u32string_view, 4> kDashes = {U"--", U"-", U"\u2014", U"\u2013"};
  const auto words = [&](std::u32string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find(U' ', at), text.size());
      append_token(out, text.substr(at, end - at));
      if (end < text.size()) append_plain(out, U" ");
      at = end + 1;
    }
  };
  words(kCities[pick(kCities.size(), random)]);
  if (chance(0.6, random)) {
    append_token(out, U",");
    append_plain(out, U" ");
    append_token(out, kMonths[pick(kMonths.size(), random)]);
    append_plain(out, U" ");
    const std::u32string digits = U"0123456789";
    const std::size_t day = 1 + pick(28, random);
    append_token(out, day < 10 ? std::u32string{digits[day]}
                               : std::u32string{digits[day / 10], digits[day % 10]});
  }
  append_plain(out, U" ");
  if (chance(0.8, random)) {
    append_token(out, U"(");
    words(kAgencies[pick(kAgencies.size(), random)]);
    append_token(out, U")");
    append_plain(out, U" ");
  }
  append_token(out, kDashes[pick(kDashes.size(), random)]);
  append_plain(out, U" ");
}

// Puts another title, month or rank of the same use for one that stands in the text: "Mr. Bush" ->
// "Gen. Bush".
GoldText swap_abbreviations(const GoldText& t, double rate, std::mt19937_64& random) {
  constexpr std::array<std::u32string_view, 34> kTitles = {
      U"Mr.",   U"Mrs.",  U"Ms.",   U"Dr.",   U"Gen.",  U"Col.", U"Lt.",  U"Maj.",  U"Sgt.",
      U"Capt.", U"Cmdr.", U"Adm.",  U"Brig.", U"Gov.",  U"Sen.", U"Rep.", U"Rev.",  U"Prof.",
      U"Hon.",  U"St.",   U"Cpl.",  U"Pvt.",  U"Pres.", U"Amb.", U"Sec.", U"Supt.", U"Insp.",
      U"Fr.",   U"Msgr.", U"Cong.", U"Atty.", U"Det.",  U"Ste.", U"Mt."};
  constexpr std::array<std::u32string_view, 10> kMonths = {
      U"Jan.", U"Feb.", U"Mar.", U"Apr.", U"Aug.", U"Sept.", U"Sep.", U"Oct.", U"Nov.", U"Dec."};
  constexpr std::u32string_view kLongMonths[] = {U"January", U"February", U"August",  U"September",
                                                 U"October", U"November", U"December"};
  constexpr std::u32string_view kHonorifics[] = {U"President", U"Senator",  U"General",
                                                 U"Governor",  U"Minister", U"Secretary"};
  GoldText out;
  for (std::size_t i = 0; i < t.size();) {
    std::size_t end = i;
    while (end < t.size() && (t[end].ends & kEndsToken) == 0 && end - i < 16) ++end;
    std::u32string form;
    for (std::size_t j = i; j <= end && j < t.size(); ++j) form += t[j].value;
    const auto among = [&](auto& list) {
      return std::find(std::begin(list), std::end(list), form) != std::end(list);
    };
    const bool token = starts_word(t, i) && end < t.size() && (t[end].ends & kEndsToken) != 0 &&
                       (t[end].ends & kEndsSentence) == 0 && end + 2 < t.size() &&
                       t[end + 1].value == U' ';
    const bool name_next = token && is_upper(t[end + 2].value),
               number_next = token && is_digit(t[end + 2].value);
    const bool title = name_next && (among(kTitles) || (among(kHonorifics) && chance(0.5, random)));
    const bool month =
        number_next && (among(kMonths) || (among(kLongMonths) && chance(0.5, random)));
    if ((title || month) && chance(rate, random)) {
      append_token(out, title ? kTitles[pick(kTitles.size(), random)]
                              : kMonths[pick(kMonths.size(), random)]);
      i = end + 1;
      continue;
    }
    out.push_back(t[i++]);
  }
  return out;
}

// Puts a country's initials before offices, bodies and here and there another name: "met Secretary
// Powell" -> "met U.S. Secretary Powell". No sentence ends behind these.
GoldText add_initials(const GoldText& t, double rate, std::mt19937_64& random) {
  constexpr std::array<std::u32string_view, 6> kInitials = {U"U.S.", U"U.S.", U"U.S.",
                                                            U"U.N.", U"U.K.", U"E.U."};
  constexpr std::array<std::u32string_view, 40> kOffices = {
      U"President",  U"Secretary",  U"Senator",  U"Congress",  U"Army",       U"Navy",
      U"Marines",    U"Treasury",   U"Attorney", U"Supreme",   U"Embassy",    U"Ambassador",
      U"Defense",    U"Department", U"House",    U"General",   U"Special",    U"Vice",
      U"State",      U"Security",   U"Senate",   U"Justice",   U"Government", U"Prime",
      U"Foreign",    U"Central",    U"Federal",  U"Air",       U"Marine",     U"Coast",
      U"Commission", U"Committee",  U"Council",  U"Commerce",  U"Trade",      U"National",
      U"District",   U"Court",      U"Agency",   U"Parliament"};
  GoldText out;
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (is_upper(t[i].value) && (i == 0 || blank(t, i - 1))) {
      std::u32string form;
      for (std::size_t j = i; j < t.size() && is_letter(t[j].value) && form.size() < 16; ++j)
        form += t[j].value;
      const bool office = std::find(kOffices.begin(), kOffices.end(), form) != kOffices.end();
      const bool inside = i > 1 && is_lower(t[i - 2].value);
      if (chance(office ? rate : inside ? rate / 40 : 0, random)) {
        append_token(out, kInitials[pick(kInitials.size(), random)]);
        append_plain(out, U" ");
      }
    }
    out.push_back(t[i]);
  }
  return out;
}

// Joins paragraphs whose first one ends in a full stop, closes blanks between sentences, drops a
// few last full stops.
GoldText change_breaks(const GoldText& t, const VaryRates& rates, bool merge,
                       std::mt19937_64& random) {
  GoldText out;
  for (std::size_t i = 0; i < t.size(); ++i) {
    const bool after_sentence = !out.empty() && (out.back().ends & kEndsSentence) != 0;
    const char32_t last = out.empty() ? 0 : out.back().value;
    const bool stopped = last == U'.' || last == U'!' || last == U'?';
    if (merge && after_sentence && t[i].value == U'\n' && i + 2 < t.size() &&
        t[i + 1].value == U'\n' && stopped) {
      out.push_back({U' ', 0});
      ++i;
    } else if (t[i].value == U' ' && after_sentence && stopped && i + 1 < t.size() &&
               is_upper(t[i + 1].value) && out.size() > 1 && is_lower(out[out.size() - 2].value) &&
               chance(rates.no_space, random)) {
      continue;
    } else {
      out.push_back(t[i]);
    }
  }
  return out;
}

// Ends some sentences in an abbreviation: "... in Rome." -> "... in U.S.", where one stop ends
// both.
GoldText end_in_abbreviations(const GoldText& t, double rate, std::mt19937_64& random) {
  constexpr std::array<std::u32string_view, 14> kEndings = {
      U"U.S.", U"U.S.",  U"U.N.", U"U.K.", U"D.C.", U"p.m.", U"a.m.",
      U"Inc.", U"Corp.", U"Ltd.", U"Co.",  U"Jr.",  U"etc.", U"E.U."};
  GoldText out;
  for (std::size_t i = 0; i < t.size(); ++i) {
    const bool stop = t[i].value == U'.' && (t[i].ends & kEndsSentence) != 0 && starts_word(t, i) &&
                      i > 0 && !blank(t, i - 1);
    std::size_t word = out.size();
    while (word > 0 && is_letter(out[word - 1].value)) --word;
    if (!stop || word == out.size() || word == 0 || out[word - 1].value != U' ' ||
        !chance(rate, random)) {
      out.push_back(t[i]);
      continue;
    }
    out.resize(word);
    append_token(out, kEndings[pick(kEndings.size(), random)]);
    out.back().ends = t[i].ends;
  }
  return out;
}

GoldText add_datelines(const GoldText& t, double rate, std::mt19937_64& random) {
  GoldText out;
  for (std::size_t i = 0; i < t.size(); ++i) {
    const bool paragraph = i == 0 || (i > 1 && t[i - 1].value == U'\n' && t[i - 2].value == U'\n');
    const bool long_enough = sentence_end(t, i) > i + 60;
    if (paragraph && long_enough && is_upper(t[i].value) && chance(rate, random))
      append_dateline(out, random);
    out.push_back(t[i]);
  }
  return out;
}

}  // namespace

Result<std::vector<GoldText>> read_gold_texts(const std::string& path) {
  ENTENTE_TRY(const std::string text, read_whole(path));
  std::vector<GoldText> out;
  for (const std::string_view piece : split_conllu_documents(text)) {
    Document document;
    Analysis analysis;
    if (Status read = read_conllu(piece, document, analysis); !read) {
      Error error = std::move(read).error();
      error.source = path;
      error.message += " of the document at byte " + std::to_string(piece.data() - text.data());
      return error;
    }
    out.push_back(gold_text(document, analysis));
  }
  return out;
}

GoldText vary(const GoldText& text, const VaryRates& rates, std::mt19937_64& random) {
  GoldText t = change_breaks(text, rates, chance(rates.merge, random), random);
  t = add_initials(t, rates.initials, random);
  t = swap_abbreviations(t, rates.abbreviation, random);
  t = end_in_abbreviations(t, rates.end_abbreviation, random);
  if (chance(rates.dateline, random)) t = add_datelines(t, 0.3, random);
  if (chance(rates.dash, random)) t = set_dashes(t, random);
  if (chance(rates.curly, random)) curl_quotes(t);
  for (std::size_t i = 0; i < t.size();) {  // by stretches of some sentences: headlines, wires
    std::size_t end = i;
    for (std::size_t sentences = 1 + pick(6, random); sentences > 0 && end < t.size(); --sentences)
      end = sentence_end(t, end);
    const double draw = static_cast<double>(random() >> 11) * 0x1p-53;
    if (draw < rates.upper)
      recase(t, i, end, 0);
    else if (draw < rates.upper + rates.lower)
      recase(t, i, end, 1);
    else if (draw < rates.upper + rates.lower + rates.title_case)
      recase(t, i, end, 2);
    i = end;
  }
  return t;
}

std::string to_utf8(const GoldText& text, std::vector<std::uint32_t>& char_of_byte) {
  std::string out;
  char_of_byte.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    append_utf8(out, text[i].value);
    char_of_byte.resize(out.size(), static_cast<std::uint32_t>(i));
  }
  return out;
}

}  // namespace entente::train
