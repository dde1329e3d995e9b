#include "net/stream.hpp"

#include <openssl/x509v3.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "net/tls_context.hpp"

namespace tandem::net {

namespace asio = boost::asio;

namespace {

constexpr auto as_tuple_awaitable = asio::as_tuple(asio::use_awaitable);

// Reads to the end what the peer still sends: closing with unread bytes would reset the connection and could take our
// last answer away from it (RFC 9112 section 9.6).
asio::awaitable<error_code> finish_tcp(Socket& socket) {
  error_code ignored;
  socket.shutdown(Socket::shutdown_send, ignored);
  std::array<char, 2048> scratch;
  for (;;) {
    auto [error, bytes] = co_await socket.async_read_some(asio::buffer(scratch), as_tuple_awaitable);
    if (error == asio::error::eof) co_return error_code{};
    if (error) co_return error;
  }
}

void run_goodbye(asio::any_io_executor executor, asio::awaitable<error_code> work, Stream::DoneHandler handler) {
  auto done = [executor, handler = std::move(handler)](std::exception_ptr thrown, error_code error) mutable {
    if (thrown) error = asio::error::fault;
    // The handler runs on its own executor, not inside this coroutine's completion.
    asio::post(executor, [handler = std::move(handler), error]() mutable { std::move(handler)(error); });
  };
  asio::co_spawn(executor, std::move(work), std::move(done));
}

class PlainStream final : public Stream {
 public:
  explicit PlainStream(Socket socket) : socket_(std::move(socket)) {}
  asio::any_io_executor get_executor() override { return socket_.get_executor(); }
  void start_read(asio::mutable_buffer into, IoHandler handler) override {
    socket_.async_read_some(into, std::move(handler));
  }
  void start_write(const BufferList& from, IoHandler handler) override {
    socket_.async_write_some(from, std::move(handler));
  }
  void start_goodbye(DoneHandler handler) override {
    run_goodbye(socket_.get_executor(), finish_tcp(socket_), std::move(handler));
  }
  Socket& socket() override { return socket_; }

 private:
  Socket socket_;
};

class TlsStream final : public Stream {
 public:
  TlsStream(Socket socket, std::shared_ptr<TlsContext> tls)
      : tls_(std::move(tls)), stream_(std::move(socket), tls_->context) {}
  asio::any_io_executor get_executor() override { return stream_.get_executor(); }
  void start_read(asio::mutable_buffer into, IoHandler handler) override {
    stream_.async_read_some(into, std::move(handler));
  }
  void start_write(const BufferList& from, IoHandler handler) override {
    stream_.async_write_some(from, std::move(handler));
  }
  void start_goodbye(DoneHandler handler) override {
    run_goodbye(stream_.get_executor(), goodbye_tls(), std::move(handler));
  }
  Socket& socket() override { return stream_.next_layer(); }

  asio::awaitable<error_code> handshake(asio::ssl::stream_base::handshake_type side) {
    auto [error] = co_await stream_.async_handshake(side, as_tuple_awaitable);
    co_return error;
  }

  // SNI only for names (RFC 6066 section 3), the certificate check for names and addresses.
  bool expect_host(const std::string& host) {
    error_code not_an_address;
    asio::ip::make_address(host, not_an_address);
    if (not_an_address && SSL_set_tlsext_host_name(stream_.native_handle(), host.c_str()) != 1) return false;
    stream_.set_verify_mode(asio::ssl::verify_peer);
    error_code error;
    stream_.set_verify_callback(asio::ssl::host_name_verification(host), error);
    return !error;
  }

 private:
  asio::awaitable<error_code> goodbye_tls() {
    auto [error] = co_await stream_.async_shutdown(as_tuple_awaitable);
    // Most browsers close without close_notify; what mattered was already said above TLS.
    if (error && error != asio::ssl::error::stream_truncated && error != asio::error::eof) co_return error;
    co_return error_code{};
  }

  std::shared_ptr<TlsContext> tls_;
  asio::ssl::stream<Socket> stream_;
};

}  // namespace

void BufferList::consume(std::size_t bytes) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < count_; ++i) {
    const std::size_t taken = std::min(bytes, pieces_[i].size());
    bytes -= taken;
    pieces_[i] += taken;
    if (pieces_[i].size() != 0) pieces_[kept++] = pieces_[i];
  }
  count_ = kept;
}

void Stream::cancel() {
  error_code ignored;
  socket().cancel(ignored);
}

void Stream::close() {
  error_code ignored;
  socket().close(ignored);
}

void AnyStream::read(asio::mutable_buffer into, Stream::IoHandler handler) {
  if (pushed_back_.empty() || into.size() == 0) {
    stream_->start_read(into, std::move(handler));
    return;
  }
  const std::size_t bytes = asio::buffer_copy(into, asio::buffer(pushed_back_));
  pushed_back_.erase(0, bytes);
  asio::post(stream_->get_executor(),
             [handler = std::move(handler), bytes]() mutable { std::move(handler)(error_code{}, bytes); });
}

asio::awaitable<IoCount> read_some(AnyStream& stream, asio::mutable_buffer into) {
  auto [error, bytes] = co_await stream.async_read_some(into, as_tuple_awaitable);
  IoCount count;
  count.error = error;
  count.bytes = bytes;
  co_return count;
}

asio::awaitable<IoCount> write_some(AnyStream& stream, BufferList from) {
  auto [error, bytes] = co_await stream.async_write_some(from, as_tuple_awaitable);
  IoCount count;
  count.error = error;
  count.bytes = bytes;
  co_return count;
}

asio::awaitable<error_code> goodbye(AnyStream& stream) {
  auto start = [&stream](auto handler) { stream->start_goodbye(std::move(handler)); };
  auto [error] = co_await asio::async_initiate<decltype(as_tuple_awaitable), void(error_code)>(std::move(start),
                                                                                               as_tuple_awaitable);
  co_return error;
}

std::unique_ptr<Stream> plain_stream(Socket socket) { return std::make_unique<PlainStream>(std::move(socket)); }

asio::awaitable<SecuredStream> accept_tls(Socket socket, std::shared_ptr<TlsContext> tls, Stream** watched) {
  auto stream = std::make_unique<TlsStream>(std::move(socket), std::move(tls));
  *watched = stream.get();
  SecuredStream secured;
  secured.error = co_await stream->handshake(asio::ssl::stream_base::server);
  *watched = nullptr;
  if (!secured.error) secured.stream = std::move(stream);
  co_return secured;
}

asio::awaitable<SecuredStream> connect_tls(Socket socket, std::shared_ptr<TlsContext> tls, std::string host,
                                           Stream** watched) {
  auto stream = std::make_unique<TlsStream>(std::move(socket), std::move(tls));
  SecuredStream secured;
  if (!stream->expect_host(host)) {
    secured.error = asio::error::invalid_argument;
    co_return secured;
  }
  *watched = stream.get();
  secured.error = co_await stream->handshake(asio::ssl::stream_base::client);
  *watched = nullptr;
  if (!secured.error) secured.stream = std::move(stream);
  co_return secured;
}

}  // namespace tandem::net
