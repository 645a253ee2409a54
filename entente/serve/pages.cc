// Tested by serve_test.cc.
#include "entente/serve/pages.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "entente/base/file.h"
#include "entente/base/hash.h"

namespace entente {
namespace {

constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".png", "image/png"},
};
// The first part of the paths that web/src/views.tsx knows.
constexpr std::string_view kViews[] = {"pair",   "state",    "agreement", "body",
                                       "person", "document", "search",    "about"};

std::string_view type_of(std::string_view name) {
  for (const auto& [ending, type] : kTypes)
    if (name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending)
      return type;
  return {};
}

}  // namespace

Result<Pages> Pages::read(const std::string& folder) {
  namespace fs = std::filesystem;
  Pages pages;
  std::size_t files = 0, bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (!at->is_regular_file(error)) continue;
    std::string name = "/" + at->path().lexically_relative(folder).generic_string();
    const bool zipped = name.size() > 3 && name.substr(name.size() - 3) == ".gz";
    if (zipped) name.resize(name.size() - 3);
    const std::string_view type = type_of(name);
    if (type.empty()) continue;
    ENTENTE_TRY(std::string content, read_file(at->path().string(), kMaxBytes));
    if (++files > kMaxFiles || (bytes += content.size()) > kMaxBytes)
      return Error{ErrorCode::kLimit, "too much here to be the built pages", folder, 0};
    Page& page = pages.pages_[name];
    page.type = type;
    page.lasting = name.rfind("/assets/", 0) == 0;
    if (!zipped) page.etag = "\"" + sha256_hex(content).substr(0, 24) + "\"";
    (zipped ? page.gzip : page.plain) = std::make_shared<const std::string>(std::move(content));
  }
  std::erase_if(pages.pages_, [](const auto& entry) { return entry.second.plain == nullptr; });
  if (pages.pages_.count("/index.html") == 0)
    return Error{ErrorCode::kNotFound, "no pages here: scripts/build_web makes them", folder, 0};
  return pages;
}

const Page* Pages::find(std::string_view path) const {
  if (const auto at = pages_.find(path); at != pages_.end()) return &at->second;
  if (path == "/") return &pages_.find("/index.html")->second;
  const std::size_t end = std::min(path.find('/', 1), path.size());
  const std::string_view first =
      path.substr(std::min<std::size_t>(1, path.size()), end > 0 ? end - 1 : 0);
  if (std::find(std::begin(kViews), std::end(kViews), first) == std::end(kViews)) return nullptr;
  return &pages_.find("/index.html")->second;
}

}  // namespace entente
