// One pending list of paths, last first; a folder is replaced by its sorted entries when its turn
// comes, so that a tree of any size needs only the names of one folder a level. Links to folders
// are not followed: no loops. The open file is a PieceSource (source.h). Tested by ingest_test.cc.
#include "entente/ingest/ingest.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "entente/ingest/language.h"
#include "entente/ingest/source.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

bool is_inside(const std::string& path, const std::string& folder) {
  return path.starts_with(folder) &&
         (folder.ends_with('/') || path.substr(folder.size(), 1) == "/");
}

}  // namespace

struct DocumentStream::State {
  explicit State(IngestOptions options) : context(std::move(options)) {}

  SourceContext context;
  std::vector<std::string> pending;  // next at the back
  SourcePtr source;
  std::optional<Origin> after;
  bool reached = false;        // the source of `after`
  std::uint64_t position = 0;  // of the files that are closed

  // Puts a folder's entries in the folder's place.
  std::optional<Error> open_folder(const std::string& path) {
    std::error_code code;
    std::vector<std::string> files, folders;
    for (fs::directory_iterator it(path, code), end; !code && it != end; it.increment(code)) {
      const std::string name = it->path().filename().string();
      if (name.starts_with(".")) continue;
      std::error_code kind;
      if (it->is_directory(kind)) {
        if (!it->is_symlink(kind)) folders.push_back(it->path().string());
      } else if (it->exists(kind) && !it->is_regular_file(kind)) {
        context.pass_over("special file");  // a pipe that nobody writes to would never end
      } else if (is_known_name(name)) {
        files.push_back(it->path().string());
      } else {
        context.pass_over("file " + it->path().extension().string().substr(0, 12));
      }
    }
    if (code) return Error{ErrorCode::kIo, "cannot read the folder: " + code.message(), path, 0};
    std::sort(files.begin(), files.end(), std::greater<>());
    std::sort(folders.begin(), folders.end(), std::greater<>());
    for (std::string& folder : folders) pending.push_back(std::move(folder));
    for (std::string& file : files) pending.push_back(std::move(file));
    return std::nullopt;
  }

  // Opens the next path; what it gives comes from `source`.
  std::optional<Error> open_next() {
    const std::string path = std::move(pending.back());
    pending.pop_back();
    const std::string named = path == "-" ? "standard input" : path;
    std::error_code code;
    const bool folder = path != "-" && fs::is_directory(path, code);
    if (after && !after->source.starts_with(named)) return std::nullopt;
    if (folder) {
      if (after && !is_inside(after->source, path)) return std::nullopt;
      return open_folder(path);
    }
    if (after && after->source != named && !is_inside(after->source, named)) return std::nullopt;
    auto raw = ByteSource::open_raw(path);
    if (!raw) return std::move(raw).error();
    const std::uint64_t start = after && after->source == named ? after->offset : 0;
    auto opened = open_source(*std::move(raw), context, start, 0);
    if (!opened) return std::move(opened).error();
    source = *std::move(opened);
    return std::nullopt;
  }

  // True when `origin` lies behind `after`; up to there pieces are left out.
  bool is_wanted(const Origin& origin) {
    if (!after) return true;
    const bool same = origin.source == after->source;
    const bool before =
        same ? std::pair(origin.offset, origin.index) <= std::pair(after->offset, after->index)
             : !reached;
    reached = reached || same;
    if (!before) after.reset();
    return !before;
  }
};

DocumentStream::DocumentStream(std::vector<std::string> paths, IngestOptions options)
    : state_(std::make_unique<State>(std::move(options))) {
  std::reverse(paths.begin(), paths.end());
  state_->pending = std::move(paths);
}
DocumentStream::DocumentStream(DocumentStream&&) noexcept = default;
DocumentStream& DocumentStream::operator=(DocumentStream&&) noexcept = default;
DocumentStream::~DocumentStream() = default;

void DocumentStream::go_on_after(Origin origin) { state_->after = std::move(origin); }

DocumentStream::PieceItem DocumentStream::next_piece() {
  State& state = *state_;
  for (;;) {
    if (!state.source) {
      if (state.pending.empty() && state.after)
        return Error{ErrorCode::kNotFound, "the place to go on after was not met",
                     std::exchange(state.after, {})->source, 0};
      if (state.pending.empty()) return std::monostate();
      if (auto error = state.open_next()) return *std::move(error);
      continue;
    }
    PieceItem item = state.source->next();
    if (std::holds_alternative<std::monostate>(item)) {
      state.position += state.source->position();
      state.source.reset();
      if (state.reached) state.after.reset();  // what follows the file of that place is new
      continue;
    }
    if (auto* piece = std::get_if<Piece>(&item);
        piece != nullptr && !state.is_wanted(piece->origin))
      continue;
    if (auto* error = std::get_if<Error>(&item); error != nullptr && state.after) continue;
    return item;
  }
}

// What every document gets, wherever it came from: a language, a date, and the word that it is
// empty.
Result<Document> DocumentStream::finish(Piece piece) const {
  const IngestOptions& options = state_->context.options;
  Document document = std::move(piece.document);
  if (piece.is_page) {
    piece.document = std::move(document);
    auto article = document_of_page(std::move(piece));
    if (!article) return article;
    document = *std::move(article);
  }
  if (!document.date) document.date = options.date;
  const std::string given = primary_language(document.lang);
  if (!document.lang.empty() && given.empty())
    document.warnings.push_back("`lang` is no BCP 47 tag: guessed instead");
  document.lang = given;
  if (document.readable && document.page().find_first_not_of(" \t\r\n") == std::string_view::npos) {
    document.readable = false;
    document.warnings.push_back("no text");
  }
  if (document.lang.empty()) document.lang = guess_language(document.page());
  if (document.lang.empty()) document.lang = options.lang;
  return document;
}

DocumentStream::Item DocumentStream::next() {
  PieceItem item = next_piece();
  if (auto* error = std::get_if<Error>(&item)) return std::move(*error);
  if (std::holds_alternative<std::monostate>(item)) return std::monostate();
  auto document = finish(std::get<Piece>(std::move(item)));
  if (!document) return std::move(document).error();
  return *std::move(document);
}

const std::map<std::string, std::uint64_t>& DocumentStream::passed_over() const {
  return state_->context.passed_over;
}

std::uint64_t DocumentStream::position() const {
  return state_->position + (state_->source ? state_->source->position() : 0);
}

std::uint64_t total_bytes(const std::vector<std::string>& paths, std::size_t max_files) {
  std::uint64_t total = 0;
  std::size_t files = 0;
  for (const std::string& path : paths) {
    std::error_code code;
    if (!fs::is_directory(path, code)) {
      const std::uint64_t bytes = fs::file_size(path, code);
      if (code) return 0;
      total += bytes;
      continue;
    }
    for (fs::recursive_directory_iterator
             it(path, fs::directory_options::skip_permission_denied, code),
         end;
         !code && it != end; it.increment(code)) {
      std::error_code kind;
      if (++files > max_files) return 0;
      if (it->is_regular_file(kind) && is_known_name(it->path().filename().string()))
        total += it->file_size(kind);
    }
  }
  return total;
}

}  // namespace entente
