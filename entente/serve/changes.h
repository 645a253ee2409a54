// Server-sent events (WHATWG HTML, 9.2): who listens is told when the database has grown. Private
// to serve/.
#pragma once

#include <microhttpd.h>

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>

namespace entente {

// The streams that are open. Threads may share one.
class Changes {
 public:
  static constexpr std::size_t kMaxStreams = 64;

  // A response that stays open on `connection`, whose first event is `event`. Null: too many, or
  // ending.
  MHD_Response* open(MHD_Connection* connection, const std::string& event);
  // Sends `text` ("event: grown\ndata: {...}\n\n", or ":\n\n" to see whether anybody is there) to
  // every stream.
  void send(const std::string& text);
  // Ends all streams: the server can be stopped after that, and not before.
  void end();

 private:
  struct Stream;
  static ssize_t read(void* stream, std::uint64_t position, char* buffer, std::size_t size);
  static void forget(void* stream);

  std::mutex mutex_;
  std::unordered_set<Stream*> streams_;  // owned by their responses
  bool ending_ = false;
};

}  // namespace entente
