// One face for TCP, Unix and TLS connections, so that the HTTP code and Beast's WebSocket are compiled once. A stream
// belongs to one connection and is used on its executor only: one read, one write at a time.
#pragma once

#include <array>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/system/error_code.hpp>
#include <memory>
#include <string>
#include <utility>

#include "net/tls.hpp"

namespace tandem::net {

using boost::system::error_code;
using Socket = boost::asio::generic::stream_protocol::socket;

// Up to eight pieces of one write; a write_some of more than that simply writes less.
class BufferList {
 public:
  using value_type = boost::asio::const_buffer;
  using const_iterator = const value_type*;

  BufferList() = default;
  template <class Buffers>
  explicit BufferList(const Buffers& buffers) {
    auto end = boost::asio::buffer_sequence_end(buffers);
    for (auto it = boost::asio::buffer_sequence_begin(buffers); it != end && count_ < pieces_.size(); ++it) {
      add(boost::asio::const_buffer(*it));
    }
  }
  void add(boost::asio::const_buffer piece) {
    if (piece.size() != 0) pieces_[count_++] = piece;
  }
  void consume(std::size_t bytes);
  bool empty() const { return count_ == 0; }
  const_iterator begin() const { return pieces_.data(); }
  const_iterator end() const { return pieces_.data() + count_; }

 private:
  std::array<boost::asio::const_buffer, 8> pieces_;
  std::size_t count_ = 0;
};

class Stream {
 public:
  using IoHandler = boost::asio::any_completion_handler<void(error_code, std::size_t)>;
  using DoneHandler = boost::asio::any_completion_handler<void(error_code)>;

  virtual ~Stream() = default;
  virtual boost::asio::any_io_executor get_executor() = 0;
  virtual void start_read(boost::asio::mutable_buffer into, IoHandler handler) = 0;
  virtual void start_write(const BufferList& from, IoHandler handler) = 0;
  // Says goodbye (close_notify, FIN) and waits for the peer's end; the caller bounds the time with close().
  virtual void start_goodbye(DoneHandler handler) = 0;
  virtual Socket& socket() = 0;

  void cancel();  // pending operations end with operation_aborted; the stream stays usable
  void close();
};

// Owns a Stream and gives it the AsyncStream shape that Beast asks for.
class AnyStream {
 public:
  using executor_type = boost::asio::any_io_executor;

  explicit AnyStream(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}
  executor_type get_executor() { return stream_->get_executor(); }
  Stream& operator*() { return *stream_; }
  Stream* operator->() { return stream_.get(); }

  // Bytes that were read too far: the next reads give them first.
  void push_back(std::string bytes) { pushed_back_ = std::move(bytes); }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    boost::asio::mutable_buffer first;
    auto end = boost::asio::buffer_sequence_end(buffers);
    for (auto it = boost::asio::buffer_sequence_begin(buffers); it != end && first.size() == 0; ++it) first = *it;
    auto start = [this](auto handler, boost::asio::mutable_buffer into) { read(into, std::move(handler)); };
    return boost::asio::async_initiate<Token, void(error_code, std::size_t)>(start, token, first);
  }

  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    auto start = [this](auto handler, BufferList from) { stream_->start_write(from, std::move(handler)); };
    return boost::asio::async_initiate<Token, void(error_code, std::size_t)>(start, token, BufferList(buffers));
  }

  // Beast's customization points, found by argument-dependent lookup.
  friend void beast_close_socket(AnyStream& stream) { stream->close(); }
  template <class Handler>
  friend void async_teardown(boost::beast::role_type, AnyStream& stream, Handler&& handler) {
    stream->start_goodbye(Stream::DoneHandler(std::forward<Handler>(handler)));
  }

 private:
  void read(boost::asio::mutable_buffer into, Stream::IoHandler handler);

  std::unique_ptr<Stream> stream_;
  std::string pushed_back_;
};

struct IoCount {
  error_code error;
  std::size_t bytes = 0;
};

boost::asio::awaitable<IoCount> read_some(AnyStream& stream, boost::asio::mutable_buffer into);
boost::asio::awaitable<IoCount> write_some(AnyStream& stream, BufferList from);
boost::asio::awaitable<error_code> goodbye(AnyStream& stream);

std::unique_ptr<Stream> plain_stream(Socket socket);

struct SecuredStream {
  error_code error;
  std::unique_ptr<Stream> stream;  // null on error
};
// The server's side of the handshake; the caller bounds the time by closing `*watched`, which is set while it runs.
boost::asio::awaitable<SecuredStream> accept_tls(Socket socket, std::shared_ptr<TlsContext> tls, Stream** watched);
// The client's side: the peer's certificate must be for `host`.
boost::asio::awaitable<SecuredStream> connect_tls(Socket socket, std::shared_ptr<TlsContext> tls, std::string host,
                                                  Stream** watched);

}  // namespace tandem::net
