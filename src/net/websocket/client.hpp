// A small WebSocket client for tests and the command line: "ws://" and "wss://", one connection, no queue. All calls on
// the executor it was connected on.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "net/http/message.hpp"
#include "net/tls.hpp"

namespace tandem::net {

struct WebSocketUrl {
  std::string url;
  std::vector<Parameter> headers;   // Origin, Authorization, …
  std::shared_ptr<TlsContext> tls;  // none: the system's authorities
  std::string unix_path;
  std::chrono::milliseconds time_limit{10000};  // for connecting and the handshake
  std::size_t max_message = 1 << 20;
};

class WebSocketClient {
 public:
  // `refused` when the server answers the upgrade with another status than 101 (its number is in the detail).
  static awaitable<Result<std::unique_ptr<WebSocketClient>>> connect(WebSocketUrl where);

  virtual ~WebSocketClient() = default;
  virtual awaitable<Result<void>> send(std::string text, bool binary = false) = 0;
  virtual awaitable<Result<std::string>> receive() = 0;  // `closed` once the server closed; see close_code()
  virtual awaitable<void> close(std::uint16_t code = 1000, std::string reason = {}) = 0;
  virtual std::uint16_t close_code() const = 0;  // the server's; 1006 when the connection was cut without one
  virtual std::string_view close_reason() const = 0;
};

}  // namespace tandem::net
