// Opens the client's end of a connection: URL, name, address, TLS. Shared by the HTTP and the WebSocket client.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "net/deadline.hpp"
#include "net/error.hpp"
#include "net/stream.hpp"

namespace tandem::net {

struct Url {
  bool secure = false;
  std::string host;  // without brackets
  std::string port;
  std::string authority;  // for the Host header
  std::string target;     // path and query, starts with "/"
};

// schemes: "http" or "ws"; the secure one has an "s" more. bad_url says what is wrong; user names are refused.
Result<Url> parse_url(std::string_view text, std::string_view scheme);

// A connection attempt that a Deadline can cut at any point. Lives in the coroutine that uses it.
class Connector {
 public:
  explicit Connector(boost::asio::any_io_executor executor);
  void after(std::chrono::milliseconds limit) { deadline_.after(limit); }
  void clear() { deadline_.clear(); }
  bool expired() const { return deadline_.expired(); }

  boost::asio::awaitable<Result<void>> open(Url url, std::string unix_path, std::shared_ptr<TlsContext> tls);
  AnyStream& stream() { return *stream_; }
  // The stream leaves; what the deadline would cut then is up to the caller.
  AnyStream release() { return std::move(*stream_); }
  Failure failure(errc otherwise, const error_code& error, std::string_view what) const;

 private:
  boost::asio::awaitable<Result<Socket>> connect_tcp(Url url);
  boost::asio::awaitable<Result<Socket>> connect_unix(std::string path);
  void cut();

  boost::asio::any_io_executor executor_;
  std::function<void()> cut_pending_;
  Stream* handshaking_ = nullptr;
  std::optional<AnyStream> stream_;
  Deadline deadline_;
};

}  // namespace tandem::net
