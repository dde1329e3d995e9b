#include "net/websocket/session.hpp"

#include <boost/asio/this_coro.hpp>
#include <mutex>

#include "net/server/test_server.hpp"
#include "net/websocket/client.hpp"

namespace tandem::net {
namespace {

using namespace testing;
using std::chrono::milliseconds;

awaitable<void> echo_all(std::shared_ptr<WebSocketSession> session) {
  for (;;) {
    Result<std::string> message = co_await session->receive();
    if (!message) co_return;
    if (session->last_was_binary()) {
      session->send_binary(std::move(*message));
    } else {
      session->send(std::move(*message));
    }
  }
}

Router echo_socket(WebSocketOptions options = {}) {
  Router router;
  router.websocket("/socket/{name}", echo_all, std::move(options));
  return router;
}

WebSocketUrl to(const TestServer& server, std::string_view path = "/socket/a") {
  WebSocketUrl where;
  where.url = server.url(path, "ws");
  return where;
}

// Sends one message and gives the answer, or the code the server closed with.
struct Said {
  std::string text;
  std::uint16_t code = 0;
  std::string refused;
};
awaitable<Said> say(WebSocketUrl where, std::string text, bool binary = false) {
  Said said;
  auto client = co_await WebSocketClient::connect(std::move(where));
  if (!client) {
    said.refused = client.error().detail;
    co_return said;
  }
  co_await (*client)->send(std::move(text), binary);
  Result<std::string> answer = co_await (*client)->receive();
  said.code = (*client)->close_code();
  if (answer) {
    said.text = *answer;
    co_await (*client)->close();
  }
  co_return said;
}

TEST(WebSocket, messages_are_echoed) {
  TestServer server(echo_socket());
  EXPECT_EQ(run(say(to(server), "退款")).text, "退款");
  EXPECT_EQ(run(say(to(server), std::string(60000, 'x'))).text.size(), 60000U);
  EXPECT_EQ(run(say(to(server), "")).text, "");
}

TEST(WebSocket, what_is_not_allowed_closes_with_its_code) {
  TestServer server(echo_socket());
  EXPECT_EQ(run(say(to(server), "\xff\xfe")).code, 1007);
  EXPECT_EQ(run(say(to(server), std::string(70000, 'x'))).code, 1009);
  EXPECT_EQ(run(say(to(server), "x", true)).code, 1003);
  WebSocketOptions binary;
  binary.allow_binary = true;
  TestServer other(echo_socket(binary));
  EXPECT_EQ(run(say(to(other), "\xff", true)).text, "\xff");
}

TEST(WebSocket, pages_of_other_origins_are_refused) {
  TestServer server(echo_socket());
  WebSocketUrl where = to(server);
  where.headers = {{"Origin", "http://evil.example"}};
  EXPECT_EQ(run(say(where, "x")).refused, "the server answered 403");
  where.headers = {{"Origin", server.url("")}};
  EXPECT_EQ(run(say(where, "x")).text, "x");
  WebSocketOptions open;
  open.origin_allowed = [](const Request& request) {
    return request.header(http::field::origin) == "https://shop.example" && request.path_value("name") == "a";
  };
  TestServer widget(echo_socket(open));
  where = to(widget);
  where.headers = {{"Origin", "https://shop.example"}};
  EXPECT_EQ(run(say(where, "x")).text, "x");
}

TEST(WebSocket, an_ordinary_request_is_told_to_upgrade) {
  TestServer server(echo_socket());
  const auto answer = server.get("/socket/a");
  EXPECT_EQ(answer.status, 426U);
  EXPECT_EQ(answer.headers["Upgrade"], "websocket");
}

TEST(WebSocket, frames_right_behind_the_upgrade_are_not_lost) {
  TestServer server(echo_socket());
  RawClient client(server->port());
  const std::string frame("\x81\x82\x01\x02\x03\x04\x69\x6b", 8);  // masked "hi"
  client.send(
      "GET /socket/a HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" +
      frame);
  EXPECT_TRUE(client.answer().starts_with("HTTP/1.1 101 "));
  EXPECT_EQ(client.bytes(4), "\x81\x02hi");
}

// A handler that hands its session to the test and then only receives.
struct Captured {
  std::promise<std::shared_ptr<WebSocketSession>> session;
  std::promise<std::uint16_t> ended;
  WebSocketHandler handler() {
    return [this](std::shared_ptr<WebSocketSession> opened) -> awaitable<void> {
      session.set_value(opened);
      while (true) {
        Result<std::string> message = co_await opened->receive();
        if (!message) break;
      }
      ended.set_value(opened->close_code());
    };
  }
};

awaitable<std::vector<std::string>> receive_all(WebSocketUrl where, std::promise<void>& connected,
                                                std::uint16_t& code) {
  auto client = co_await WebSocketClient::connect(std::move(where));
  connected.set_value();
  std::vector<std::string> out;
  for (;;) {
    Result<std::string> message = co_await (*client)->receive();
    if (!message) break;
    out.push_back(std::move(*message));
  }
  code = (*client)->close_code();
  co_return out;
}

TEST(WebSocket, sends_from_many_threads_arrive_whole_and_before_the_close) {
  Captured captured;
  Router router;
  WebSocketOptions options;
  options.queue_messages = 10000;
  router.websocket("/socket/{name}", captured.handler(), options);
  TestServer server(std::move(router));
  std::promise<void> connected;
  std::uint16_t code = 0;
  auto reader = std::async(std::launch::async, [&] { return run(receive_all(to(server), connected, code)); });
  auto session = captured.session.get_future().get();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&session] {
      const auto shared = std::make_shared<const std::string>(100, 'x');
      for (int i = 0; i < 500; ++i) EXPECT_TRUE(session->send(shared));
    });
  }
  for (auto& thread : threads) thread.join();
  session->close(4000, "done");
  EXPECT_FALSE(session->send("late"));
  const auto got = reader.get();
  EXPECT_EQ(got.size(), 2000U);
  EXPECT_TRUE(std::all_of(got.begin(), got.end(), [](const std::string& m) { return m == std::string(100, 'x'); }));
  EXPECT_EQ(code, 4000);
  captured.ended.get_future().wait();
  EXPECT_FALSE(session->is_open());
}

