#include "net/websocket/server_session.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>
#include <deque>
#include <mutex>
#include <optional>

#include "base/log.hpp"
#include "net/deadline.hpp"

namespace tandem::net {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using websocket::close_code;

namespace {

constexpr auto as_tuple_awaitable = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds slow_reader_grace{2000};

bool offers(std::string_view list, std::string_view wanted) {
  while (!list.empty()) {
    std::string_view one = list.substr(0, list.find(','));
    list = one.size() == list.size() ? std::string_view() : list.substr(one.size() + 1);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    while (!one.empty() && one.back() == ' ') one.remove_suffix(1);
    if (one == wanted) return true;
  }
  return false;
}

class Session final : public ServerSession, public std::enable_shared_from_this<Session> {
 public:
  using BeastStream = websocket::stream<AnyStream, false>;

  Session(AnyStream stream, const WebSocketOptions& options, Request request, std::function<void()> on_slow_reader)
      : options_(options),
        request_(std::move(request)),
        on_slow_reader_(std::move(on_slow_reader)),
        executor_(stream.get_executor()),
        socket_(&*stream) {
    deadline_.emplace(executor_, [this] { cut(); });
    beast_.emplace(std::move(stream));
  }

  awaitable<Result<std::string>> receive() override;
  bool send(std::string text) override { return queue({std::make_shared<const std::string>(std::move(text)), false}); }
  bool send(SharedBytes text) override { return queue({std::move(text), false}); }
  bool send_binary(std::string bytes) override {
    return queue({std::make_shared<const std::string>(std::move(bytes)), true});
  }
  void close(std::uint16_t code, std::string_view reason) override;

  const Request& request() const override { return request_; }
  bool is_open() const override { return state_.load() == State::open; }
  bool last_was_binary() const override { return last_was_binary_; }
  std::uint16_t close_code() const override { return peer_code_; }
  std::size_t queued_bytes() const override {
    std::lock_guard lock(mutex_);
    return queue_bytes_;
  }
  asio::any_io_executor executor() override { return executor_; }

  awaitable<void> run(http::request<http::string_body> upgrade, WebSocketHandler handler,
                      std::function<void()> began) override;
  void cut() override {
    if (socket_) socket_->close();
  }

 private:
  // closing: nothing more is queued, what is queued is written, then the close frame. dropped: the queue is gone too.
  enum class State { open, closing, gone };
  struct Outgoing {
    SharedBytes bytes;
    bool binary = false;
  };

  bool queue(Outgoing message);
  void wake_writer();  // with mutex_ held
  void start_writer();
  awaitable<void> write_all();
  awaitable<bool> accept(const http::request<http::string_body>& upgrade);
  awaitable<void> settle();
  void read_failed(const error_code& error);
  void detach();

  const WebSocketOptions& options_;  // of the route: outlives the connection
  const Request request_;
  std::function<void()> on_slow_reader_;
  const asio::any_io_executor executor_;

  // On the connection's thread.
  std::optional<BeastStream> beast_;
  Stream* socket_;
  std::optional<Deadline> deadline_;
  std::optional<asio::steady_timer> settled_;
  bool writing_ = false;
  bool accepted_ = false;
  bool close_sent_ = false;
  bool last_was_binary_ = false;
  std::atomic<std::uint16_t> peer_code_{0};

