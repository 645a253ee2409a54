// entente diff: what two databases say differently. Both are read side by side in the order of ids,
// so that memory is that of a page of documents.
#include <cstdio>
#include <optional>
#include <vector>

#include "entente/base/output.h"
#include "entente/cli/commands.h"
#include "entente/cli/terminal.h"
#include "entente/store/sayings.h"

namespace entente::cli {
namespace {

using Document = DocumentSayings;

// A database's documents one by one.
class Side {
 public:
  static Result<Side> open(const std::string& folder) {
    OpenReport found;
    ENTENTE_TRY(Store store, Store::open(folder, Store::Mode::kRead, found));
    for (const std::string& note : found.notes) complain(note);
    return Side(std::move(store));
  }

  // The next document; none at the end.
  Result<std::optional<Document>> next() {
    if (at_ == page_.size() && !ended_) ENTENTE_CHECK(read_page());
    if (at_ == page_.size()) return std::optional<Document>();
    return std::optional(std::move(page_[at_++]));
  }

 private:
  static constexpr std::size_t kDocumentsAPage = 20'000;
  explicit Side(Store store) : store_(std::move(store)) {}

  Status read_page() {
    at_ = 0;
    ENTENTE_TRY(page_, read_sayings(store_, last_, kDocumentsAPage));
    ended_ = page_.empty();
    if (!ended_) last_ = page_.back().id;
    return ok_status();
  }

  Store store_;
  std::vector<Document> page_;
  std::size_t at_ = 0;
  std::string last_;
  bool ended_ = false;
};

struct Counts {
  std::uint64_t same = 0, only_a = 0, only_b = 0, other_text = 0, changed = 0, lost = 0, gained = 0;
};

std::string plain(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return text;
}

// Lines of what `from` says and `to` does not, each with its mark.
std::uint64_t missing(const Document& from, const Document& to, char mark, std::string& out) {
  std::uint64_t n = 0;
  for (const auto& [saying, sentences] : from.sayings) {
    const auto found = to.sayings.find(saying);
    for (std::size_t i = found == to.sayings.end() ? 0 : found->second.size(); i < sentences.size();
         ++i, ++n) {
      out.append(1, mark).append(" ").append(plain(saying));
      if (!sentences[i].empty()) out.append("  | ").append(plain(sentences[i]));
      out += '\n';
    }
  }
  return n;
}

Status compare(Side& a, Side& b, Output& output, Counts& counts) {
  ENTENTE_TRY(std::optional<Document> in_a, a.next());
  ENTENTE_TRY(std::optional<Document> in_b, b.next());
  std::string out;
  while (in_a || in_b) {
    out.clear();
    const int order = !in_b ? -1 : !in_a ? 1 : in_a->id.compare(in_b->id);
    if (order < 0) {
      ++counts.only_a;
      out = "only in A: " + plain(in_a->id) + "\n";
    } else if (order > 0) {
      ++counts.only_b;
      out = "only in B: " + plain(in_b->id) + "\n";
    } else {
      const bool other = in_a->sha256 != in_b->sha256;
      std::string lines;
      const std::uint64_t lost = missing(*in_a, *in_b, '-', lines),
                          gained = missing(*in_b, *in_a, '+', lines);
      counts.lost += lost, counts.gained += gained, counts.other_text += other;
      const bool changed = other || lost + gained > 0;
      ++(changed ? counts.changed : counts.same);
      if (changed) out = plain(in_a->id) + (other ? " (another text)\n" : "\n") + lines;
    }
    ENTENTE_CHECK(output.write(out));
    if (order <= 0) {
      ENTENTE_TRY(in_a, a.next());
    }
    if (order >= 0) {
      ENTENTE_TRY(in_b, b.next());
    }
  }
  char line[300];
  std::snprintf(
      line, sizeof line,
      "%llu documents say the same, %llu differ (%llu of them another text): %llu lines gone, %llu "
      "new; %llu only in A, %llu only in B\n",
      static_cast<unsigned long long>(counts.same), static_cast<unsigned long long>(counts.changed),
      static_cast<unsigned long long>(counts.other_text),
      static_cast<unsigned long long>(counts.lost), static_cast<unsigned long long>(counts.gained),
      static_cast<unsigned long long>(counts.only_a),
      static_cast<unsigned long long>(counts.only_b));
  return output.write(line);
}

}  // namespace

int run_diff(const Options& options) {
  if (options.arguments.size() != 2)
    return complain("diff needs two databases: entente diff A B"), kExitFailed;
  auto a = Side::open(options.arguments[0]);
  if (!a) return complain(a.error()), kExitFailed;
  auto b = Side::open(options.arguments[1]);
  if (!b) return complain(b.error()), kExitFailed;
  auto output = Output::open("-");
  if (!output) return complain(output.error()), kExitFailed;
  Counts counts;
  Status done = compare(*a, *b, *output, counts);
  if (done) done = output->finish();
  if (!done && output->is_broken_pipe()) return kExitOk;
  if (!done) return complain(done.error()), kExitFailed;
  return counts.changed + counts.only_a + counts.only_b == 0 ? kExitOk : kExitBadInput;
}

}  // namespace entente::cli
