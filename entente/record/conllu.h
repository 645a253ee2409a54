// CoNLL-U (universaldependencies.org/format.html): an Analysis from text and back. Also a short
// form of it, in which a test writes the tree of a sentence by hand:
//
//   Document document;
//   Analysis analysis;
//   ASSERT_TRUE(read_tree(R"(
//     # newpar
//     Hungary   PROPN  2  nsubj
//     signed    VERB   0  root   sign    Mood=Ind|Tense=Past|VerbForm=Fin
//     a         DET    4  det
//     treaty    NOUN   2  obj
//     .         PUNCT  2  punct
//   )", document, analysis));
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/base/result.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"

namespace entente {

inline constexpr std::uint64_t kMaxConlluBytes = 1u << 30;

// Reads one document: all sentences of `text` (valid UTF-8, at most kMaxConlluBytes; CRLF is as
// good as LF).
//   document  its page is made of each sentence's `# text`, or else of the forms and SpaceAfter=No;
//   a `# newpar` or `# newdoc`
//             begins after a blank line; leading sentences with `# in_title = yes` are the title.
//             `# newdoc id` is its id.
//   out       cleared first. Tokens, sentences, heads and children. The words of a multiword token
//   lie in its parts where their
//             letters make it up ("do" + "n't"), else each spans it whole. A missing (`_`) tag is
//             kX, relation kDep, head none.
// Not kept: XPOS, DEPS, MISC save SpaceAfter, empty nodes ("8.1"), other comments.
// kBadInput names the line: not ten columns, ids out of order, an unknown tag or relation, a head
// outside its sentence, a cycle, two roots, a form that is not in `# text`. kLimit: too long.
// Linear.
Status read_conllu(std::string_view text, Document& document, Analysis& out);

// The same from the short form: a word a line, "form upos head deprel [lemma] [feats]", parted by
// blanks; a blank line or the end closes a sentence; the comments above mean the same. The lemma is
// the lower-cased form if left out or `_` (the form itself for PROPN). Blanks of the page: as
// English sets them (none before ",", "'s", "n't", ")", none after "(", "$" and an opening quote),
// or as `# text` has them; a form written "+x" is "x" with no blank before it.
Status read_tree(std::string_view text, Document& document, Analysis& out);

// The pieces of a file of many documents, each to the next `# newdoc`; they lie in `text`. One
// piece if it has no such line.
std::vector<std::string_view> split_conllu_documents(std::string_view text);

// Appends `analysis` of `document`: `# newdoc id` (if it has an id), `# newpar`, `# in_title =
// yes`, `# sent_id`, `# text`, ranges of multiword tokens, SpaceAfter=No as the page has it, a
// blank line after each sentence. The trees are valid whatever the heads: one root, no cycle; what
// hangs nowhere is hung on the root, or the first word if there is none. Linear.
void append_conllu(const Document& document, const Analysis& analysis, std::string& out);

}  // namespace entente
