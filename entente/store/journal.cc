// A batch is one run of bytes, appended by write(2) and made durable by one fdatasync; a new
// segment also costs an fsync of its folder. Whatever fails on the way, the file is brought back to
// its last good length or left behind for a new one. So a segment may end in records that were
// never promised and that the next segment holds again: a segment ends where the next one's first
// sequence number begins, and readers stop there. Tested by journal_test.cc and
// store_torture_test.cc.
#include "entente/store/journal.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>

#include "entente/base/file.h"

namespace entente {
namespace {

// "000017.seg" -> 17; 0: no segment's name.
std::uint32_t segment_number(std::string_view name) {
  if (name.size() != 10 || name.substr(6) != ".seg") return 0;
  std::uint32_t number = 0;
  for (const char c : name.substr(0, 6)) {
    if (c < '0' || c > '9') return 0;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}

std::string segment_name(std::uint32_t number) {
  char name[16];
  std::snprintf(name, sizeof name, "%06u.seg", number % 1'000'000);
  return name;
}

Result<std::vector<std::uint32_t>> list_segments(const std::string& folder) {
  DIR* const dir = ::opendir(folder.c_str());
  if (dir == nullptr) return system_error("cannot list", folder);
  std::vector<std::uint32_t> numbers;
  while (const dirent* const entry = ::readdir(dir))
    if (const std::uint32_t number = segment_number(entry->d_name)) numbers.push_back(number);
  ::closedir(dir);
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

Status sync_folder(const std::string& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return system_error("cannot open folder", folder);
  const bool synced = ::fsync(fd) == 0;
  Error error = synced ? Error{} : system_error("cannot sync folder", folder);
  ::close(fd);
  if (!synced) return error;
  return ok_status();
}

Status write_all(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_error("cannot write", path);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return ok_status();
}

// Bytes [begin, end) of a file, or up to its end. Not mapped: a writer may cut a file that others
// read.
Result<std::string> read_range(const std::string& path, std::uint64_t begin, std::uint64_t end) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return system_error("cannot open", path);
  std::string bytes;
  struct stat info {};
  const std::uint64_t size = ::fstat(fd, &info) == 0 ? static_cast<std::uint64_t>(info.st_size) : 0;
  end = std::min(end, size);
  while (begin < end) {
    const std::size_t at = bytes.size();
    const auto want = static_cast<std::size_t>(end - begin);
    bytes.resize(at + want);
    const ssize_t n = ::pread(fd, bytes.data() + at, want, static_cast<off_t>(begin));
    if (n < 0 && errno == EINTR) {
      bytes.resize(at);
      continue;
    }
    if (n < 0) {
      Error error = system_error("cannot read", path);
      ::close(fd);
      return error;
    }
    bytes.resize(at + static_cast<std::size_t>(n));
    if (n == 0) break;
    begin += static_cast<std::uint64_t>(n);
  }
  ::close(fd);
  return bytes;
}

constexpr const char* kNoRecord = " are no record; reading goes on after them";

std::string bytes_of(std::uint64_t n) { return std::to_string(n) + (n == 1 ? " byte" : " bytes"); }

}  // namespace

std::string Journal::path(std::uint32_t segment) const {
  return folder_ + "/" + segment_name(segment);
}

void JournalFindings::note(std::string text) {
  if (std::find(notes.begin(), notes.end(), text) == notes.end()) notes.push_back(std::move(text));
}

void JournalFindings::damage(const std::string& file, std::uint64_t offset,
                             const std::string& what) {
  damaged = true;
  note(file + ":" + std::to_string(offset) + ": " + what);
}

// What a segment's end looks like.
struct Journal::Tail {
  std::uint32_t segment = 0;
  bool header_is_good = false;
  std::uint64_t first_sequence = 0;     // from the header, if that is good
  std::uint64_t good = 0, size = 0;     // bytes worth keeping; bytes there
  std::optional<SegmentRecord> newest;  // the last good record (its payload is gone)
};

Result<Journal> Journal::open(const std::string& folder, bool writable, std::uint64_t segment_bytes,
                              JournalFindings& findings) {
  Journal journal;
  journal.folder_ = folder;
  journal.writable_ = writable;
  journal.segment_bytes_ = segment_bytes;
  ENTENTE_TRY(journal.segments_, list_segments(folder));
  if (journal.segments_.empty()) return journal;
  ENTENTE_TRY(Tail last, journal.scan_tail(journal.segments_.back(), UINT64_MAX, findings));
  ENTENTE_CHECK(journal.find_end(last, findings));
  if (writable) ENTENTE_CHECK(journal.cut_tail(last, findings));
  return journal;
}

Result<Journal::Tail> Journal::scan_tail(std::uint32_t segment, std::uint64_t stop,
                                         JournalFindings& findings) const {
  const std::string file = path(segment);
  ENTENTE_TRY(const std::string bytes, read_range(file, 0, UINT64_MAX));
  Tail tail;
  tail.segment = segment;
  tail.size = bytes.size();
  const auto header = parse_segment_header(bytes);
  if (!header && header.error().code == ErrorCode::kStore)
    return Error{ErrorCode::kStore, header.error().message, file, header.error().offset};
  tail.header_is_good = header.has_value();
  if (header) {
    tail.first_sequence = header->first_sequence;
    tail.good = kSegmentHeaderBytes;
  }
  const std::size_t start = std::min(kSegmentHeaderBytes, bytes.size());
  SegmentScanner scanner(std::string_view(bytes).substr(start), start);
  SegmentRecord record;
  for (;;) {
    const auto step = scanner.next(record);
    if (step == SegmentScanner::Step::kEnd || step == SegmentScanner::Step::kTail) break;
    if (step == SegmentScanner::Step::kDamage) {
      findings.damage(file, record.begin, bytes_of(record.end - record.begin) + kNoRecord);
      continue;
    }
    if (record.sequence >= stop) break;
    record.payload = {};
    tail.newest = record;
    tail.good = record.end;
  }
  if (!tail.header_is_good && tail.newest) findings.damage(file, 0, header.error().message);
  return tail;
}

// The last good record, which may lie in a segment before the last: the making of the last may have
// been cut short.
Status Journal::find_end(Tail& last, JournalFindings& findings) {
  std::uint64_t stop = last.header_is_good ? last.first_sequence : UINT64_MAX;
  std::optional<SegmentRecord> newest = last.newest;
  std::uint32_t segment = last.segment;
  for (std::size_t i = segments_.size() - 1; !newest && i > 0; --i) {
    ENTENTE_TRY(const Tail before, scan_tail(segments_[i - 1], stop, findings));
    if (before.header_is_good) stop = std::min(stop, before.first_sequence);
    newest = before.newest;
    segment = before.segment;
  }
  if (newest) end_ = {segment, newest->begin, newest->end, newest->sequence, newest->checksum};
  next_sequence_ = std::max(end_.sequence + 1, last.header_is_good ? last.first_sequence : 1);
  return ok_status();
}

// Leaves the last segment ready to be written to, or out of the way.
Status Journal::cut_tail(const Tail& last, JournalFindings& findings) {
  const std::string file = path(last.segment);
  if (last.good ==
      0) {  // neither a header nor a record: its making was cut short, or all of it is lost
    if (::rename(file.c_str(), (file + ".damaged").c_str()) != 0)
      return system_error("cannot set aside", file);
    segments_.pop_back();
    findings.note("set aside " + file + ": " + bytes_of(last.size) +
                  " without a header or a record");
    if (last.size > kSegmentHeaderBytes) findings.damaged = true;
    return sync_folder(folder_);
  }
  if (last.size > last.good) {
    if (::truncate(file.c_str(), static_cast<off_t>(last.good)) != 0)
      return system_error("cannot cut the tail of", file);
    findings.note("cut " + bytes_of(last.size - last.good) + " after the last good record of " +
                  file);
  }
  if (!last.header_is_good)
    return sync_folder(folder_);  // nothing can be added behind a damaged header
  fd_ = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (fd_ < 0) return system_error("cannot open for writing", file);
  size_ = last.good;
  // What was found may still be in the system's memory alone: from now on it is promised.
  if (::fdatasync(fd_) != 0) return system_error("cannot sync", file);
  return sync_folder(folder_);
}

Journal::Journal(Journal&& other) noexcept
    : folder_(std::move(other.folder_)),
      writable_(other.writable_),
      segment_bytes_(other.segment_bytes_),
      segments_(std::move(other.segments_)),
      end_(other.end_),
      size_(other.size_),
      fd_(std::exchange(other.fd_, -1)),
      pending_(std::move(other.pending_)),
      pending_places_(std::move(other.pending_places_)),
      next_sequence_(other.next_sequence_) {}

Journal& Journal::operator=(Journal&& other) noexcept {
  if (this == &other) return *this;
  close_file();
  folder_ = std::move(other.folder_);
  writable_ = other.writable_;
  segment_bytes_ = other.segment_bytes_;
  segments_ = std::move(other.segments_);
  end_ = other.end_;
  size_ = other.size_;
  fd_ = std::exchange(other.fd_, -1);
  pending_ = std::move(other.pending_);
  pending_places_ = std::move(other.pending_places_);
  next_sequence_ = other.next_sequence_;
  return *this;
}

Journal::~Journal() { close_file(); }

void Journal::close_file() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

Result<std::uint64_t> Journal::add(std::string_view document, std::string_view record) {
  const std::size_t begin = pending_.size();
  ENTENTE_CHECK(append_journal_record(next_sequence_, document, record, pending_));
  SegmentRecord written;
  SegmentScanner(std::string_view(pending_).substr(begin), begin).next(written);
  pending_places_.push_back({0, written.begin, written.end, next_sequence_, written.checksum});
  return next_sequence_++;
}

// The file can be trusted no longer: what is in it and was promised stays, the next batch begins
// another.
Status Journal::abandon(Error error) {
  if (fd_ >= 0 && ::ftruncate(fd_, static_cast<off_t>(size_)) != 0)
    errno = 0;  // readers stop at the next segment's first number
  close_file();
  return error;
}

// Makes the next segment's file with its header; not synced yet.
Status Journal::begin_segment() {
  std::uint32_t number = segments_.empty() ? 1 : segments_.back() + 1;
  std::string file;
  do {  // a file that a failed attempt could not take away keeps its number
    file = path(number);
    fd_ = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0644);
  } while (fd_ < 0 && errno == EEXIST && ++number < 999'999);
  if (fd_ < 0) return system_error("cannot begin a segment", file);
  std::string header;
  append_segment_header({number, pending_places_.front().sequence}, header);
  if (Status written = write_all(fd_, header, file); !written) {
    close_file();
    ::unlink(file.c_str());
    return written;
  }
  segments_.push_back(number);
  size_ = header.size();
  return ok_status();
}

Status Journal::write_pending() {
  const std::string file = path(segments_.back());
  if (Status written = write_all(fd_, pending_, file); !written) {
    // The disk is full, or worse: take back what was written of it.
    if (::ftruncate(fd_, static_cast<off_t>(size_)) != 0)
      return abandon(std::move(written).error());
    return written;
  }
  if (::fdatasync(fd_) != 0) return abandon(system_error("cannot sync", file));
  return ok_status();
}

Status Journal::sync() {
  if (pending_.empty()) return ok_status();
  if (fd_ >= 0 && size_ >= segment_bytes_) close_file();
  const bool new_segment = fd_ < 0;
  if (new_segment) ENTENTE_CHECK(begin_segment());
  Status done = write_pending();
  if (done && new_segment) {
    done = sync_folder(folder_);
    if (!done) done = abandon(std::move(done).error());
  }
  if (!done) {
    if (new_segment) {  // nothing in it was promised
      close_file();
      if (::unlink(path(segments_.back()).c_str()) == 0) segments_.pop_back();
    }
    return done;
  }
  end_ = pending_places_.back();
  end_.segment = segments_.back();
  end_.begin += size_;
  end_.end += size_;
  size_ = end_.end;
  pending_.clear();
  pending_places_.clear();
  return ok_status();
}

bool Journal::holds(const JournalPosition& position) const {
  if (position.segment == 0) return true;
  if (std::find(segments_.begin(), segments_.end(), position.segment) == segments_.end())
    return false;
  if (position.end < position.begin ||
      position.end - position.begin > kMaxRecordBytes + kRecordHeaderBytes)
    return false;
  const auto bytes = read_range(path(position.segment), position.begin, position.end);
  SegmentRecord record;
  return bytes &&
         SegmentScanner(*bytes, position.begin).next(record) == SegmentScanner::Step::kRecord &&
         record.sequence == position.sequence && record.checksum == position.checksum &&
         record.end == position.end;
}

// The sequence number at which the segment after `index` takes over; none: never.
std::uint64_t Journal::first_sequence_after(std::size_t index) const {
  if (index + 1 >= segments_.size()) return UINT64_MAX;
  const auto bytes = read_range(path(segments_[index + 1]), 0, kSegmentHeaderBytes);
  if (!bytes) return UINT64_MAX;
  const auto header = parse_segment_header(*bytes);
  return header ? header->first_sequence : UINT64_MAX;
}

Status Journal::read(const JournalPosition& from, JournalFindings& findings,
                     const std::function<Status(const Entry&)>& visit) const {
  std::uint64_t last_sequence = from.sequence;
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    if (segments_[i] < from.segment || (writable_ && segments_[i] > end_.segment)) continue;
    if (i > 0 && segments_[i - 1] >= from.segment && segments_[i] != segments_[i - 1] + 1)
      findings.damage(path(segments_[i]), 0,
                      "segment " + segment_name(segments_[i] - 1) + " before it is missing");
    ENTENTE_TRY(const bool more, read_segment(i, from, last_sequence, findings, visit));
    if (!more) break;
  }
  return ok_status();
}

Result<bool> Journal::read_segment(std::size_t index, const JournalPosition& from,
                                   std::uint64_t& last_sequence, JournalFindings& findings,
                                   const std::function<Status(const Entry&)>& visit) const {
  const std::uint32_t number = segments_[index];
  const std::string file = path(number);
  const bool is_last = index + 1 == segments_.size();
  const std::uint64_t stop = first_sequence_after(index);
  const std::uint64_t limit = writable_ && number == end_.segment ? end_.end : UINT64_MAX;
  const std::uint64_t start = number == from.segment ? from.end : kSegmentHeaderBytes;
  if (number != from.segment) {
    ENTENTE_TRY(const std::string head, read_range(file, 0, kSegmentHeaderBytes));
    const auto header = parse_segment_header(head);
    if (!header && header.error().code == ErrorCode::kStore)
      return Error{ErrorCode::kStore, header.error().message, file, 8};
    if (!header && (!is_last || head.size() == kSegmentHeaderBytes))
      findings.damage(file, 0, header.error().message);
  }
  ENTENTE_TRY(const std::string bytes, read_range(file, start, limit));
  SegmentScanner scanner(bytes, start);
  SegmentRecord record;
  std::string scratch;
  for (;;) {
    const auto step = scanner.next(record);
    if (step == SegmentScanner::Step::kEnd) return true;
    if (step == SegmentScanner::Step::kTail) {
      // The last segment's tail is the writer's to cut; another may be adding to it just now.
      // Elsewhere it is damage, unless the next segment holds what stood there.
      if (!is_last && stop > last_sequence + 1)
        findings.damage(file, record.begin, bytes_of(record.end - record.begin) + kNoRecord);
      return true;
    }
    if (step == SegmentScanner::Step::kDamage) {
      findings.damage(file, record.begin, bytes_of(record.end - record.begin) + kNoRecord);
      continue;
    }
    if (record.sequence >= stop) return true;        // written again in the next segment
    if (record.sequence <= last_sequence) continue;  // written twice
    Entry entry;
    entry.position = {number, record.begin, record.end, record.sequence, record.checksum};
    if (Status opened = open_payload(record, scratch, entry.document, entry.record); !opened) {
      findings.damage(file, record.begin, opened.error().message);
      continue;
    }
    last_sequence = record.sequence;
    ENTENTE_CHECK(visit(entry));
  }
}

Result<std::pair<std::string, std::string>> Journal::read_at(std::uint32_t segment,
                                                             std::uint64_t begin) const {
  const Error missing{ErrorCode::kNotFound, "no record begins here", path(segment), begin};
  ENTENTE_TRY(const std::string head, read_range(path(segment), begin, begin + kRecordHeaderBytes));
  const std::uint64_t stored = stored_bytes(head);
  if (stored == 0) return missing;
  ENTENTE_TRY(const std::string bytes,
              read_range(path(segment), begin, begin + kRecordHeaderBytes + stored));
  SegmentRecord record;
  if (SegmentScanner(bytes, begin).next(record) != SegmentScanner::Step::kRecord) return missing;
  std::string scratch;
  std::string_view document, line;
  ENTENTE_CHECK(open_payload(record, scratch, document, line));
  return std::pair<std::string, std::string>(document, line);
}

}  // namespace entente
