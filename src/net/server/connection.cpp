#include "net/server/connection.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include "base/log.hpp"
#include "net/http/problem.hpp"
#include "net/server/head.hpp"

namespace tandem::net {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds goodbye_wait{1000};
constexpr std::size_t read_size = 4096;
constexpr std::size_t big_read_size = 64 * 1024;

// The answer to a head or body that Beast's parser refused.
Response refuse_message(const error_code& error) {
  Response response;
  if (error == http::error::header_limit) {
    response = problem(http::status::request_header_fields_too_large, "the request's head is too large");
  } else if (error == http::error::body_limit) {
    response = problem(http::status::payload_too_large, "the request's body is larger than this address accepts");
  } else {
    response = problem(http::status::bad_request, fmt::format("malformed request: {}", error.message()));
  }
  response.close = true;
  return response;
}

Response closing(Response response) {
  response.close = true;
  return response;
}

}  // namespace

Connection::Connection(ServerCore& core, Worker& worker, Socket socket, std::shared_ptr<TlsContext> tls, Peer peer)
    : core_(core),
      worker_(worker),
      accepted_(std::move(socket)),
      tls_(std::move(tls)),
      peer_(std::move(peer)),
      deadline_(worker.io.get_executor(), [this] { expire(); }) {}

Connection::~Connection() {
  worker_.connections.erase(this);
  stream_.reset();
  accepted_.reset();
  core_.closed();
}

void Connection::start(ServerCore& core, Worker& worker, Socket socket, std::shared_ptr<TlsContext> tls, Peer peer) {
  auto made = std::make_shared<Connection>(core, worker, std::move(socket), std::move(tls), std::move(peer));
  auto work = [made] { return made->run(); };
  asio::co_spawn(worker.io, std::move(work), [made](std::exception_ptr thrown) {
    if (!thrown) return;
    try {
      std::rethrow_exception(thrown);
    } catch (const std::exception& bug) {
      log::error("http_connection_failed remote={} error=\"{}\"", made->peer_.address, bug.what());
    }
  });
}

void Connection::expire() {
  core_.timed_out.fetch_add(1, std::memory_order_relaxed);
  if (handshaking_) {
    handshaking_->close();
  } else if (stream_) {
    (*stream_)->cancel();
  }
}

void Connection::drain() {
  if (websocket_) {
    websocket_->close(1001, "the server is stopping");
  } else if (idle_ && stream_) {
    (*stream_)->cancel();
  }
}

void Connection::cut() {
  if (websocket_) {
    websocket_->cut();
  } else if (handshaking_) {
    handshaking_->close();
  } else if (stream_) {
    (*stream_)->close();
  }
}

awaitable<void> Connection::run() {
  worker_.connections.insert(this);
  if (!co_await open_stream()) co_return;
  while (co_await serve_one()) {
  }
  if (!websocket_ && !peer_gone_) co_await finish();
}

awaitable<bool> Connection::open_stream() {
  if (!tls_) {
    stream_.emplace(plain_stream(std::move(*accepted_)));
    accepted_.reset();
    co_return true;
  }
  deadline_.after(core_.options.header_timeout);
  SecuredStream secured = co_await accept_tls(std::move(*accepted_), tls_, &handshaking_);
  accepted_.reset();
  deadline_.clear();
  if (secured.error) {
    log::debug("tls_handshake_failed remote={} error=\"{}\"", peer_.address, secured.error.message());
    co_return false;
  }
  stream_.emplace(std::move(secured.stream));
  co_return true;
}

awaitable<bool> Connection::serve_one() {
  if (!co_await wait_for_request()) co_return false;
  std::optional<Response> early = co_await read_head();
  if (peer_gone_) co_return false;
  Exchange exchange = begin_exchange();
  if (early) {
    exchange.keep_alive = false;
    co_return co_await answer(exchange, std::move(*early));
  }
  early = route(exchange);
  if (early) {
    if (!parser_->is_done()) early->close = true;
    co_return co_await answer(exchange, std::move(*early));
  }
  const Route& found = *exchange.match.route;
  if (found.websocket) {
    co_await serve_websocket(exchange);
    co_return false;
  }
  early = co_await read_body(found.options.body_limit);
  if (peer_gone_) co_return false;
  if (early) co_return co_await answer(exchange, std::move(*early));
  auto message = parser_->release();
  exchange.request.headers = std::move(message.base());
  exchange.request.body = std::move(message.body());
  exchange.conditions = conditions_of(exchange.request);
  Response response = co_await call_handler(found, std::move(exchange.request));
  apply_conditions(exchange.conditions, response);
  co_return co_await answer(exchange, std::move(response));
}

