// One WebSocket (RFC 6455) as the side that accepted it sees it. The handler coroutine and the single writer live on
// the connection's thread; send() and close() may be called from any. The out-queue is bounded: a reader that is too
// slow is dropped with close code 1013 and a line in the log. No compression (permessage-deflate is off).
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "net/http/message.hpp"

namespace tandem::net {

struct WebSocketOptions {
  std::size_t max_message = 64 * 1024;  // bytes of one incoming message; more closes 1009
  std::size_t queue_messages = 512;     // outgoing, not yet written
  std::size_t queue_bytes = 1 << 20;
  std::chrono::milliseconds ping_interval{20000};  // a silent peer is pinged; silent for twice this it is dropped
  std::chrono::milliseconds close_timeout{5000};   // for the closing handshake
  bool allow_binary = false;                       // else a binary frame closes 1003
  std::string subprotocol;                         // answered when the client offers it; empty: none
  // Whether the page of this Origin may connect. Default: the same host, or no Origin header (not a browser).
  std::function<bool(const Request&)> origin_allowed;
};

class WebSocketSession {
 public:
  virtual ~WebSocketSession() = default;

  // The next message. Fails with `closed` once the peer has gone, the session was closed or the server stops.
  // One caller at a time, on executor().
  virtual awaitable<Result<std::string>> receive() = 0;

  // Queues one message. False when the session is closing or this message overflows the queue: then it is dropped, and
  // receive() fails. Any thread.
  virtual bool send(std::string text) = 0;
  virtual bool send(SharedBytes text) = 0;  // the same bytes to many sessions
  virtual bool send_binary(std::string bytes) = 0;

  // Starts the closing handshake after what is queued is written; later sends are refused. Any thread; the first wins.
  virtual void close(std::uint16_t code, std::string_view reason) = 0;

  virtual const Request& request() const = 0;  // the upgrade request, with its parameters and remote address
  virtual bool is_open() const = 0;            // any thread
  virtual bool last_was_binary() const = 0;    // of what receive() gave last
  virtual std::uint16_t close_code()
      const = 0;  // the peer's once it closed (1005: none, 1006: connection lost), else 0
  virtual std::size_t queued_bytes() const = 0;  // any thread
  virtual boost::asio::any_io_executor executor() = 0;
};

// The session is closed with 1000 when the handler returns and nothing closed it before.
using WebSocketHandler = std::function<awaitable<void>(std::shared_ptr<WebSocketSession>)>;

}  // namespace tandem::net