  std::atomic<State> state_{State::open};  // changed under mutex_
  mutable std::mutex mutex_;
  std::deque<Outgoing> queue_;
  std::size_t queue_bytes_ = 0;
  bool wake_posted_ = false;
  websocket::close_reason our_reason_;
};

bool Session::queue(Outgoing message) {
  if (!message.bytes) return false;
  std::lock_guard lock(mutex_);
  if (state_ != State::open) return false;
  const std::size_t size = message.bytes->size();
  if (queue_.size() < options_.queue_messages && queue_bytes_ + size <= options_.queue_bytes) {
    queue_bytes_ += size;
    queue_.push_back(std::move(message));
    wake_writer();
    return true;
  }
  log::warn("websocket_slow_reader_dropped route={} remote={} request={} messages={} bytes={}", request_.route,
            request_.remote_address, request_.id, queue_.size(), queue_bytes_);
  queue_.clear();
  queue_bytes_ = 0;
  state_ = State::closing;
  our_reason_ = websocket::close_reason(close_code::try_again_later, "reading too slowly");
  auto drop = [self = shared_from_this()] {
    if (self->on_slow_reader_) self->on_slow_reader_();
    // The write that is stuck may never end, and the close frame stands behind it.
    if (self->beast_) self->deadline_->after(slow_reader_grace);
  };
  asio::post(executor_, std::move(drop));
  wake_writer();
  return false;
}

void Session::close(std::uint16_t code, std::string_view reason) {
  std::lock_guard lock(mutex_);
  if (state_ != State::open) return;
  state_ = State::closing;
  // A control frame has room for 123 bytes of reason (RFC 6455 section 5.5).
  our_reason_.code = code;
  our_reason_.reason = boost::beast::string_view(reason.data(), std::min<std::size_t>(reason.size(), 123));
  wake_writer();
}

// Posting under the lock means that detach() comes after it, and so does the end of the io_context.
void Session::wake_writer() {
  if (wake_posted_) return;
  wake_posted_ = true;
  asio::post(executor_, [self = shared_from_this()] { self->start_writer(); });
}

void Session::start_writer() {
  if (writing_ || !accepted_ || !beast_) return;
  writing_ = true;
  auto done = [self = shared_from_this()](std::exception_ptr thrown) {
    if (thrown) {
      self->writing_ = false;
      self->cut();
    }
    if (self->settled_) self->settled_->cancel();
  };
  asio::co_spawn(executor_, write_all(), std::move(done));
}

awaitable<void> Session::write_all() {
  for (;;) {
    Outgoing next;
    websocket::close_reason reason;
    {
      std::lock_guard lock(mutex_);
      if (!queue_.empty()) {
        next = std::move(queue_.front());
        queue_.pop_front();
      } else if (state_ == State::closing && !close_sent_) {
        close_sent_ = true;
        reason = our_reason_;
      } else {
        // Both at once: a send that comes from now on posts again, and must then find no writer.
        wake_posted_ = false;
        writing_ = false;
        co_return;
      }
    }
    if (!next.bytes) {
      co_await beast_->async_close(reason, as_tuple_awaitable);
      continue;
    }
    beast_->binary(next.binary);
    auto [error, written] = co_await beast_->async_write(asio::buffer(*next.bytes), as_tuple_awaitable);
    std::lock_guard lock(mutex_);
    // Counted until written, so that the bytes of a stuck write stay within the bound.
    queue_bytes_ -= std::min(queue_bytes_, next.bytes->size());
    if (!error) continue;
    queue_.clear();
    queue_bytes_ = 0;
    state_ = State::gone;
    wake_posted_ = false;
    writing_ = false;
    co_return;
  }
}

awaitable<Result<std::string>> Session::receive() {
  if (!beast_ || state_ == State::gone) co_return fail(errc::closed, "the connection is closed");
  auto self = shared_from_this();
  std::string message;
  // Beast refuses what is too long by itself (1009); the buffer's own bound only has to be past that.
  auto buffer = asio::dynamic_buffer(message, options_.max_message + 4096);
  auto [error, bytes] = co_await beast_->async_read(buffer, as_tuple_awaitable);
  if (error) {
    read_failed(error);
    co_return fail(errc::closed, error.message());
  }
  last_was_binary_ = beast_->got_binary();
  if (last_was_binary_ && !options_.allow_binary) {
    close(close_code::unknown_data, "text only");
    co_return fail(errc::closed, "a binary message came where only text is allowed");
  }
  if (state_ != State::open) co_return fail(errc::closed, "this side closed the connection");
  co_return message;
}

void Session::read_failed(const error_code& error) {
  std::lock_guard lock(mutex_);
  const bool by_peer = error == websocket::error::closed;
  peer_code_ = by_peer ? beast_->reason().code : std::uint16_t{1006};
  if (by_peer && peer_code_ == 0) peer_code_ = 1005;
  if (error == websocket::error::bad_frame_payload || error == websocket::error::message_too_big) {
    log::debug("websocket_message_refused route={} remote={} request={} error=\"{}\"", request_.route,
               request_.remote_address, request_.id, error.message());
  }
  queue_.clear();
  queue_bytes_ = 0;
  state_ = State::gone;
}

awaitable<bool> Session::accept(const http::request<http::string_body>& upgrade) {
  websocket::stream_base::timeout limits;
  limits.handshake_timeout = options_.close_timeout;
  limits.idle_timeout = options_.ping_interval * 2;
  limits.keep_alive_pings = true;
  beast_->set_option(limits);
  const bool named =
      !options_.subprotocol.empty() && offers(upgrade[http::field::sec_websocket_protocol], options_.subprotocol);
  auto decorate = [this, named](websocket::response_type& response) {
    response.set("X-Request-Id", request_.id);
    if (named) response.set(http::field::sec_websocket_protocol, options_.subprotocol);
  };
  beast_->set_option(websocket::stream_base::decorator(std::move(decorate)));
  beast_->read_message_max(options_.max_message);
  beast_->auto_fragment(false);
  beast_->write_buffer_bytes(512);
  auto [error] = co_await beast_->async_accept(upgrade, as_tuple_awaitable);
  co_return !error;
}

awaitable<void> Session::run(http::request<http::string_body> upgrade, WebSocketHandler handler,
                             std::function<void()> began) {
  auto self = shared_from_this();
  // Also when the frame is destroyed with the io_context: the shell must not keep the socket.
  std::unique_ptr<Session, void (*)(Session*)> guard(this, [](Session* s) { s->detach(); });
  if (!co_await accept(upgrade)) co_return;
  began();
  upgrade = {};
  accepted_ = true;
  start_writer();
  try {
    awaitable<void> pending = handler(self);
    co_await std::move(pending);
  } catch (const std::exception& bug) {
    log::error("websocket_handler_failed route={} request={} error=\"{}\"", request_.route, request_.id, bug.what());
    close(close_code::internal_error, "something went wrong here");
  }
  handler = nullptr;
  close(close_code::normal, {});
  start_writer();  // at once: a posted start would come after the end
  co_await settle();
}

// Waits until no operation of the stream is pending, at most for the closing handshake.
awaitable<void> Session::settle() {
  if (!writing_) co_return;
  deadline_->after(options_.close_timeout);
  settled_.emplace(executor_);
  while (writing_) {
    settled_->expires_after(std::chrono::hours(1));
    co_await settled_->async_wait(as_tuple_awaitable);
  }
}

void Session::detach() {
  std::lock_guard lock(mutex_);
  state_ = State::gone;
  queue_.clear();
  queue_bytes_ = 0;
  deadline_.reset();
  settled_.reset();
  socket_ = nullptr;
  beast_.reset();
  on_slow_reader_ = nullptr;
}

}  // namespace

std::shared_ptr<ServerSession> ServerSession::make(AnyStream stream, const WebSocketOptions& options, Request request,
                                                   std::function<void()> on_slow_reader) {
  return std::make_shared<Session>(std::move(stream), options, std::move(request), std::move(on_slow_reader));
}

}  // namespace tandem::net
