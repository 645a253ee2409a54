// HTML to a flat stream of tags and text: what the tokenizer of the HTML standard (section 13.2.5)
// leaves of a page, for a reader that wants the words and not a conforming tree. One pass, linear
// on every input, nothing is copied.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace entente {

// Elements that the extractor tells apart; all others are kOther.
enum class Tag : std::uint8_t {
  kOther,
  kA,
  kArticle,
  kAside,
  kB,
  kBlockquote,
  kBody,
  kBr,
  kButton,
  kCaption,
  kDd,
  kDialog,
  kDiv,
  kDl,
  kDt,
  kEm,
  kFieldset,
  kFigcaption,
  kFigure,
  kFooter,
  kForm,
  kH1,
  kH2,
  kH3,
  kH4,
  kH5,
  kH6,
  kHead,
  kHeader,
  kHr,
  kHtml,
  kI,
  kIframe,
  kImg,
  kInput,
  kLabel,
  kLi,
  kLink,
  kMain,
  kMeta,
  kNav,
  kNoscript,
  kOl,
  kOption,
  kP,
  kPicture,
  kPre,
  kScript,
  kSection,
  kSelect,
  kSmall,
  kSpan,
  kStrong,
  kStyle,
  kSub,
  kSummary,
  kSup,
  kSvg,
  kTable,
  kTbody,
  kTd,
  kTemplate,
  kTextarea,
  kTh,
  kThead,
  kTime,
  kTitle,
  kTr,
  kU,
  kUl,
  kVideo,
};
Tag tag_of(std::string_view name);  // any case
bool is_block(Tag tag);             // ends a paragraph of text
bool is_void(Tag tag);              // has no end tag: br, img, meta ...

struct HtmlToken {
  enum class Kind : std::uint8_t { kText, kStart, kEnd, kRaw, kFinish };
  Kind kind = Kind::kFinish;
  Tag tag = Tag::kOther;
  bool self_closed = false;
  std::string_view text;        // kText, kRaw: the characters as they stand, entities not decoded
  std::string_view attributes;  // kStart: what stands between name and `>`
};

// Elements of raw text (script, style, textarea, title, iframe, noscript is not one) come as kStart
// and one kRaw; comments, declarations and CDATA marks are passed over.
class HtmlTokenizer {
 public:
  explicit HtmlTokenizer(std::string_view html) : html_(html) {}
  HtmlToken next();
  std::size_t position() const { return at_; }

 private:
  HtmlToken raw();
  HtmlToken tag(bool end);
  std::size_t end_of_tag(std::size_t attributes);
  bool skip_markup();  // comments and declarations

  std::string_view html_;
  std::size_t at_ = 0;
  Tag raw_of_ = Tag::kOther;
  std::size_t quotes_fail_until_ = 0;
  bool comment_never_ends_ = false;  // a look for "-->" failed: it is not made again
};

// The attributes of a tag one after the other, each up to 4 KiB from the tag's name.
class HtmlAttributes {
 public:
  explicit HtmlAttributes(std::string_view attributes)
      : bytes_(attributes.substr(0, std::size_t{4} * 1024)) {}
  bool next();                                       // false: no more
  std::string_view name() const { return name_; }    // as it is written
  std::string_view value() const { return value_; }  // quotes off, entities not decoded

 private:
  std::string_view bytes_, name_, value_;
  std::size_t at_ = 0;
};

// The value of an attribute (name in lower case); nothing if it is absent.
struct HtmlAttribute {
  bool found = false;
  std::string_view value;
};
HtmlAttribute html_attribute(std::string_view attributes, std::string_view name);

// Appends `text` with character references decoded (the numeric ones, and the named ones that pages
// use); NUL and lone surrogates become U+FFFD, Windows-1252 numbers what browsers make of them.
void append_html_text(std::string& out, std::string_view text);

}  // namespace entente