TEST(WebSocket, a_reader_that_does_not_read_is_dropped) {
  Captured captured;
  Router router;
  WebSocketOptions options;
  options.queue_bytes = 200000;
  router.websocket("/socket/{name}", captured.handler(), options);
  TestServer server(std::move(router));
  RawClient client(server->port());
  client.send(
      "GET /socket/a HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  auto session = captured.session.get_future().get();
  int sent = 0;
  while (session->send(std::string(50000, 'x'))) ASSERT_LT(++sent, 10000);
  EXPECT_LE(session->queued_bytes(), 200000U);
  captured.ended.get_future().wait();
  EXPECT_EQ(server->counters().slow_readers, 1U);
  EXPECT_FALSE(session->is_open());
}

TEST(WebSocket, a_slow_reader_that_wakes_up_reads_why) {
  Captured captured;
  Router router;
  WebSocketOptions options;
  options.queue_messages = 2;
  router.websocket("/socket/{name}", captured.handler(), options);
  TestServer server(std::move(router));
  std::promise<void> connected;
  std::uint16_t code = 0;
  auto reader = std::async(std::launch::async, [&] { return run(receive_all(to(server), connected, code)); });
  auto session = captured.session.get_future().get();
  while (session->send("x")) {
  }
  reader.get();
  EXPECT_EQ(code, 1013);
}

TEST(WebSocket, a_silent_peer_is_pinged_and_then_dropped) {
  Captured captured;
  Router router;
  WebSocketOptions options;
  options.ping_interval = milliseconds(50);
  router.websocket("/socket/{name}", captured.handler(), options);
  TestServer server(std::move(router));
  RawClient client(server->port());
  client.send(
      "GET /socket/a HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  EXPECT_TRUE(client.answer().starts_with("HTTP/1.1 101 "));
  EXPECT_TRUE(client.rest().starts_with('\x89'));
  EXPECT_EQ(captured.ended.get_future().get(), 1006);
}

TEST(WebSocket, stop_closes_with_going_away) {
  Captured captured;
  Router router;
  router.websocket("/socket/{name}", captured.handler());
  TestServer server(std::move(router));
  std::promise<void> connected;
  std::uint16_t code = 0;
  auto reader = std::async(std::launch::async, [&] { return run(receive_all(to(server), connected, code)); });
  auto session = captured.session.get_future().get();
  connected.get_future().wait();
  server->stop();
  reader.get();
  EXPECT_EQ(code, 1001);
  EXPECT_FALSE(session->send("to nobody"));
}

TEST(WebSocket, a_handler_that_returns_closes_normally) {
  Router router;
  router.websocket("/socket/{name}", [](std::shared_ptr<WebSocketSession> session) -> awaitable<void> {
    session->send("bye");
    co_return;
  });
  TestServer server(std::move(router));
  std::promise<void> connected;
  std::uint16_t code = 0;
  EXPECT_EQ(run(receive_all(to(server), connected, code)), std::vector<std::string>{"bye"});
  EXPECT_EQ(code, 1000);
}

}  // namespace
}  // namespace tandem::net
