#include "net/http/client.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include "net/connect.hpp"
#include "net/server/test_server.hpp"

namespace tandem::net {
namespace {

using namespace testing;

errc code_of(ClientRequest request) {
  auto answer = fetch_blocking(std::move(request));
  return answer ? errc{} : static_cast<errc>(answer.error().code.value());
}

TEST(Url, parts_are_taken_apart) {
  const auto url = parse_url("https://[::1]:8443/a/b?c=d", "http");
  ASSERT_TRUE(url);
  EXPECT_TRUE(url->secure);
  EXPECT_EQ(url->host, "::1");
  EXPECT_EQ(url->port, "8443");
  EXPECT_EQ(url->authority, "[::1]:8443");
  EXPECT_EQ(url->target, "/a/b?c=d");
  EXPECT_EQ(parse_url("http://host", "http")->target, "/");
  for (const char* bad : {"ftp://host/", "host", "http://", "http://user@host/", "http://host/ a", ""}) {
    EXPECT_FALSE(parse_url(bad, "http")) << bad;
  }
}

TEST(Client, limits_hold) {
  Router router;
  router.get("/large", says(std::string(5000, 'x')));
  router.get("/late", [](Request) -> awaitable<Response> {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    timer.expires_after(std::chrono::seconds(2));
    co_await timer.async_wait(asio::use_awaitable);
    co_return no_content();
  });
  ServerOptions options;
  options.drain_timeout = std::chrono::milliseconds(10);
  TestServer server(std::move(router), options);
  ClientRequest large;
  large.url = server.url("/large");
  large.answer_limit = 4000;
  EXPECT_EQ(code_of(large), errc::too_large);
  ClientRequest late;
  late.url = server.url("/late");
  late.time_limit = std::chrono::milliseconds(50);
  EXPECT_EQ(code_of(late), errc::timed_out);
}

TEST(Client, failures_have_names) {
  ClientRequest nobody;
  {
    TestServer gone{Router{}};
    nobody.url = gone.url("/");
  }
  EXPECT_EQ(code_of(nobody), errc::cannot_connect);
  ClientRequest wrong;
  wrong.url = "gopher://x";
  EXPECT_EQ(code_of(wrong), errc::bad_url);
  ClientRequest injecting;
  injecting.url = "http://127.0.0.1:1/";
  injecting.headers = {{"X", "a\r\nY: b"}};
  EXPECT_EQ(code_of(injecting), errc::bad_message);
}

}  // namespace
}  // namespace tandem::net
