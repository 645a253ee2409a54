#include "entente/record/document.h"

#include "entente/base/hash.h"

namespace entente {

void Document::set_text(std::string_view title, std::string_view body) {
  std::string digest_of;
  digest_of.reserve(title.size() + body.size() + 1);
  digest_of.append(title).push_back('\0');
  digest_of.append(body);
  sha256 = sha256_hex(digest_of);
  page_.assign(title);
  if (!title.empty()) page_ += "\n\n";
  title_bytes_ = static_cast<std::uint32_t>(title.size());
  body_begin_ = static_cast<std::uint32_t>(page_.size());
  page_.append(body);
}

}  // namespace entente
