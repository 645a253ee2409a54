// The door of serve/: a database as an HTTP API (openapi.json) and as pages, over libmicrohttpd.
// Read-only.
//
// What it promises whoever runs it: it binds to this machine alone unless told; a request has at
// most 32 KiB of head and no body; connections, streams and questions at once are bounded, and so
// is the time of each; a slow client costs a socket and nothing else; pages come from a table in
// memory, never from a path that a request names; what is read from documents is sent as JSON or
// CSV, never as markup, under a content policy that runs no script but its own.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "entente/base/result.h"
#include "entente/store/store.h"

namespace entente {

struct ServeOptions {
  std::string address = "127.0.0.1";  // IPv4 or IPv6, numeric
  std::uint16_t port = 8765;          // 0: one that is free
  std::string pages;                  // folder of the built pages, read once; "": the API alone
  bool watch = true;                  // look once a second whether the database has grown
  std::uint32_t max_connections = 1024;
  std::chrono::milliseconds head_time{
      10'000};  // from a connection's opening or its last answer to a whole request
  std::chrono::milliseconds answer_time{60'000};  // for a client to take an answer
  std::chrono::milliseconds question_time{2'000};
  std::function<void(const std::string&)>
      note;  // what goes wrong and mends itself; called from any thread
};

// A running server; it ends with the object. Start and end from one thread.
class MapServer {
 public:
  // kNotFound: no database; kIo: the address is taken or is none; errors of the store.
  static Result<MapServer> start(const std::string& database, const ServeOptions& options,
                                 OpenReport& report);
  MapServer(MapServer&&) noexcept;
  MapServer& operator=(MapServer&&) noexcept;
  ~MapServer();  // answers what is under way

  std::string url() const;  // "http://127.0.0.1:8765/"
  bool has_pages() const;

 private:
  MapServer();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
