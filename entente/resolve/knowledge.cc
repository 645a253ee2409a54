// The tables are looked at once, when they are opened: rows of countries.tsv and offices.tsv get
// their sort in a vector, so that a hit in the text costs no comparison of strings.
//
// Tested by actors_test.cc.
#include "entente/resolve/knowledge.h"

#include <algorithm>
#include <array>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"

namespace entente {
namespace {

// Calls `use` for each piece of `text` between bars.
template <class Use>
void split_bars(std::string_view text, Use use) {
  while (!text.empty()) {
    const std::size_t cut = text.find('|');
    use(text.substr(0, cut));
    if (cut == std::string_view::npos) return;
    text.remove_prefix(cut + 1);
  }
}

// The number under which the entries of an index give a table: that of the entry of its first row's
// first form.
std::uint32_t table_id(const Lexicons& lexicons, const PhraseIndex& names, const TableView& table) {
  if (table.rows() == 0) return UINT32_MAX;
  const std::string_view forms = table.text(0, table.column("forms"));
  for (const PhraseEntry& entry : names.lookup(forms.substr(0, forms.find('|'))))
    if (lexicons.table(entry.table).name() == table.name()) return entry.table;
  return UINT32_MAX;
}

constexpr std::array<std::string_view, 7> kUseNames = {
    "at", "dative", "object", "place_noun", "place_object", "place_subject", "with"};

}  // namespace

Result<Knowledge> Knowledge::open(const Lexicons& lexicons) {
  Knowledge k;
  k.lexicons_ = &lexicons;
  ENTENTE_TRY(k.names_, lexicons.phrases("actors"));
  ENTENTE_TRY(k.context_, lexicons.phrases("actor_words"));
  ENTENTE_TRY(k.countries_, lexicons.table("actors.countries"));
  ENTENTE_TRY(k.offices_, lexicons.table("actors.offices"));
  ENTENTE_TRY(k.organizations_, lexicons.table("actors.organizations"));
  ENTENTE_TRY(k.people_, lexicons.table("actors.people"));
  ENTENTE_TRY(k.ambiguous_, lexicons.table("actors.ambiguous"));
  ENTENTE_TRY(const TableView metonymy, lexicons.table("actors.metonymy"));

  const TableView &c = k.countries_, &o = k.offices_, &g = k.organizations_, &p = k.people_,
                  &m = k.ambiguous_;
  k.columns_ = {c.column("country"), c.column("sector"),  c.column("from"),    c.column("until"),
                o.column("sector"),  o.column("class"),   g.column("name"),    g.column("country"),
                g.column("sector"),  g.column("kind"),    g.column("from"),    g.column("until"),
                p.column("name"),    p.column("surname"), p.column("country"), p.column("sector"),
                p.column("title"),   p.column("from"),    p.column("until"),   m.column("prior"),
                m.column("with")};

  k.countries_id_ = table_id(lexicons, k.names_, c);
  k.offices_id_ = table_id(lexicons, k.names_, o);
  k.organizations_id_ = table_id(lexicons, k.names_, g);
  const std::uint32_t kind = c.column("kind");
  for (std::uint32_t row = 0; row < c.rows(); ++row) {
    const std::string_view text = c.text(row, kind);
    k.country_sort_.push_back(text == "adjective" ? Sort::kAdjective
                              : text == "demonym" ? Sort::kDemonym
                              : text == "capital" ? Sort::kCapital
                              : text == "seat"    ? Sort::kSeat
                                                  : Sort::kCountry);
  }
  for (const std::string_view table : {"tables.countries", "tables.nonstate"}) {
    ENTENTE_TRY(const TableView codes, lexicons.table(table));
    const std::uint32_t code = codes.column("code"), code_name = codes.column("name");
    for (std::uint32_t row = 0; row < codes.rows(); ++row)
      k.country_names_[codes.text(row, code)] = codes.text(row, code_name);
  }
  const std::uint32_t office_kind = o.column("kind");
  for (std::uint32_t row = 0; row < o.rows(); ++row) {
    const std::string_view text = o.text(row, office_kind);
    k.office_kind_.push_back(text == "title"    ? OfficeKind::kTitle
                             : text == "person" ? OfficeKind::kPerson
                             : text == "body"   ? OfficeKind::kBody
                                                : OfficeKind::kWeak);
  }
  const std::uint32_t use = metonymy.column("use"), lemmas = metonymy.column("lemmas");
  for (std::uint32_t row = 0; row < metonymy.rows(); ++row) {
    const auto it = std::find(kUseNames.begin(), kUseNames.end(), metonymy.text(row, use));
    if (it == kUseNames.end())
      return Error{ErrorCode::kBadModel, "unknown use of a word of metonymy", metonymy.place(row)};
    const std::uint32_t bit = 1u << (it - kUseNames.begin());
    split_bars(metonymy.text(row, lemmas), [&](std::string_view lemma) { k.uses_[lemma] |= bit; });
  }
  const std::uint32_t name = m.column("name"), country = m.column("country");
  for (std::uint32_t row = 0; row < m.rows(); ++row)
    k.ambiguous_names_.push_back({m.text(row, name), m.text(row, country)});
  return k;
}

std::string_view Knowledge::country_name(std::string_view code) const {
  const auto it = country_names_.find(code);
  return it == country_names_.end() ? code : it->second;
}

Candidate Knowledge::candidate(const PhraseEntry& entry) const {
  Candidate c{Sort::kPerson, entry.table, entry.row, entry.form};
  if (entry.table == countries_id_) c.sort = country_sort_[entry.row];
  if (entry.table == offices_id_) c.sort = Sort::kOffice;
  if (entry.table == organizations_id_) c.sort = Sort::kOrganization;
  return c;
}

std::string_view Knowledge::country(const Candidate& c) const {
  switch (c.sort) {
    case Sort::kOffice:
      return {};
    case Sort::kOrganization:
      return organizations_.text(c.row, columns_.org_country);
    case Sort::kPerson:
      return people_.text(c.row, columns_.person_country);
    default:
      return countries_.text(c.row, columns_.country_code);
  }
}

std::string_view Knowledge::sector(const Candidate& c) const {
  switch (c.sort) {
    case Sort::kOffice:
      return offices_.text(c.row, columns_.office_sector);
    case Sort::kOrganization:
      return organizations_.text(c.row, columns_.org_sector);
    case Sort::kPerson:
      return people_.text(c.row, columns_.person_sector);
    default:
      return countries_.text(c.row, columns_.country_sector);
  }
}

std::string_view Knowledge::name(const Candidate& c) const {
  if (c.sort == Sort::kPerson) return people_.text(c.row, columns_.person_name);
  if (c.sort == Sort::kOrganization) return organizations_.text(c.row, columns_.org_name);
  return c.form;
}

std::string_view Knowledge::title(const Candidate& c) const {
  return c.sort == Sort::kPerson ? people_.text(c.row, columns_.person_title) : std::string_view();
}

std::string_view Knowledge::surname(const Candidate& c) const {
  return c.sort == Sort::kPerson ? people_.text(c.row, columns_.person_surname)
                                 : std::string_view();
}

std::string_view Knowledge::office_class(const Candidate& c) const {
  return c.sort == Sort::kOffice ? offices_.text(c.row, columns_.office_class) : std::string_view();
}

std::string_view Knowledge::organization_kind(const Candidate& c) const {
  return c.sort == Sort::kOrganization ? organizations_.text(c.row, columns_.org_kind)
                                       : std::string_view();
}

OfficeKind Knowledge::office_kind(const Candidate& c) const { return office_kind_[c.row]; }

Day Knowledge::from(const Candidate& c) const {
  switch (c.sort) {
    case Sort::kOffice:
      return kDayMin;
    case Sort::kOrganization:
      return organizations_.number(c.row, columns_.org_from);
    case Sort::kPerson:
      return people_.number(c.row, columns_.person_from);
    default:
      return countries_.number(c.row, columns_.country_from);
  }
}

Day Knowledge::until(const Candidate& c) const {
  switch (c.sort) {
    case Sort::kOffice:
      return kDayMax;
    case Sort::kOrganization:
      return organizations_.number(c.row, columns_.org_until);
    case Sort::kPerson:
      return people_.number(c.row, columns_.person_until);
    default:
      return countries_.number(c.row, columns_.country_until);
  }
}

std::uint32_t Knowledge::ambiguous_row(const Candidate& c) const {
  const std::string_view code = country(c);
  for (std::uint32_t row = 0; row < ambiguous_names_.size(); ++row)
    if (ambiguous_names_[row].name == c.form && ambiguous_names_[row].country == code) return row;
  return kNoRow;
}

int Knowledge::ambiguous_prior(std::uint32_t row) const {
  return ambiguous_.number(row, columns_.ambiguous_prior);
}

std::string Knowledge::ambiguous_place(std::uint32_t row) const { return ambiguous_.place(row); }

int Knowledge::ambiguous_effect(const PhraseEntry& entry) const {
  int effect = -1;
  split_bars(ambiguous_.text(entry.row, columns_.ambiguous_with), [&](std::string_view form) {
    if (form == entry.form) effect = 1;
  });
  return effect;
}

bool Knowledge::has_use(Use use, std::string_view lemma) const {
  const auto it = uses_.find(lemma);
  return it != uses_.end() && (it->second >> static_cast<int>(use) & 1) != 0;
}

bool case_fits(std::string_view form, std::string_view text) {
  bool form_has_lower = false, text_has_lower = false;
  for (std::size_t at = 0; at < form.size();) {
    const CodePoint c = code_point_at(form, at);
    form_has_lower |= is_lower(c.value);
    at += c.bytes;
  }
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    text_has_lower |= is_lower(c.value);
    at += c.bytes;
  }
  if (!form_has_lower) {
    if (!text_has_lower) return true;
    // Many papers write an acronym that is spoken as a word so: "Nato", "Isis".
    const CodePoint first = code_point_at(text, 0);
    if (form.size() < 4 || !is_upper(first.value) ||
        form.find_first_of(" .-&/") != std::string_view::npos)
      return false;
    for (std::size_t at = first.bytes; at < text.size();) {
      const CodePoint c = code_point_at(text, at);
      if (is_upper(c.value)) return false;
      at += c.bytes;
    }
    return true;
  }
  if (!text_has_lower && text.size() > 4) return true;  // a headline in capitals
  // The first letter of the form must keep its capital; later words too, but for small ones ("the
  // Islamic State" / "of").
  std::size_t f = 0, t = 0;
  bool start = true;
  while (f < form.size() && t < text.size()) {
    const CodePoint a = code_point_at(form, f), b = code_point_at(text, t);
    const bool la = is_letter(a.value), lb = is_letter(b.value);
    if (la && lb) {
      if (start && is_upper(a.value) && !is_upper(b.value)) return false;
      start = false;
      f += a.bytes, t += b.bytes;
    } else {
      if (!la) f += a.bytes;
      if (!lb) t += b.bytes;
      start = true;
    }
  }
  return true;
}

}  // namespace entente
