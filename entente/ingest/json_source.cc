// JSON Lines, and objects that stand in an array or over many lines.
// Tested by ingest_test.cc.
#include <algorithm>

#include "entente/ingest/source.h"

namespace entente {
namespace {

class JsonLinesSource : public PieceSource {
 public:
  JsonLinesSource(ByteSource bytes, SourceContext& context)
      : context_(context), lines_(std::move(bytes), kMaxLineBytes) {}

  DocumentStream::PieceItem next() override {
    for (;;) {
      if (ended_) return std::monostate();
      auto line = lines_.next();
      ended_ = !line || line->end;
      if (!line) return std::move(line).error();
      if (line->end) return std::monostate();
      if (line->too_long)
        return Error{ErrorCode::kLimit,
                     "a line of more than " + std::to_string(kMaxLineBytes >> 20) + " MiB",
                     lines_.name(), line->number};
      if (line->text.find_first_not_of(" \t") == std::string_view::npos) continue;
      auto document = context_.reader.read(line->text, lines_.name(), line->number);
      if (!document) return std::move(document).error();
      Piece piece;
      piece.document = *std::move(document);
      piece.origin = {lines_.name(), line->number};
      return piece;
    }
  }

  std::uint64_t position() const override { return lines_.position(); }

 private:
  SourceContext& context_;
  LineSource lines_;
  bool ended_ = false;
};

// Cuts objects out of an array, or of objects that follow each other over any lines. What stands
// between them is passed over. One pass, no recursion; an object at most kMaxLineBytes.
class JsonObjectsSource : public PieceSource {
 public:
  JsonObjectsSource(ByteSource bytes, SourceContext& context)
      : context_(context), bytes_(std::move(bytes)) {}

  DocumentStream::PieceItem next() override {
    const auto fail = [this](ErrorCode code, std::string message) {
      return Error{code, std::move(message), bytes_.name(), number_};
    };
    object_.clear(), depth_ = 0, too_long_ = in_string_ = escaped_ = false;
    for (bool whole = false; !whole;) {
      if (block_.empty()) {
        if (ended_) return std::monostate();
        auto block = bytes_.read();
        ended_ = !block || block->empty();
        if (!block) return std::move(block).error();
        if (ended_ && depth_ == 0) return std::monostate();
        if (ended_) return ++number_, fail(ErrorCode::kBadInput, "an object that does not end");
        block_ = *block;
      }
      whole = take();
    }
    ++number_;
    if (too_long_)
      return fail(ErrorCode::kLimit,
                  "an object of more than " + std::to_string(kMaxLineBytes >> 20) + " MiB");
    auto document = context_.reader.read(object_, bytes_.name(), number_);
    if (!document) return std::move(document).error();
    Piece piece;
    piece.document = *std::move(document);
    piece.origin = {bytes_.name(), number_};
    return piece;
  }

  std::uint64_t position() const override { return bytes_.position(); }

 private:
  // Moves what belongs to the object from block_ to object_; true when it is whole.
  bool take() {
    std::size_t begin = depth_ > 0 ? 0 : block_.size(), at = 0;
    bool whole = false;
    for (; at < block_.size() && !whole; ++at) {
      const char c = block_[at];
      if (in_string_) {
        in_string_ = escaped_ || c != '"';
        escaped_ = !escaped_ && c == '\\';
      } else if (depth_ == 0) {
        if (c == '{') depth_ = 1, begin = at;
      } else if (c == '"') {
        in_string_ = true;
      } else if (c == '{' || c == '[') {
        ++depth_;
      } else if (c == '}' || c == ']') {
        whole = --depth_ == 0;
      }
    }
    const std::string_view piece = block_.substr(std::min(begin, at), at - std::min(begin, at));
    if (object_.size() + piece.size() > kMaxLineBytes) too_long_ = true, object_.clear();
    if (!too_long_) object_.append(piece);
    block_.remove_prefix(at);
    return whole;
  }

  SourceContext& context_;
  ByteSource bytes_;
  std::string_view block_;
  std::string object_;
  std::uint64_t number_ = 0, depth_ = 0;
  bool ended_ = false, too_long_ = false, in_string_ = false, escaped_ = false;
};

}  // namespace

SourcePtr json_source(ByteSource bytes, SourceContext& context, bool array) {
  if (array) return std::make_unique<JsonObjectsSource>(std::move(bytes), context);
  return std::make_unique<JsonLinesSource>(std::move(bytes), context);
}

}  // namespace entente
