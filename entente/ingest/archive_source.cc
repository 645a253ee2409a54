// ZIP, TAR, and single files packed with xz, zstd, bzip2 or lz4, through libarchive, as a stream.
// Nothing is written to disk; what an archive may cost is bounded: how much longer it becomes, how
// many entries it has, how deep archives lie in archives. Only this file knows the library. Tested
// by archive_test.cc.
#include <archive.h>
#include <archive_entry.h>

#include <algorithm>

#include "entente/base/utf8.h"
#include "entente/ingest/source.h"

namespace entente {
namespace {

constexpr std::uint64_t kBombBytes = 64u << 20, kBombRatio = 500;
constexpr int kMaxFilters = 3;  // gzip in gzip ...; libarchive counts "none" as one
constexpr std::size_t kMaxNameBytes = 4096;

bool is_safe(std::string_view path) {
  if (path.empty() || path.front() == '/' || path.size() > kMaxNameBytes) return false;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find_first_of("/\\", at), path.size());
    if (path.substr(at, end - at) == "..") return false;
    at = end + 1;
  }
  return path.find('\0') == std::string_view::npos;
}

class ArchiveSource : public PieceSource {
 public:
  ArchiveSource(ByteSource raw, SourceContext& context, int depth)
      : context_(context), raw_(std::move(raw)), depth_(depth), archive_(::archive_read_new()) {
    ::archive_read_support_format_zip_streamable(archive_);
    ::archive_read_support_format_tar(archive_);
    ::archive_read_support_format_raw(archive_);
    ::archive_read_support_filter_gzip(archive_);
    ::archive_read_support_filter_bzip2(archive_);
    ::archive_read_support_filter_xz(archive_);
    ::archive_read_support_filter_lzma(archive_);
    ::archive_read_support_filter_zstd(archive_);
    ::archive_read_support_filter_lz4(archive_);
  }
  ~ArchiveSource() override {
    inner_.reset();
    ::archive_read_free(archive_);
  }
  ArchiveSource(const ArchiveSource&) = delete;
  ArchiveSource& operator=(const ArchiveSource&) = delete;

  DocumentStream::PieceItem next() override {
    for (;;) {
      if (inner_) {
        DocumentStream::PieceItem item = inner_->next();
        if (!std::holds_alternative<std::monostate>(item)) return item;
        inner_.reset();
        if (single_) ended_ = true;
      }
      if (ended_) return std::monostate();
      if (auto error = next_entry()) return *std::move(error);
    }
  }

  std::uint64_t position() const override { return raw_.position(); }

 private:
  Error error(ErrorCode code, std::string message) const {
    return Error{code, std::move(message), raw_.name(), entries_};
  }

  std::string failure() const {
    const char* text = ::archive_error_string(archive_);
    return repair_utf8(text == nullptr ? "damaged" : text);
  }

  static la_ssize_t read_block(archive*, void* self, const void** out) {
    auto& source = *static_cast<ArchiveSource*>(self);
    auto block = source.raw_.read();
    if (!block) {
      source.read_error_ = std::move(block).error();
      return -1;
    }
    source.block_.assign(*block);
    *out = source.block_.data();
    return static_cast<la_ssize_t>(source.block_.size());
  }

  // Opens the next entry that can be read into inner_; those of other kinds are counted. An error,
  // if there is one.
  std::optional<Error> next_entry() {
    if (!std::exchange(opened_, true)) {
      if (depth_ >= kMaxArchiveDepth) {
        ended_ = true;
        return error(ErrorCode::kLimit, "archives in archives, more than " +
                                            std::to_string(kMaxArchiveDepth) + " deep");
      }
      if (::archive_read_open(archive_, this, nullptr, read_block, nullptr) != ARCHIVE_OK)
        return end_with_failure();
      if (::archive_filter_count(archive_) > kMaxFilters) {
        ended_ = true;
        return error(ErrorCode::kLimit, "packed more than twice");
      }
    }
    archive_entry* entry = nullptr;
    const int code = ::archive_read_next_header(archive_, &entry);
    if (code == ARCHIVE_EOF) {
      ended_ = true;
      return std::nullopt;
    }
    if (code < ARCHIVE_WARN) {
      if (code == ARCHIVE_FATAL || ++failures_ > 100) return end_with_failure();
      return error(ErrorCode::kBadInput, "damaged entry: " + failure());
    }
    if (++entries_ > kMaxArchiveEntries) {
      ended_ = true;
      return error(ErrorCode::kLimit,
                   "more than " + std::to_string(kMaxArchiveEntries) + " entries");
    }
    single_ = ::archive_format(archive_) == ARCHIVE_FORMAT_RAW;
    return open_entry(entry);
  }

