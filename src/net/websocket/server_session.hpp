// The inside of a WebSocketSession: Beast's stream, the bounded out-queue and the writer. The Connection that was
// upgraded runs it; handlers may keep it longer, then it is an empty shell that refuses every send.
#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>

#include "net/stream.hpp"
#include "net/websocket/session.hpp"

namespace tandem::net {

class ServerSession : public WebSocketSession {
 public:
  // `on_slow_reader` counts drops. All on the connection's thread.
  static std::shared_ptr<ServerSession> make(AnyStream stream, const WebSocketOptions& options, Request request,
                                             std::function<void()> on_slow_reader);

  // Answers the upgrade, runs the handler, closes; returns when nothing of the session is pending any more. `began` is
  // called once the answer is written.
  virtual awaitable<void> run(http::request<http::string_body> upgrade, WebSocketHandler handler,
                              std::function<void()> began) = 0;
  virtual void cut() = 0;  // on the connection's thread
};

}  // namespace tandem::net
