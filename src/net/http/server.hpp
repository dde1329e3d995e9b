// The HTTP server: N threads with an io_context each. A connection lives on one of them from accept to close, so
// nothing on a connection needs a lock or a strand; handlers run there and must not block (net/blocking.hpp). TCP, TLS
// and Unix sockets share one router. start() and stop() belong to the thread that owns the server.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "net/http/router.hpp"
#include "net/tls.hpp"

namespace tandem::net {

struct Listen {
  std::string host = "127.0.0.1";   // a literal address, or "localhost"
  std::uint16_t port = 0;           // 0: any free one, see HttpServer::port
  std::shared_ptr<TlsContext> tls;  // none: plain
  std::string unix_path;            // not empty: a Unix socket (mode 0600) instead of host and port
};

struct AccessRecord {
  std::string id;
  std::string remote_address;
  http::verb method = http::verb::get;
  std::string target;  // may hold what a person typed: log the route instead where that matters
  std::string route;
  unsigned status = 0;
  std::uint64_t bytes = 0;  // of the answer's body
  std::int64_t micros = 0;  // from the last byte of the head to the last byte written
};

struct SecurityHeaders {
  std::string content_security_policy = "default-src 'none'; frame-ancestors 'none'";  // empty: none is sent
  std::string referrer_policy = "same-origin";
  std::string resource_policy = "same-origin";  // Cross-Origin-Resource-Policy; routes with CORS say cross-origin
  std::string strict_transport_security = "max-age=31536000";  // sent over TLS only
};

struct ServerOptions {
  std::vector<Listen> listen;
  unsigned threads = 2;
  std::size_t max_connections = 20000;                  // one more is answered 503 and closed
  std::size_t header_limit = 16 * 1024;                 // bytes; more is 431
  std::chrono::milliseconds header_timeout{10000};      // from a request's first byte to the end of its head
  std::chrono::milliseconds body_timeout{30000};        // for the body, and one second more per 16 KB
  std::chrono::milliseconds idle_timeout{75000};        // between requests
  std::chrono::milliseconds write_timeout{30000};       // without progress
  std::chrono::milliseconds drain_timeout{10000};       // how long stop() waits for requests in flight
  SecurityHeaders security;                             // set where the handler did not set its own
  std::vector<std::string> trusted_proxies;             // addresses whose X-Forwarded-For and -Proto count
  std::function<void(const AccessRecord&)> access_log;  // on the connection's thread; must not block or throw
};

struct ServerCounters {
  std::uint64_t accepted = 0;
  std::uint64_t refused = 0;  // over max_connections
  std::uint64_t requests = 0;
  std::uint64_t timed_out = 0;
  std::uint64_t slow_readers = 0;  // WebSockets dropped
  std::size_t open = 0;
};

class HttpServer {
 public:
  HttpServer(ServerOptions options, Router router);
  ~HttpServer();  // stops
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Binds everything, then starts the threads. On failure nothing is left open, and `detail` names the address and says
  // what to do. Call once.
  Result<void> start();

  // Takes no new connection, lets requests in flight finish (their answers say "Connection: close"), closes WebSockets
  // with 1001, cuts what is left after drain_timeout, joins the threads. Idempotent.
  void stop();

  std::uint16_t port(std::size_t listen_index = 0) const;  // the bound one; 0 for a Unix socket
  boost::asio::any_io_executor executor();                 // of one of the threads, round robin
  ServerCounters counters() const;
  const Router& router() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tandem::net
