// The built pages, read once: what a request may name is a key of this table, never a path of the
// disk. Private to serve/.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "entente/base/result.h"

namespace entente {

struct Page {
  std::string type;                          // by the ending of its name
  std::shared_ptr<const std::string> plain;  // as it is
  std::shared_ptr<const std::string> gzip;   // from NAME.gz; null: there is none
  std::string etag;                          // with its quotes
  bool lasting = false;  // its name holds a digest of what is in it: it never changes
};

class Pages {
 public:
  static constexpr std::size_t kMaxFiles = 500, kMaxBytes = 32u << 20;

  // Reads `folder` and what is below it; endings that it does not know are passed over. kNotFound:
  // no index.html there.
  static Result<Pages> read(const std::string& folder);

  // By path: "/assets/app-1A2B.js"; "/" and the paths of the map's views ("/pair/RUS/VEN") are
  // index.html. Null: nothing.
  const Page* find(std::string_view path) const;

 private:
  std::map<std::string, Page, std::less<>> pages_;
};

}  // namespace entente