awaitable<bool> Connection::wait_for_request() {
  parser_.reset();
  if (core_.stopping) co_return false;
  if (buffer_.size() != 0) co_return true;
  buffer_.shrink_to_fit();
  idle_ = true;
  deadline_.after(core_.options.idle_timeout);
  const bool more = co_await read_more();
  deadline_.clear();
  idle_ = false;
  co_return more;
}

awaitable<bool> Connection::read_more() {
  const bool in_body = parser_ && parser_->is_header_done();
  const std::size_t most = in_body ? big_read_size : read_size;
  IoCount got = co_await read_some(*stream_, buffer_.prepare(most));
  buffer_.commit(got.bytes);
  if (got.error && got.error != asio::error::operation_aborted) peer_gone_ = true;
  co_return !got.error;
}

awaitable<std::optional<Response>> Connection::read_head() {
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(core_.options.header_limit));
  parser_->body_limit(boost::none);
  parser_->eager(false);
  bool waiting = false;
  for (;;) {
    error_code error;
    buffer_.consume(parser_->put(buffer_.data(), error));
    if (error && error != http::error::need_more) co_return refuse_message(error);
    if (parser_->is_header_done()) break;
    if (!waiting) deadline_.after(core_.options.header_timeout);
    waiting = true;
    if (co_await read_more()) continue;
    if (peer_gone_) co_return std::nullopt;
    co_return closing(problem(http::status::request_timeout, "the request's head took too long"));
  }
  deadline_.clear();
  co_return std::nullopt;
}

awaitable<std::optional<Response>> Connection::read_body(std::size_t limit) {
  if (parser_->is_done()) co_return std::nullopt;
  const std::uint64_t expected = parser_->content_length().value_or(limit);
  if (expected > limit) co_return refuse_message(http::error::body_limit);
  parser_->body_limit(limit);
  parser_->eager(true);
  if (buffer_.size() == 0 && parser_->get()[http::field::expect] == "100-continue") {
    BufferList go_on;
    go_on.add(asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25));
    if (!co_await write(go_on)) co_return std::nullopt;
  }
  deadline_.after(core_.options.body_timeout + milliseconds(expected / 16));
  while (!parser_->is_done()) {
    error_code error;
    buffer_.consume(parser_->put(buffer_.data(), error));
    if (error && error != http::error::need_more) co_return refuse_message(error);
    if (parser_->is_done()) break;
    if (co_await read_more()) continue;
    if (peer_gone_) co_return std::nullopt;
    co_return closing(problem(http::status::request_timeout, "the request's body took too long"));
  }
  deadline_.clear();
  co_return std::nullopt;
}

Connection::Exchange Connection::begin_exchange() {
  Exchange exchange;
  exchange.began = Deadline::Clock::now();
  core_.requests.fetch_add(1, std::memory_order_relaxed);
  Request& request = exchange.request;
  request.id = core_.next_request_id();
  request.remote_address = peer_.address;
  request.local = peer_.local;
  request.secure = tls_ != nullptr;
  if (parser_->is_header_done()) {
    const auto& message = parser_->get();
    request.method = message.method();
    request.target = message.target();
    exchange.origin = message[http::field::origin];
    exchange.keep_alive = message.keep_alive();
    exchange.conditions.method = request.method;
    learn_peer(request);
  }
  exchange.secure = request.secure;
  exchange.record.id = request.id;
  exchange.record.remote_address = request.remote_address;
  exchange.record.method = request.method;
  exchange.record.target = request.target;
  return exchange;
}

