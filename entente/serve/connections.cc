// Tested by serve_test.cc.
#include "entente/serve/connections.h"

#include <sys/socket.h>

namespace entente {

Connections::Connections(std::chrono::milliseconds head_time, std::chrono::milliseconds answer_time)
    : head_time_(head_time),
      answer_time_(answer_time),
      sweeper_([this](const std::stop_token& stop) { sweep(stop); }) {}

Connections::~Connections() { sweeper_.request_stop(); }

void Connections::opened(int socket) { set(socket, Clock::now() + head_time_); }
void Connections::asked(int socket) { set(socket, Clock::now() + answer_time_); }
void Connections::streams(int socket) { set(socket, Clock::time_point::max()); }
void Connections::answered(int socket) { set(socket, Clock::now() + head_time_); }

void Connections::closing(int socket) {
  const std::lock_guard hold(mutex_);
  deadlines_.erase(socket);
}

void Connections::set(int socket, Clock::time_point deadline) {
  const std::lock_guard hold(mutex_);
  deadlines_[socket] = deadline;
}

// Shut down, not closed: the server sees the end of the connection and closes it. The lock keeps
// the number from being another's.
void Connections::sweep(const std::stop_token& stop) {
  std::unique_lock hold(mutex_);
  while (!stop.stop_requested()) {
    const auto now = Clock::now();
    for (auto& [socket, deadline] : deadlines_) {
      if (deadline > now) continue;
      ::shutdown(socket, SHUT_RDWR);
      deadline = Clock::time_point::max();
    }
    woken_.wait_for(hold, stop, std::chrono::milliseconds(250), [] { return false; });
  }
}

}  // namespace entente