  std::optional<Error> open_entry(archive_entry* entry) {
    const auto type = ::archive_entry_filetype(entry);
    if (!single_ && type != AE_IFREG) {
      if (type != AE_IFDIR)
        context_.pass_over(type == AE_IFLNK ? "archive link" : "archive special file");
      return std::nullopt;
    }
    if (::archive_entry_hardlink(entry) != nullptr)
      return context_.pass_over("archive link"), std::nullopt;
    const char* utf8 = ::archive_entry_pathname_utf8(entry);
    const char* bytes = utf8 != nullptr ? utf8 : ::archive_entry_pathname(entry);
    const std::string path = bytes == nullptr ? "" : repair_utf8(bytes);
    if (!single_ && !is_safe(path))
      return error(ErrorCode::kBadInput,
                   "an entry whose path leads out of the archive: " + path.substr(0, 200));
    if (!single_ && ::archive_entry_is_encrypted(entry) != 0)
      return error(ErrorCode::kBadInput, "an encrypted entry: " + path);
    const std::size_t slash = path.rfind('/');
    const std::string file = slash == std::string::npos ? path : path.substr(slash + 1);
    if (!single_ && (file.starts_with('.') || !is_known_name(file))) {
      const std::size_t dot = file.rfind('.');
      context_.pass_over("file " +
                         (dot == std::string::npos ? std::string() : file.substr(dot, 12)));
      return std::nullopt;
    }
    const std::string name =
        single_ ? std::string(without_packing(raw_.name())) : raw_.name() + "/" + path;
    auto source = open_source(ByteSource::over([this, name] { return data(name); }, name), context_,
                              0, depth_ + 1);
    if (!source) return std::move(source).error();
    inner_ = *std::move(source);
    return std::nullopt;
  }

  Result<std::string_view> data(const std::string& name) {
    const void* block = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    for (;;) {
      const int code = ::archive_read_data_block(archive_, &block, &size, &offset);
      if (code == ARCHIVE_EOF) return std::string_view();
      if (code < ARCHIVE_WARN) {
        if (read_error_) return *std::exchange(read_error_, {});
        if (code == ARCHIVE_FATAL) ended_ = true;
        return Error{ErrorCode::kBadInput, "damaged: " + failure(), name, 0};
      }
      if (size == 0) continue;
      out_bytes_ += size;
      if (out_bytes_ > kBombBytes && out_bytes_ / kBombRatio > raw_.position()) {
        ended_ = true;
        return Error{
            ErrorCode::kLimit,
            "an archive that becomes more than " + std::to_string(kBombRatio) + " times longer",
            name, 0};
      }
      return std::string_view(static_cast<const char*>(block), size);
    }
  }

  Error end_with_failure() {
    ended_ = true;
    if (read_error_) return *std::exchange(read_error_, {});
    return error(ErrorCode::kBadInput, "damaged archive: " + failure());
  }

  SourceContext& context_;
  ByteSource raw_;
  int depth_;
  archive* archive_;
  std::string block_;
  SourcePtr inner_;
  std::optional<Error> read_error_;
  std::uint64_t entries_ = 0, out_bytes_ = 0, failures_ = 0;
  bool opened_ = false, ended_ = false, single_ = false;
};

}  // namespace

SourcePtr archive_source(ByteSource raw, SourceContext& context, int depth) {
  return std::make_unique<ArchiveSource>(std::move(raw), context, depth);
}

}  // namespace entente
