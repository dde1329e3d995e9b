#include "net/connect.hpp"

#include <fmt/format.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace tandem::net {

namespace asio = boost::asio;
using asio::awaitable;
using asio::ip::tcp;

namespace {

constexpr auto as_tuple_awaitable = asio::as_tuple(asio::use_awaitable);

Failure bad_url(std::string_view text, std::string_view why) {
  return fail(errc::bad_url, fmt::format("{}: {}", text, why));
}

}  // namespace

Result<Url> parse_url(std::string_view text, std::string_view scheme) {
  auto parsed = boost::urls::parse_uri(text);
  if (!parsed) return bad_url(text, "not a URL");
  const std::string secure_scheme = std::string(scheme) + 's';
  Url url;
  url.secure = parsed->scheme() == secure_scheme;
  if (!url.secure && parsed->scheme() != scheme) {
    return bad_url(text, fmt::format("only {}:// and {}:// are understood", scheme, secure_scheme));
  }
  if (parsed->has_userinfo()) return bad_url(text, "a user name in a URL is not accepted");
  url.host = parsed->host_address();
  if (url.host.empty()) return bad_url(text, "the host is missing");
  url.port = parsed->port();
  if (url.port.empty()) url.port = url.secure ? "443" : "80";
  const std::string_view host_and_port = parsed->encoded_host_and_port();
  url.authority = host_and_port;
  const std::string_view path = parsed->encoded_path();
  const std::string_view query = parsed->encoded_query();
  url.target = path.empty() ? "/" : std::string(path);
  if (parsed->has_query()) url.target.append("?").append(query);
  return url;
}

Connector::Connector(asio::any_io_executor executor) : executor_(executor), deadline_(executor, [this] { cut(); }) {}

void Connector::cut() {
  if (cut_pending_) {
    cut_pending_();
  } else if (handshaking_) {
    handshaking_->close();
  } else if (stream_) {
    (*stream_)->close();
  }
}

Failure Connector::failure(errc otherwise, const error_code& error, std::string_view what) const {
  if (expired()) return fail(errc::timed_out, fmt::format("{} took too long", what));
  return fail(otherwise, fmt::format("{}: {}", what, error.message()));
}

awaitable<Result<Socket>> Connector::connect_tcp(Url url) {
  tcp::resolver resolver(executor_);
  cut_pending_ = [&resolver] { resolver.cancel(); };
  auto [not_found, addresses] = co_await resolver.async_resolve(url.host, url.port, as_tuple_awaitable);
  cut_pending_ = nullptr;
  if (not_found || expired()) co_return failure(errc::cannot_resolve, not_found, url.authority);
  tcp::socket socket(executor_);
  cut_pending_ = [&socket] {
    error_code ignored;
    socket.close(ignored);
  };
  error_code last = asio::error::host_unreachable;
  for (const auto& address : addresses) {
    if (expired()) break;
    error_code ignored;
    socket.close(ignored);
    auto [error] = co_await socket.async_connect(address.endpoint(), as_tuple_awaitable);
    last = error;
    if (!error) break;
  }
  cut_pending_ = nullptr;
  if (last || expired()) co_return failure(errc::cannot_connect, last, url.authority);
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  co_return Socket(std::move(socket));
}

awaitable<Result<Socket>> Connector::connect_unix(std::string path) {
  if (path.size() > 107) co_return fail(errc::bad_address, fmt::format("{}: longer than 107 bytes", path));
  asio::local::stream_protocol::socket socket(executor_);
  const asio::local::stream_protocol::endpoint where(path);
  auto [error] = co_await socket.async_connect(where, as_tuple_awaitable);
  if (error) co_return failure(errc::cannot_connect, error, path);
  co_return Socket(std::move(socket));
}

awaitable<Result<void>> Connector::open(Url url, std::string unix_path, std::shared_ptr<TlsContext> tls) {
  awaitable<Result<Socket>> attempt = unix_path.empty() ? connect_tcp(url) : connect_unix(unix_path);
  Result<Socket> socket = co_await std::move(attempt);
  if (!socket) co_return socket.error();
  if (!url.secure) {
    stream_.emplace(plain_stream(std::move(*socket)));
    co_return Result<void>{};
  }
  if (!tls) {
    auto made = tls_client();
    if (!made) co_return made.error();
    tls = *made;
  }
  SecuredStream secured = co_await connect_tls(std::move(*socket), std::move(tls), url.host, &handshaking_);
  if (secured.error) co_return failure(errc::tls_failed, secured.error, url.authority);
  stream_.emplace(std::move(secured.stream));
  co_return Result<void>{};
}

}  // namespace tandem::net
