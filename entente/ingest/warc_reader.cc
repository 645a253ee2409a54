// Two layers. Below: the file's bytes become plain bytes, member by member; where a member begins
// is remembered, for a record begins there too. The compressed bytes of the open member are kept:
// when it turns out damaged, the search for the next one starts behind its first byte, since a
// damaged stream may have run on into its neighbours. Above: heads and blocks. A block that does
// not end where its head says (no blank line and record, no member, no end behind it) is cut at the
// next "WARC/1." on a line of its own, so a wrong Content-Length costs one record. One byte beyond
// a member is always read before its record is given out: its checksum is held by then. Tested by
// warc_test.cc.
#include "entente/ingest/warc_reader.h"

#include <algorithm>
#include <charconv>

namespace entente {
namespace {

constexpr std::size_t kPullBytes = 32 * 1024;
constexpr std::size_t kMaxKeptBytes = 32u << 20;  // of a member that is still open
constexpr std::uint64_t kBombBytes = 64u << 20, kBombRatio = 900;
constexpr std::string_view kMark = "WARC/";
constexpr std::string_view kGzipMagic = "\x1f\x8b\x08", kZstdMagic = "\x28\xb5\x2f\xfd";
constexpr std::string_view kDictionaryMagic = "\x5d\x2a\x4d\x18";
constexpr std::size_t kMaxDictionaryBytes = 8u << 20;

char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

bool same_name(std::string_view a, std::string_view lower) {
  return a.size() == lower.size() && std::equal(a.begin(), a.end(), lower.begin(),
                                                [](char x, char y) { return lower_ascii(x) == y; });
}

}  // namespace

WarcReader::WarcReader(ByteSource raw, std::uint64_t start)
    : in_source_(std::move(raw)), in_base_(start) {
  if (start == 0) return;
  if (auto skipped = in_source_.skip(start); !skipped) errors_.push_back(skipped.error());
}

Error WarcReader::error(ErrorCode code, std::string message, std::uint64_t offset) const {
  return Error{code, std::move(message), in_source_.name(), offset};
}

// More of the file into in_. False at its end, or when it cannot be read.
bool WarcReader::fill() {
  if (ended_) return false;
  auto block = in_source_.read();
  if (!block) errors_.push_back(std::move(block).error());
  if (!block || block->empty()) {
    ended_ = true;
    return false;
  }
  in_.append(*block);
  return true;
}

bool WarcReader::at_member() const {
  const std::string_view rest = std::string_view(in_).substr(in_at_);
  return rest.starts_with(codec_ == Codec::kGzip ? kGzipMagic : kZstdMagic);
}

// Moves to the next bytes that may begin a member.
bool WarcReader::find_member() {
  const std::string_view magic = codec_ == Codec::kGzip ? kGzipMagic : kZstdMagic;
  for (;;) {
    const std::size_t found = in_.find(magic, in_at_);
    if (found != std::string::npos) {
      in_at_ = found;
      return true;
    }
    in_at_ = in_.size() - std::min(in_.size() - in_at_, magic.size() - 1);
    in_base_ += in_at_;
    in_.erase(0, in_at_);
    in_at_ = 0;
    if (fill()) continue;
    in_at_ = in_.size();
    return false;
  }
}

void WarcReader::begin_member() {
  in_base_ += in_at_;
  in_.erase(0, in_at_);
  in_at_ = 0;
  in_member_ = true;
  member_out_ = 0;
  decompressor_->restart();
  members_.push_back({plain_end(), in_base_});
}

// A .warc.zst may open with its dictionary in a skippable frame, itself perhaps compressed (the
// draft of IIPC).
bool WarcReader::read_dictionary() {
  while (in_.size() < 8)
    if (!fill()) return false;
  std::uint64_t size = 0;
  for (std::size_t i = 0; i < 4; ++i)
    size |= static_cast<std::uint64_t>(static_cast<unsigned char>(in_[4 + i])) << (8 * i);
  if (size > kMaxDictionaryBytes) return false;
  while (in_.size() < 8 + size)
    if (!fill()) return false;
  std::string dictionary = in_.substr(8, size);
  if (dictionary.starts_with(kZstdMagic)) {
    std::string unpacked;
    if (!decompress(Codec::kZstd, dictionary, kMaxDictionaryBytes, unpacked)) return false;
    dictionary = std::move(unpacked);
  }
  in_at_ = 8 + size;
  return bool(decompressor_->set_dictionary(dictionary));
}

// The open member is damaged: what it gave of the record that is being read goes with it.
WarcReader::Pulled WarcReader::damaged(const char* what) {
  const Member member = members_.empty() ? Member{at_, in_base_} : members_.back();
  errors_.push_back(
      error(ErrorCode::kBadInput, std::string("damaged member: ") + what, member.offset));
  const std::uint64_t keep = std::max({member.begin, at_, plain_base_});
  if (keep < plain_end()) plain_.resize(keep - plain_base_);
  if (in_member_) in_at_ = 1;
  in_member_ = false;
  if (!members_.empty() && members_.back().begin >= plain_end()) members_.pop_back();
  return find_member() ? Pulled::kBytes : Pulled::kEnd;
}

WarcReader::Pulled WarcReader::pull_plain() {
  if (!fill()) return Pulled::kEnd;
  plain_.append(in_);
  in_base_ += in_.size();
  in_.clear();
  return Pulled::kBytes;
}

// More plain bytes, or none because a member ended or was damaged; kEnd at the end of the file.
WarcReader::Pulled WarcReader::pull() {
  if (!started_) {
    started_ = true;
    while (in_.size() < 4 && fill()) {
    }
    const std::string_view first(in_);
    const bool dictionary = first.starts_with(kDictionaryMagic),
               zstd = dictionary || first.starts_with(kZstdMagic);
    // Damage of the very first bytes does not make a packed file a plain one.
    compressed_ = zstd || first.starts_with(kGzipMagic.substr(0, 2)) ||
                  (name().ends_with(".gz") && !first.starts_with(kMark.substr(0, 4)));
    codec_ = zstd ? Codec::kZstd : Codec::kGzip;
    if (compressed_) decompressor_.emplace(codec_);
    if (dictionary && !read_dictionary()) return damaged("its dictionary cannot be read");
    if (!compressed_) {
      members_.push_back({0, in_base_});
      plain_.append(in_);
      in_base_ += in_.size();
      in_.clear();
      if (!plain_.empty()) return Pulled::kBytes;
    }
  }
  if (!compressed_) return pull_plain();
  if (in_at_ == in_.size()) {
    if (in_member_ && in_.size() > kMaxKeptBytes) {  // too long to come back to
      in_base_ += in_.size() - 1;
      in_.erase(0, in_.size() - 1);
      in_at_ = 1;
    }
    if (!fill()) {
      if (!in_member_) return Pulled::kEnd;
      return damaged("the file ends within it");
    }
  }
  if (!in_member_) {
    while (in_.size() - in_at_ < 4 && fill()) {
    }
    if (!at_member()) {
      errors_.push_back(error(ErrorCode::kBadInput, "bytes that are no member", in_base_ + in_at_));
      return find_member() ? Pulled::kBytes : Pulled::kEnd;
    }
    begin_member();
  }
  std::string_view rest = std::string_view(in_).substr(in_at_);
  const std::size_t before = plain_.size();
  const auto state = decompressor_->step(rest, plain_, kPullBytes);
  in_at_ = in_.size() - rest.size();
  member_out_ += plain_.size() - before;
  if (state == Decompressor::State::kDamaged) return damaged("its bytes do not unpack");
  if (member_out_ > kBombBytes &&
      member_out_ / kBombRatio > in_base_ + in_at_ - members_.back().offset)
    return damaged("it becomes more than 900 times longer");
  if (state == Decompressor::State::kEnd) in_member_ = false;
  return Pulled::kBytes;
}

// Reads until plain_ reaches `end`, or a new member begins, or the file ends. True if it reaches
// `end`.
bool WarcReader::ensure(std::uint64_t end) {
  while (plain_end() < end) {
    const std::size_t errors = errors_.size();
    if (pull() == Pulled::kEnd || errors_.size() != errors) return plain_end() >= end;
  }
  return true;
}

std::optional<std::uint64_t> WarcReader::member_after(std::uint64_t at) const {
  if (!compressed_) return std::nullopt;
  for (const Member& member : members_)
    if (member.begin > at) return member.begin;
  return std::nullopt;
}

std::uint64_t WarcReader::offset_of(std::uint64_t at) const {
  std::uint64_t offset = 0;
  for (const Member& member : members_) {
    if (member.begin > at) break;
    offset = compressed_ ? member.offset : member.offset + (at - member.begin);
  }
  return offset;
}

void WarcReader::forget() {
  constexpr std::size_t kForgetBytes = 1u << 20;
  const std::uint64_t used = at_ - plain_base_;
  if (used >= plain_.size() && plain_.capacity() < 2 * kForgetBytes) {
    plain_base_ += plain_.size();
    plain_.clear();
  } else if (used > kForgetBytes) {
    plain_.erase(0, used);
    plain_base_ = at_;
  }
  while (members_.size() > 1 && members_[1].begin <= at_) members_.pop_front();
}

// To the next byte that is no line end. False at the end of the file.
bool WarcReader::skip_blank() {
  for (;;) {
    const std::string_view rest = plain(at_);
    const std::size_t found = rest.find_first_not_of("\r\n");
    at_ += std::min(found, rest.size());
    if (found != std::string_view::npos) return true;
    forget();
    if (pull() == Pulled::kEnd && at_ >= plain_end()) return false;
    if (!errors_.empty()) return true;
  }
}

// To the next line that begins with "WARC/", or a member's start. Where the blank lines before a
// record are damaged its mark is near, and no line end before it is asked for.
void WarcReader::resync() {
  if (const std::size_t near = plain(at_).substr(0, 11).find("WARC/1.");
      near != std::string_view::npos && near > 0) {
    at_ += near;
    return;
  }
  std::uint64_t from = at_ + 1;
  for (;;) {
    const std::string_view rest = plain(std::min(from - 1, plain_end()));
    const std::size_t found = rest.find("\nWARC/1.");
    const auto member = member_after(at_);
    const std::uint64_t line = found == std::string_view::npos ? UINT64_MAX : from - 1 + found + 1;
    if (member && *member <= line) {
      at_ = *member;
      return;
    }
    if (line != UINT64_MAX) {
      at_ = line;
      return;
    }
    if (plain_end() > from + 16) from = plain_end() - 8;
    at_ = std::max(at_, from - 1);
    forget();
    const std::size_t errors = errors_.size();
    if (pull() == Pulled::kEnd || errors_.size() != errors) {
      at_ = plain_end();
      return;
    }
  }
}

// The record's head without its blank line, copied; at_ behind it.
std::optional<std::string_view> WarcReader::head() {
  if (!ensure(at_ + 8) || !plain(at_).starts_with(kMark)) return std::nullopt;
  std::size_t searched = 0;
  for (;;) {
    const std::string_view rest = plain(at_);
    for (std::size_t end = rest.find('\n', searched); end != std::string_view::npos;
         end = rest.find('\n', end + 1)) {
      const bool crlf = rest.substr(end + 1, 2) == "\r\n";
      if (!crlf && rest.substr(end + 1, 1) != "\n") continue;
      head_.assign(rest.substr(0, end));
      at_ += end + (crlf ? 3 : 2);
      return head_;
    }
    searched = rest.size() > 2 ? rest.size() - 2 : 0;
    if (rest.size() > kMaxWarcHeadBytes || member_after(at_)) return std::nullopt;
    if (!ensure(plain_end() + 1)) return std::nullopt;
  }
}

std::uint64_t WarcReader::cut_at_next_record(std::uint64_t begin, std::uint64_t end) {
  const std::string_view block = plain(begin).substr(0, end - begin);
  const std::size_t found = block.find("\nWARC/1.");
  return found == std::string_view::npos ? end : begin + found + 1;
}

std::variant<std::monostate, WarcRecord, Error> WarcReader::block_of(WarcRecord record,
                                                                     std::uint64_t length) {
  const std::uint64_t begin = at_;
  if (length > kMaxWarcBlockBytes) {
    const std::uint64_t end = length > UINT64_MAX - begin ? UINT64_MAX : begin + length;
    while (at_ < end && !member_after(begin)) {
      at_ = std::min(end, plain_end());
      if (at_ == end) break;
      forget();
      const std::size_t errors = errors_.size();
      if (pull() == Pulled::kEnd || errors_.size() != errors) break;
    }
    if (const auto member = member_after(begin); member && *member < end) at_ = *member;
    return error(ErrorCode::kLimit,
                 "a record of more than " + std::to_string(kMaxWarcBlockBytes >> 20) + " MiB",
                 record.offset);
  }
  std::uint64_t end = begin + length;
  // Eight bytes more: its blank line and the mark of the next; they show the member's end, or what
  // else stands there.
  while (plain_end() < end + 9) {
    if (const auto member = member_after(begin); member && *member <= end + 4) break;
    const std::size_t errors = errors_.size();
    const Pulled pulled = pull();
    if (pulled == Pulled::kEnd || errors_.size() != errors) break;
  }
  const auto member = member_after(begin);
  std::uint64_t limit = member ? std::min(*member, plain_end()) : plain_end();
  if (limit < end) {
    if (!errors_.empty() && !member) {  // its own member is damaged
      at_ = plain_end();
      Error first = std::move(errors_.front());
      errors_.pop_front();
      return first;
    }
    record.cut = true;
    end = limit;
    if (!compressed_) end = cut_at_next_record(begin, end);
  } else {
    std::string_view behind = plain(end).substr(0, std::min<std::uint64_t>(limit - end, 9));
    const bool blank = behind.find_first_not_of("\r\n") == std::string_view::npos;
    const bool good = blank || behind.find(kMark) <= 4;  // a blank line may itself be damaged
    if (!good) {
      record.cut = true;
      end = cut_at_next_record(begin, end);
    }
  }
  record.block = plain(begin).substr(0, end - begin);
  at_ = end;
  return record;
}

std::variant<std::monostate, WarcRecord, Error> WarcReader::next() {
  forget();
  for (;;) {
    if (!errors_.empty()) {
      Error first = std::move(errors_.front());
      errors_.pop_front();
      return first;
    }
    const bool more = skip_blank();
    if (!errors_.empty()) continue;
    if (!more) return std::monostate();
    const std::uint64_t begin = at_;
    WarcRecord record;
    record.offset = offset_of(begin);
    index_ = record.offset == index_offset_ ? index_ + 1 : 0;
    index_offset_ = record.offset;
    record.index = index_;
    const auto text = head();
    if (!text) {
      if (!errors_.empty() && at_ >= plain_end()) continue;  // the member's damage is told instead
      resync();
      return error(ErrorCode::kBadInput, "no record of WARC begins here", record.offset);
    }
    std::optional<std::uint64_t> length;
    std::string_view rest = *text;
    for (rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1); !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::size_t colon = line.find(':');
      if (colon == std::string_view::npos) continue;
      const std::string_view name = trimmed(line.substr(0, colon)),
                             value = trimmed(line.substr(colon + 1));
      if (same_name(name, "warc-type")) record.type = value;
      if (same_name(name, "warc-target-uri")) record.target_uri = value;
      if (same_name(name, "warc-date")) record.date = value;
      if (same_name(name, "content-type")) record.content_type = value;
      if (same_name(name, "content-length")) {
        std::uint64_t number = 0;
        const auto [stop, failure] =
            std::from_chars(value.data(), value.data() + value.size(), number);
        if (failure == std::errc() && stop == value.data() + value.size()) length = number;
      }
    }
    if (!length) {
      at_ = begin;
      resync();
      return error(ErrorCode::kBadInput, "a record without a Content-Length", record.offset);
    }
    return block_of(record, *length);
  }
}

}  // namespace entente
