// The image of lexicons: any bytes as an image, and any bytes as the sections of one whose head and
// checksum are right. What opens can be asked for anything.
#include <array>
#include <vector>

#include "entente/lexicon/image.h"
#include "entente/lexicon/lexicon.h"
#include "fuzz/fuzz.h"

namespace {

using namespace entente;

void ask(const Lexicons& lexicons, std::uint32_t tables) {
  const std::string_view page = "The Russian president met U.N. envoys in Côte d’Ivoire.";
  const std::vector<std::uint32_t> begin = {0, 4, 12, 22, 26, 31, 38, 41, 46},
                                   end = {3, 11, 21, 25, 30, 37, 40, 46, 57};
  PieceTable pieces;
  lexicons.make_pieces(page, begin, end, pieces);
  std::vector<PhraseHit> hits;
  if (const auto index = lexicons.phrases("actors"); index)
    for (std::uint32_t at = 0; at < begin.size(); ++at) index->find(pieces, at, hits);
  for (std::uint32_t t = 0; t < tables; ++t) {
    const TableView table = lexicons.table(t);
    for (std::uint32_t row = 0; row < table.rows() && row < 64; ++row)
      FUZZ_CHECK(!table.place(row).empty());
  }
}

std::string with_right_checksum(std::string_view body) {
  std::array<std::string_view, lexicon_detail::kSectionCount> sections;
  for (std::size_t i = 0; i < sections.size(); ++i) {  // a 16-bit length in words, then the section
    if (body.size() < 2) break;
    const std::size_t bytes = 4 * (static_cast<unsigned char>(body[0]) +
                                   256u * (static_cast<unsigned char>(body[1]) & 15u));
    body.remove_prefix(2);
    sections[i] = body.substr(0, bytes);
    if (i != 1) sections[i] = sections[i].substr(0, sections[i].size() / 4 * 4);
    body.remove_prefix(sections[i].size());
  }
  return lexicon_detail::write_image("0123456789ab", sections);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view body = fuzz::as_text(data + 1, size - 1);
  const fuzz::ExactBytes bytes(data[0] % 2 == 0 ? std::string(body) : with_right_checksum(body));
  const Result<lexicon_detail::Image> image = lexicon_detail::Image::open(bytes.view(), "fuzz");
  const Result<Lexicons> lexicons = Lexicons::from_bytes(bytes.view(), "fuzz");
  FUZZ_CHECK(image.has_value() == lexicons.has_value());
  if (lexicons) ask(*lexicons, static_cast<std::uint32_t>(image->tables.size()));
  return 0;
}
