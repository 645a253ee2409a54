// A page as it came to a document: content coding off, encoding to UTF-8, the article out.
// Tested by ingest_test.cc and warc_test.cc.
#include "entente/base/utf8.h"
#include "entente/ingest/article.h"
#include "entente/ingest/charset.h"
#include "entente/ingest/http_message.h"
#include "entente/ingest/source.h"

namespace entente {

Result<Document> document_of_page(Piece piece) {
  Document document = std::move(piece.document);
  bool cut = false;
  if (piece.chunked || !piece.content_encoding.empty()) {
    auto body = decode_http_body(piece.page, piece.chunked, piece.content_encoding, cut);
    if (!body) {
      Error error = std::move(body).error();
      error.source = piece.origin.source, error.offset = piece.origin.offset;
      return error;
    }
    piece.page = *std::move(body);
  }
  const DecodedText decoded = decode_text(std::move(piece.page), piece.charset);
  const Article article = extract_article(decoded.text, document.url);
  if (document.id.empty()) document.id = document.url;
  if (document.url.empty()) document.url = article.url;
  document.source = article.site;
  document.author = article.author;
  document.lang = article.lang;
  if (article.date) document.date = article.date;
  document.kept = article.kept;
  document.set_text(article.title, article.body);
  if (cut) document.warnings.push_back("the page ends early");
  if (decoded.malformed != 0)
    document.warnings.push_back(std::to_string(decoded.malformed) + " places of the page are no " +
                                decoded.charset + ": replaced");
  if (article.doubtful)
    document.warnings.push_back(
        "the article is doubtful: " + std::to_string(static_cast<int>(article.kept * 100)) +
        " % of the page's text was kept");
  return document;
}

}  // namespace entente
