// One accepted connection: reads requests one after the other, calls handlers, writes answers; becomes a WebSocket
// when asked to. Lives on its worker's thread and keeps itself alive until it is closed.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <optional>
#include <string>

#include "net/deadline.hpp"
#include "net/server/conditional.hpp"
#include "net/server/core.hpp"
#include "net/server/target.hpp"
#include "net/stream.hpp"
#include "net/websocket/server_session.hpp"

namespace tandem::net {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  struct Peer {
    std::string address;
    bool local = false;
  };

  // ServerCore::try_open was true. `tls` may be null. Any thread.
  static void start(ServerCore& core, Worker& worker, Socket socket, std::shared_ptr<TlsContext> tls, Peer peer);

  Connection(ServerCore& core, Worker& worker, Socket socket, std::shared_ptr<TlsContext> tls, Peer peer);
  ~Connection();

  void drain();  // ends what is idle; a request in flight is the last one
  void cut();    // now

 private:
  using Parser = http::request_parser<http::string_body>;
  // What is known of one request, for its answer and its line in the access log.
  struct Exchange {
    Request request;
    Router::Match match;
    Conditions conditions;
    AccessRecord record;
    std::string origin;
    Deadline::Clock::time_point began{};
    bool keep_alive = false;
    bool secure = false;
  };

  awaitable<void> run();
  awaitable<bool> open_stream();
  awaitable<bool> serve_one();
  awaitable<bool> wait_for_request();
  awaitable<std::optional<Response>> read_head();
  awaitable<std::optional<Response>> read_body(std::size_t limit);
  awaitable<bool> read_more();
  awaitable<Response> call_handler(const Route& route, Request request);
  awaitable<bool> answer(Exchange& exchange, Response response);
  awaitable<bool> write(BufferList buffers);
  awaitable<bool> write_slice(FileSlice slice);
  awaitable<void> finish();
  awaitable<void> serve_websocket(Exchange& exchange);

  Exchange begin_exchange();
  std::optional<Response> route(Exchange& exchange);
  std::optional<Response> refuse_method(const Exchange& exchange) const;
  std::optional<Response> refuse_upgrade(const Exchange& exchange) const;
  void learn_peer(Request& request) const;
  void expire();

  ServerCore& core_;
  Worker& worker_;
  std::optional<Socket> accepted_;  // until the stream is open
  std::shared_ptr<TlsContext> tls_;
  const Peer peer_;
  std::optional<AnyStream> stream_;
  Stream* handshaking_ = nullptr;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  std::shared_ptr<ServerSession> websocket_;
  bool idle_ = false;
  bool peer_gone_ = false;
  Deadline deadline_;
};

}  // namespace tandem::net
