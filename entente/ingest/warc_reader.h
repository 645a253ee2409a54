// WARC (ISO 28500:2017) as a stream of records: plain, gzip with a member a record or with any
// other cut, Zstandard with or without a dictionary in front. What is damaged is told and passed
// over up to the next record that can be read.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "entente/base/byte_source.h"
#include "entente/base/decompress.h"

namespace entente {

inline constexpr std::uint64_t kMaxWarcBlockBytes = 64u << 20;
inline constexpr std::size_t kMaxWarcHeadBytes = 64 * 1024;

// Views are valid until the next call of next().
struct WarcRecord {
  std::string_view type, target_uri, date, content_type;  // of the head, "" absent
  std::string_view block;
  std::uint64_t offset = 0;  // in the file: of the member, of a plain file's record
  std::uint64_t index = 0;   // among the records of that member
  bool cut = false;  // the block is not as long as the head says, or does not end where it says
};

class WarcReader {
 public:
  // `raw`: of ByteSource::open_raw. `start`: an offset that a record had; the source stands at its
  // beginning.
  explicit WarcReader(ByteSource raw, std::uint64_t start = 0);

  // A record; an Error (kBadInput: damage, kLimit: a block above 64 MiB; offset in the file), after
  // which the next record follows; nothing at the end.
  std::variant<std::monostate, WarcRecord, Error> next();
  const std::string& name() const { return in_source_.name(); }
  std::uint64_t position() const { return in_source_.position(); }

 private:
  enum class Pulled : std::uint8_t { kBytes, kEnd };
  struct Member {  // begins in plain_ at begin, in the file at offset
    std::uint64_t begin = 0, offset = 0;
  };

  Pulled pull();
  Pulled pull_plain();
  Pulled damaged(const char* what);
  bool fill();
  bool find_member();
  bool at_member() const;
  void begin_member();
  bool read_dictionary();

  std::string_view plain(std::uint64_t from) const {
    return std::string_view(plain_).substr(from - plain_base_);
  }
  std::uint64_t plain_end() const { return plain_base_ + plain_.size(); }
  bool ensure(std::uint64_t end);
  std::optional<std::uint64_t> member_after(std::uint64_t at) const;
  std::uint64_t offset_of(std::uint64_t at) const;
  void forget();
  bool skip_blank();
  std::optional<std::string_view> head();
  void resync();
  std::variant<std::monostate, WarcRecord, Error> block_of(WarcRecord record, std::uint64_t length);
  std::uint64_t cut_at_next_record(std::uint64_t begin, std::uint64_t end);
  Error error(ErrorCode code, std::string message, std::uint64_t offset) const;

  ByteSource in_source_;
  std::optional<Decompressor> decompressor_;
  Codec codec_ = Codec::kGzip;
  bool started_ = false, ended_ = false, compressed_ = false, in_member_ = false;
  std::string in_;             // of the file, from where the open member begins
  std::size_t in_at_ = 0;      // read so far
  std::uint64_t in_base_ = 0;  // in the file, of in_[0]
  std::uint64_t member_out_ = 0;

  std::string plain_;             // of records, from the one that is read
  std::uint64_t plain_base_ = 0;  // of plain_[0], counted from the start
  std::uint64_t index_ = 0, index_offset_ = UINT64_MAX;
  std::uint64_t at_ = 0;        // where the next record begins
  std::deque<Member> members_;  // that begin in plain_, and the one before
  std::deque<Error> errors_;    // met while looking ahead
  std::string head_;            // a copy: plain_ moves
};

}  // namespace entente
