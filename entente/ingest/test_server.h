// A server of HTTP on the loopback address, for tests: each connection a thread, each path an
// answer that may misbehave. Private to ingest/.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace entente {

class TestServer {
 public:
  // Sends what it likes to the socket; gets the request's head.
  using Answer = std::function<void(int socket, const std::string& head)>;

  TestServer() {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_ANY);  // 127.0.0.2 too
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(listener_, 64);
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  ~TestServer() {
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    ::close(listener_);
    for (std::thread& one : connections_) one.join();
  }
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  void on(const std::string& path, Answer answer) {
    const std::lock_guard lock(mutex_);
    answers_[path] = std::move(answer);
  }
  void text(const std::string& path, const std::string& body, const std::string& type = "text/html",
            const std::string& more = "", const std::string& status = "200 OK") {
    on(path, [=](int socket, const std::string&) {
      send(socket, "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\n" + more +
                       "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    });
  }
  static bool send(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t n = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
  }
  std::uint16_t port() const { return port_; }
  std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  int hits(const std::string& path) {
    const std::lock_guard lock(mutex_);
    return hits_[path];
  }
  int connections() const { return connected_; }
  bool stopping() const { return stopping_; }

 private:
  void accept_all() {
    for (;;) {
      const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (socket < 0) return;
      ++connected_;
      connections_.emplace_back([this, socket] { serve(socket); });
    }
  }
  void serve(int socket) {
    std::string head;
    char buffer[4096];
    while (head.find("\r\n\r\n") == std::string::npos) {
      const ssize_t n = ::recv(socket, buffer, sizeof buffer, 0);
      if (n <= 0) break;
      head.append(buffer, static_cast<std::size_t>(n));
    }
    const std::size_t begin = head.find(' ') + 1;
    const std::string path = head.substr(begin, head.find(' ', begin) - begin);
    Answer answer;
    {
      const std::lock_guard lock(mutex_);
      ++hits_[path];
      if (const auto found = answers_.find(path); found != answers_.end()) answer = found->second;
    }
    if (answer)
      answer(socket, head);
    else
      send(socket, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    ::shutdown(socket, SHUT_WR);
    ::close(socket);
  }

  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> connected_ = 0;
  std::mutex mutex_;
  std::map<std::string, Answer> answers_;
  std::map<std::string, int> hits_;
  std::thread acceptor_;
  std::vector<std::thread> connections_;
};

}  // namespace entente
