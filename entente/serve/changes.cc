// A stream with nothing to say is suspended, which costs a socket and no thread; send() wakes it.
// Tested by serve_test.cc.
#include "entente/serve/changes.h"

#include <algorithm>
#include <cstring>

namespace entente {
namespace {

constexpr std::size_t kMaxBehind =
    64u << 10;  // bytes that a slow listener may lack before it is let go

}  // namespace

struct Changes::Stream {
  Changes* changes;
  MHD_Connection* connection;
  std::string pending;
  bool suspended = false;
};

MHD_Response* Changes::open(MHD_Connection* connection, const std::string& event) {
  auto stream = std::make_unique<Stream>(Stream{this, connection, event});
  {
    const std::lock_guard hold(mutex_);
    if (ending_ || streams_.size() >= kMaxStreams) return nullptr;
    streams_.insert(stream.get());
  }
  MHD_Response* const response =
      MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, &read, stream.get(), &forget);
  if (response == nullptr)
    forget(stream.release());
  else
    static_cast<void>(stream.release());  // forget() deletes it with the response
  return response;
}

ssize_t Changes::read(void* self, std::uint64_t, char* buffer, std::size_t size) {
  auto& stream = *static_cast<Stream*>(self);
  const std::lock_guard hold(stream.changes->mutex_);
  if (stream.changes->ending_ || stream.pending.size() > kMaxBehind)
    return MHD_CONTENT_READER_END_OF_STREAM;
  if (stream.pending.empty()) {
    stream.suspended = true;
    MHD_suspend_connection(stream.connection);
    return 0;
  }
  const std::size_t taken = std::min(size, stream.pending.size());
  std::memcpy(buffer, stream.pending.data(), taken);
  stream.pending.erase(0, taken);
  return static_cast<ssize_t>(taken);
}

void Changes::forget(void* self) {
  auto* const stream = static_cast<Stream*>(self);
  {
    const std::lock_guard hold(stream->changes->mutex_);
    stream->changes->streams_.erase(stream);
  }
  delete stream;  // handed to C by open()
}

void Changes::send(const std::string& text) {
  const std::lock_guard hold(mutex_);
  for (Stream* stream : streams_) {
    stream->pending += text;
    if (!stream->suspended) continue;
    stream->suspended = false;
    MHD_resume_connection(stream->connection);
  }
}

void Changes::end() {
  {
    const std::lock_guard hold(mutex_);
    ending_ = true;
  }
  send("");
}

}  // namespace entente
