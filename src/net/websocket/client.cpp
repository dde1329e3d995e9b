#include "net/websocket/client.hpp"

#include <fmt/format.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/websocket.hpp>

#include "net/connect.hpp"

namespace tandem::net {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;

namespace {

constexpr auto as_tuple_awaitable = asio::as_tuple(asio::use_awaitable);

class Client final : public WebSocketClient {
 public:
  Client(AnyStream stream, std::size_t max_message) : beast_(std::move(stream)), max_message_(max_message) {
    beast_.read_message_max(max_message);
    websocket::stream_base::timeout limits;
    limits.handshake_timeout = std::chrono::seconds(10);
    limits.idle_timeout = websocket::stream_base::none();
    limits.keep_alive_pings = false;
    beast_.set_option(limits);
  }

  awaitable<Result<void>> handshake(Url url, std::vector<Parameter> headers) {
    auto decorate = [headers = std::move(headers)](websocket::request_type& request) {
      for (const Parameter& header : headers) request.set(header.name, header.value);
    };
    beast_.set_option(websocket::stream_base::decorator(std::move(decorate)));
    websocket::response_type answer;
    auto [error] = co_await beast_.async_handshake(answer, url.authority, url.target, as_tuple_awaitable);
    if (!error) co_return Result<void>{};
    if (error != websocket::error::upgrade_declined) co_return fail(errc::closed, error.message());
    co_return fail(errc::refused, fmt::format("the server answered {}", answer.result_int()));
  }

  awaitable<Result<void>> send(std::string text, bool binary) override {
    beast_.binary(binary);
    auto [error, bytes] = co_await beast_.async_write(asio::buffer(text), as_tuple_awaitable);
    if (error) co_return fail(errc::closed, error.message());
    co_return Result<void>{};
  }

  awaitable<Result<std::string>> receive() override {
    std::string message;
    auto buffer = asio::dynamic_buffer(message, max_message_ + 4096);
    auto [error, bytes] = co_await beast_.async_read(buffer, as_tuple_awaitable);
    if (!error) co_return message;
    const bool said = error == websocket::error::closed;
    close_code_ = said ? beast_.reason().code : std::uint16_t{1006};
    if (said && close_code_ == 0) close_code_ = 1005;
    if (said) close_reason_ = std::string(beast_.reason().reason.data(), beast_.reason().reason.size());
    co_return fail(errc::closed, error.message());
  }

  awaitable<void> close(std::uint16_t code, std::string reason) override {
    websocket::close_reason why;
    why.code = code;
    why.reason = reason;
    co_await beast_.async_close(why, as_tuple_awaitable);
  }

  std::uint16_t close_code() const override { return close_code_; }
  std::string_view close_reason() const override { return close_reason_; }

 private:
  websocket::stream<AnyStream, false> beast_;
  const std::size_t max_message_;
  std::uint16_t close_code_ = 0;
  std::string close_reason_;
};

}  // namespace

awaitable<Result<std::unique_ptr<WebSocketClient>>> WebSocketClient::connect(WebSocketUrl where) {
  auto url = parse_url(where.url, "ws");
  if (!url) co_return url.error();
  Connector to(co_await asio::this_coro::executor);
  to.after(where.time_limit);
  Result<void> opened = co_await to.open(*url, where.unix_path, where.tls);
  if (!opened) co_return opened.error();
  to.clear();
  auto client = std::make_unique<Client>(to.release(), where.max_message);
  Result<void> agreed = co_await client->handshake(*url, std::move(where.headers));
  if (!agreed) co_return agreed.error();
  co_return std::unique_ptr<WebSocketClient>(std::move(client));
}

}  // namespace tandem::net