// A trusted proxy appended the address it saw as the last element; what stands before it anyone can write.
void Connection::learn_peer(Request& request) const {
  const auto& trusted = core_.options.trusted_proxies;
  if (std::find(trusted.begin(), trusted.end(), peer_.address) == trusted.end()) return;
  const auto& message = parser_->get();
  std::string_view chain = message["X-Forwarded-For"];
  chain = chain.substr(chain.rfind(',') + 1);
  while (!chain.empty() && chain.front() == ' ') chain.remove_prefix(1);
  error_code error;
  const auto address = asio::ip::make_address(chain, error);
  if (!error) request.remote_address = address.to_string();
  request.secure = request.secure || message["X-Forwarded-Proto"] == "https";
}

// Everything that can be refused on the head alone.
std::optional<Response> Connection::route(Exchange& exchange) {
  Request& request = exchange.request;
  const auto& message = parser_->get();
  if (message.version() != 11 && message.version() != 10) {
    return closing(problem(http::status::http_version_not_supported, "this server speaks HTTP/1.1"));
  }
  // RFC 9112 section 3.2: exactly one Host in HTTP/1.1.
  const auto hosts = message.count(http::field::host);
  if (hosts > 1 || (hosts == 0 && message.version() == 11)) {
    return closing(problem(http::status::bad_request, "the request needs exactly one Host header"));
  }
  if (request.method == http::verb::unknown) return problem(http::status::not_implemented, "unknown method");
  if (request.method == http::verb::options && request.target == "*") return no_content();
  auto target = parse_target(request.target);
  if (!target) {
    const bool long_one = target.error().code == make_error_code(errc::too_large);
    return problem(long_one ? http::status::uri_too_long : http::status::bad_request, target.error().detail);
  }
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  exchange.match = core_.router.match(request.method, target->segments);
  const Route* found = exchange.match.route;
  if (!found) return refuse_method(exchange);
  if (found->options.local_only && !peer_.local) {
    return problem(http::status::not_found, "there is nothing at this address");
  }
  request.route = found->pattern;
  exchange.record.route = found->pattern;
  request.path_parameters = std::move(exchange.match.path_parameters);
  if (found->websocket) return refuse_upgrade(exchange);
  return std::nullopt;
}

std::optional<Response> Connection::refuse_method(const Exchange& exchange) const {
  const auto& allowed = exchange.match.allowed;
  if (allowed.empty()) return problem(http::status::not_found, "there is nothing at this address");
  std::vector<std::string_view> names;
  for (http::verb method : allowed) names.push_back(http::to_string(method));
  const std::string list = fmt::format("{}", fmt::join(names, ", "));
  if (exchange.request.method != http::verb::options) {
    Response response = problem(http::status::method_not_allowed, fmt::format("this address knows {}", list));
    response.set("Allow", list);
    return response;
  }
  const bool asks = parser_->get().count(http::field::access_control_request_method) != 0;
  if (exchange.match.cors && asks) return preflight(*exchange.match.cors, exchange.origin, allowed);
  Response response = no_content();
  response.set("Allow", list);
  return response;
}

std::optional<Response> Connection::refuse_upgrade(const Exchange& exchange) const {
  const auto& message = parser_->get();
  if (!boost::beast::websocket::is_upgrade(message)) {
    Response response = problem(http::status::upgrade_required, "this address speaks WebSocket only");
    response.set("Upgrade", "websocket");
    return response;
  }
  const auto& options = exchange.match.route->websocket_options;
  if (options.origin_allowed) {
    Request asked = exchange.request;
    asked.headers = message.base();
    if (options.origin_allowed(asked)) return std::nullopt;
  } else {
    const std::size_t host = exchange.origin.find("://");
    const bool same =
        host != std::string::npos &&
        boost::beast::iequals(std::string_view(exchange.origin).substr(host + 3), message[http::field::host]);
    if (exchange.origin.empty() || same) return std::nullopt;
  }
  return problem(http::status::forbidden, "pages of this origin may not connect");
}

