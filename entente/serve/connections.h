// How long a client may take: libmicrohttpd's own time-out begins anew with each byte, so that a
// byte every nine seconds would hold a connection for ever. Private to serve/.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace entente {

// Ends connections that are past their time, four times a second. Threads may share one.
class Connections {
 public:
  Connections(std::chrono::milliseconds head_time, std::chrono::milliseconds answer_time);
  ~Connections();

  void opened(int socket);   // and waiting for a request
  void asked(int socket);    // a whole request has come: its answer is under way
  void streams(int socket);  // an answer without an end: no time is set
  void answered(int socket);
  void closing(int socket);  // before it is closed

 private:
  using Clock = std::chrono::steady_clock;
  void set(int socket, Clock::time_point deadline);
  void sweep(const std::stop_token& stop);

  const std::chrono::milliseconds head_time_, answer_time_;
  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::unordered_map<int, Clock::time_point> deadlines_;
  std::jthread sweeper_;  // last: it begins when the rest is there
};

}  // namespace entente
