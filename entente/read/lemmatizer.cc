// Tested by lemmatizer_test.cc.
#include "entente/read/lemmatizer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "entente/base/file.h"
#include "entente/base/unicode.h"
#include "entente/base/utf8.h"
#include "entente/read/lemma_rules.h"
#include "entente/read/model_file.h"

namespace entente {

LetterShape letter_shape(std::string_view form) {
  std::uint32_t uppers = 0, lowers = 0;
  bool first_upper = false;
  for (std::size_t at = 0, index = 0; at < form.size(); ++index) {
    const CodePoint c = code_point_at(form, at);
    at += c.bytes;
    const bool upper = is_upper(c.value);
    uppers += upper;
    lowers += !upper && is_letter(c.value);
    if (index == 0) first_upper = upper;
  }
  if (uppers == 0) return LetterShape::kLower;
  if (uppers == 1 && first_upper) return LetterShape::kCapital;
  return lowers == 0 ? LetterShape::kUpper : LetterShape::kMixed;
}

std::uint64_t lemma_feats_key(std::string_view feats) {
  constexpr std::array<std::string_view, 6> kNames = {"Tense", "VerbForm", "Degree",
                                                      "Poss",  "Case",     "Gender"};
  std::uint64_t key = 1, number = 0;
  bool verb = false;
  while (!feats.empty()) {
    const std::size_t bar = std::min(feats.find('|'), feats.size());
    const std::string_view one = feats.substr(0, bar), name = one.substr(0, one.find('='));
    if (std::find(kNames.begin(), kNames.end(), name) != kNames.end()) key += hash64(one);
    if (name == "Number") number = hash64(one);
    verb |= name == "VerbForm";
    feats.remove_prefix(std::min(bar + 1, feats.size()));
  }
  return (verb ? key : key + number) | 1;
}

struct Lemmatizer::Model {
  MappedFile file;
  std::span<const LemmaSlot> slots;
  std::vector<std::string> additions;  // of each rule
  std::span<const std::uint8_t> cuts, lowers;

  Status read(ModelReader& in);
  std::string_view make(std::string_view form, std::string_view lower, Upos upos, LetterShape shape,
                        std::uint64_t feats, std::span<char> buffer) const;
};

Status Lemmatizer::Model::read(ModelReader& in) {
  ENTENTE_TRY(const auto sizes, in.take<std::uint32_t>(2));
  const std::uint32_t slot_count = sizes[0], rules = sizes[1];
  if (!std::has_single_bit(slot_count)) return in.error("a table whose size is no power of two");
  ENTENTE_TRY(slots, in.take<LemmaSlot>(slot_count));
  for (const LemmaSlot& slot : slots)
    if (slot.rule > rules) return in.error("a rule that the model does not hold");
  ENTENTE_TRY(cuts, in.take<std::uint8_t>(rules));
  ENTENTE_TRY(lowers, in.take<std::uint8_t>(rules));
  ENTENTE_TRY(additions, in.take_strings(rules));
  if (additions.size() != rules) return in.error("rules without their letters");
  for (const std::string& add : additions)
    if (add.size() > 100) return in.error("a rule that adds more than 100 bytes");
  return ok_status();
}

// The lemma: in `buffer`, or one of the views handed in.
std::string_view Lemmatizer::Model::make(std::string_view form, std::string_view lower, Upos upos,
                                         LetterShape shape, std::uint64_t feats,
                                         std::span<char> buffer) const {
  const std::uint32_t rule = choose_rule(slots, lower, upos, shape, feats);
  if (rule == 0) return upos == Upos::kPropn ? form : lower;
  const std::string_view base = lowers[rule - 1] != 0 ? lower : form;
  const std::uint32_t cut = cuts[rule - 1];
  const std::string& add = additions[rule - 1];
  if (cut == 0 && add.empty()) return base;
  if (cut > base.size() || !suffix_starts(base, cut) ||
      base.size() - cut + add.size() > buffer.size())
    return base;
  std::copy_n(base.data(), base.size() - cut, buffer.data());
  std::copy_n(add.data(), add.size(), buffer.data() + base.size() - cut);
  const std::size_t size = base.size() - cut + add.size();
  return size == 0 ? base : std::string_view(buffer.data(), size);
}

Lemmatizer::Lemmatizer(std::unique_ptr<Model> model) : model_(std::move(model)) {}
Lemmatizer::Lemmatizer(Lemmatizer&&) noexcept = default;
Lemmatizer& Lemmatizer::operator=(Lemmatizer&&) noexcept = default;
Lemmatizer::~Lemmatizer() = default;

Result<Lemmatizer> Lemmatizer::open(const std::string& models_dir, std::string_view lang) {
  const std::string path = models_dir + "/" + std::string(lang) + "-lemmas.bin";
  ENTENTE_TRY(MappedFile file, MappedFile::open(path));
  auto model = std::make_unique<Model>(Model{std::move(file), {}, {}, {}, {}});
  ENTENTE_TRY(ModelReader in,
              ModelReader::open(model->file.bytes(), kLemmaMagic, kLemmaVersion, path));
  ENTENTE_CHECK(model->read(in));
  ENTENTE_TRY(const std::vector<std::string> tests, in.take_strings(1000));
  Lemmatizer lemmatizer(std::move(model));
  for (std::size_t i = 0; i + 3 < tests.size(); i += 4) {  // form, part of speech, features, lemma
    Upos upos = Upos::kX;
    if (!parse_upos(tests[i + 1], upos)) return in.error("a self-test without a part of speech");
    if (const std::string found = lemmatizer.lemma(tests[i], upos, tests[i + 2]);
        found != tests[i + 3])
      return in.error("the self-test \"" + tests[i] + "\" gives \"" + found + "\"");
  }
  return lemmatizer;
}

void Lemmatizer::lemmatize(Analysis& analysis, std::uint32_t first, std::uint32_t last) const {
  TokenTable& t = analysis.tokens;
  std::array<char, kMaxLemmaBytes> buffer;
  std::uint32_t capitals = 0, others = 0;
  for (std::uint32_t i = first; i < last; ++i) {
    if (t.form[i] == t.lower[i])
      others += t.end[i] - t.begin[i] > 1 && is_letter(code_point_at(analysis.form(i), 0).value);
    else
      ++capitals;
  }
  const bool all_capitals = capitals > 3 && others == 0;
  for (std::uint32_t i = first; i < last; ++i) {
    const std::string_view form = analysis.form(i), lower = analysis.lower(i);
    LetterShape shape = t.form[i] == t.lower[i] ? LetterShape::kLower : letter_shape(form);
    const bool says_nothing =
        all_capitals && shape == LetterShape::kUpper && t.upos[i] != Upos::kPropn;
    if (says_nothing) shape = LetterShape::kLower;
    const std::string_view lemma = model_->make(says_nothing ? lower : form, lower, t.upos[i],
                                                shape, lemma_feats_key(analysis.feats(i)), buffer);
    t.lemma[i] = analysis.strings.intern(lemma);
  }
}

void Lemmatizer::lemmatize(Analysis& analysis) const {
  for (const Sentence& s : analysis.sentences) lemmatize(analysis, s.first, s.last);
}

std::string Lemmatizer::lemma(std::string_view form, Upos upos, std::string_view feats) const {
  std::array<char, kMaxLemmaBytes> buffer;
  const std::string lowered = lower(form);
  return std::string(
      model_->make(form, lowered, upos, letter_shape(form), lemma_feats_key(feats), buffer));
}

}  // namespace entente