awaitable<Response> Connection::call_handler(const Route& route, Request request) {
  const std::string id = request.id;
  Response response;
  try {
    awaitable<Response> pending = route.handler(std::move(request));
    response = co_await std::move(pending);
  } catch (const std::exception& bug) {
    log::error("http_handler_failed route={} request={} error=\"{}\"", route.pattern, id, bug.what());
    response = problem(http::status::internal_server_error,
                       fmt::format("something went wrong here; the log has it under {}", id));
  }
  co_return response;
}

awaitable<bool> Connection::answer(Exchange& exchange, Response response) {
  const Router::Match& match = exchange.match;
  if (match.route && match.route->options.cors) apply_cors(*match.route->options.cors, exchange.origin, response);
  const bool no_body = exchange.conditions.method == http::verb::head;
  const bool keep_alive = exchange.keep_alive && !response.close && !core_.stopping;
  HeadFacts facts;
  facts.security = &core_.options.security;
  facts.request_id = exchange.record.id;
  facts.keep_alive = keep_alive;
  facts.secure = exchange.secure;
  const std::string head = response_head(response, facts);
  BufferList buffers;
  buffers.add(asio::buffer(head));
  if (!no_body) buffers.add(asio::buffer(response.text()));
  bool written = co_await write(buffers);
  if (auto* slice = std::get_if<FileSlice>(&response.body); slice && written && !no_body) {
    written = co_await write_slice(*slice);
  }
  if (core_.options.access_log) {
    AccessRecord& record = exchange.record;
    record.status = static_cast<unsigned>(response.status);
    record.bytes = no_body ? 0 : response.body_size();
    record.micros =
        std::chrono::duration_cast<std::chrono::microseconds>(Deadline::Clock::now() - exchange.began).count();
    core_.options.access_log(record);
  }
  co_return written&& keep_alive;
}

awaitable<bool> Connection::write(BufferList buffers) {
  while (!buffers.empty()) {
    deadline_.after(core_.options.write_timeout);
    IoCount put = co_await write_some(*stream_, buffers);
    if (put.error) {
      peer_gone_ = true;
      break;
    }
    buffers.consume(put.bytes);
  }
  deadline_.clear();
  co_return buffers.empty();
}

awaitable<bool> Connection::write_slice(FileSlice slice) {
  while (slice.length != 0) {
    const std::size_t wanted = std::min<std::uint64_t>(slice.length, big_read_size);
    auto read = [file = slice.file, at = slice.offset, wanted] {
      std::string bytes(wanted, '\0');
      const ssize_t got = ::pread(*file, bytes.data(), wanted, static_cast<off_t>(at));
      bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
      return bytes;
    };
    Result<std::string> bytes = co_await run_blocking(core_.files, std::move(read));
    // The length was promised in the head: when the file is shorter now, only closing tells the client.
    if (!bytes || bytes->empty()) {
      log::warn("http_file_slice_failed remote={} left={}", peer_.address, slice.length);
      co_return false;
    }
    BufferList piece;
    piece.add(asio::buffer(*bytes));
    if (!co_await write(piece)) co_return false;
    slice.offset += bytes->size();
    slice.length -= bytes->size();
  }
  co_return true;
}

awaitable<void> Connection::finish() {
  deadline_.after(goodbye_wait);
  co_await goodbye(*stream_);
  deadline_.clear();
  (*stream_)->close();
}

awaitable<void> Connection::serve_websocket(Exchange& exchange) {
  auto message = parser_->release();
  Request request = std::move(exchange.request);
  request.headers = message.base();
  if (buffer_.size() != 0) {
    const auto left = buffer_.cdata();
    stream_->push_back(std::string(static_cast<const char*>(left.data()), left.size()));
  }
  buffer_ = {};
  parser_.reset();
  const Route& found = *exchange.match.route;
  websocket_ = ServerSession::make(std::move(*stream_), found.websocket_options, std::move(request),
                                   [this] { core_.slow_readers.fetch_add(1, std::memory_order_relaxed); });
  stream_.reset();
  auto began = [this, record = std::move(exchange.record)]() mutable {
    record.status = 101;
    if (core_.options.access_log) core_.options.access_log(record);
  };
  if (core_.stopping) websocket_->close(1001, "the server is stopping");
  co_await websocket_->run(std::move(message), found.websocket, std::move(began));
}

}  // namespace tandem::net
