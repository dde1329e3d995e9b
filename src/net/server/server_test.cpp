#include "net/http/server.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/json/parse.hpp>
#include <cstdlib>
#include <fstream>

#include "net/server/test_server.hpp"

namespace tandem::net {
namespace {

using namespace testing;
using std::chrono::milliseconds;

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string folder() {
  std::string name = ::testing::TempDir() + "netXXXXXX";
  return ::mkdtemp(name.data());
}

Router echo_router() {
  Router router;
  router.get("/hello", says("hello"));
  router.get("/items/{id}", echo);
  router.post("/items", echo, {100, nullptr, false});
  router.post("/json", [](Request request) -> awaitable<Response> {
    auto body = request.json();
    if (!body) co_return problem_from(body.error());
    co_return json_response(*body);
  });
  router.get("/bug", [](Request) -> awaitable<Response> {
    throw std::runtime_error("secret");
    co_return Response{};
  });
  return router;
}

TEST(HttpServer, requests_on_one_connection_are_answered_in_order) {
  TestServer server(echo_router());
  RawClient client(server->port());
  client.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(has(client.answer(), "hello"));
  client.send(
      "POST /items HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\noneGET /items/two HTTP/1.1\r\nHost: a\r\n\r\n"
      "POST /items HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nth\r\n3\r\nree\r\n0\r\n\r\n"
      "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(client.answer().ends_with("\r\n\r\none"));
  EXPECT_TRUE(has(client.answer(), "X-Id: two"));
  EXPECT_TRUE(client.answer().ends_with("\r\n\r\nthree"));
  const std::string last = client.rest();
  EXPECT_TRUE(last.ends_with("hello"));
  EXPECT_TRUE(has(last, "Connection: close"));
  EXPECT_EQ(server->counters().accepted, 1U);
  EXPECT_EQ(server->counters().requests, 5U);
}

TEST(HttpServer, a_request_that_comes_byte_by_byte_is_understood) {
  TestServer server(echo_router());
  RawClient client(server->port());
  for (char c : std::string_view("POST /items HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab")) {
    client.send(std::string_view(&c, 1));
  }
  EXPECT_TRUE(client.answer().ends_with("\r\n\r\nab"));
}

TEST(HttpServer, what_is_too_large_is_refused) {
  TestServer server(echo_router());
  RawClient head(server->port());
  head.send("GET /hello HTTP/1.1\r\nHost: a\r\nX: " + std::string(20000, 'x') + "\r\n\r\n");
  EXPECT_TRUE(head.rest().starts_with("HTTP/1.1 431 "));
  RawClient body(server->port());
  body.send("POST /items HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n" + std::string(101, 'x'));
  const std::string refused = body.rest();
  EXPECT_TRUE(refused.starts_with("HTTP/1.1 413 "));
  EXPECT_TRUE(has(refused, "application/problem+json"));
  RawClient chunked(server->port());
  chunked.send("POST /items HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFF\r\n" + std::string(255, 'x'));
  EXPECT_TRUE(chunked.rest().starts_with("HTTP/1.1 413 "));
  RawClient target(server->port());
  target.send("GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(target.rest().starts_with("HTTP/1.1 414 "));
}

TEST(HttpServer, malformed_requests_are_refused_and_cut) {
  TestServer server(echo_router());
  for (std::string_view hostile :
       {"GARBAGE\r\n\r\n", "GET /hello HTTP/1.1\r\n\r\n", "GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST /items HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost : a\r\n\r\n", "GET  /hello HTTP/1.1\r\nHost: a\r\n\r\n"}) {
    RawClient client(server->port());
    client.send(hostile);
    EXPECT_TRUE(client.rest().starts_with("HTTP/1.1 400 ")) << hostile;
  }
}

TEST(HttpServer, expect_continue_is_answered_before_the_body) {
  TestServer server(echo_router());
  RawClient client(server->port());
  client.send("POST /items HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_TRUE(client.answer().starts_with("HTTP/1.1 100 "));
  client.send("ok");
  EXPECT_TRUE(client.answer().ends_with("\r\n\r\nok"));
}

TEST(HttpServer, a_slow_head_is_cut_and_an_idle_connection_closed) {
  ServerOptions options;
  options.header_timeout = milliseconds(50);
  options.idle_timeout = milliseconds(100);
  TestServer server(echo_router(), options);
  RawClient slow(server->port());
  slow.send("GET /hello HTT");
  EXPECT_TRUE(slow.rest().starts_with("HTTP/1.1 408 "));
  RawClient idle(server->port());
  EXPECT_EQ(idle.rest(), "");
  EXPECT_EQ(server->counters().timed_out, 2U);
}

TEST(HttpServer, a_slow_body_is_cut) {
  ServerOptions options;
  options.body_timeout = milliseconds(50);
  TestServer server(echo_router(), options);
  RawClient slow(server->port());
  slow.send("POST /items HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\nabc");
  EXPECT_TRUE(slow.rest().starts_with("HTTP/1.1 408 "));
}

TEST(HttpServer, unknown_paths_and_methods_are_told) {
  TestServer server(echo_router());
  EXPECT_EQ(server.get("/nowhere").status, 404U);
  const auto wrong = server.get("/hello", {}, http::verb::delete_);
  EXPECT_EQ(wrong.status, 405U);
  EXPECT_EQ(wrong.headers["Allow"], "GET, HEAD, OPTIONS");
  EXPECT_EQ(server.get("/hello", {}, http::verb::options).headers["Allow"], "GET, HEAD, OPTIONS");
  EXPECT_EQ(server.get("/a/%2e%2e/hello").status, 400U);
  EXPECT_EQ(server.get("/items/a%2fb").status, 400U);
}

TEST(HttpServer, head_has_the_length_and_no_body) {
  TestServer server(echo_router());
  RawClient client(server->port());
  client.send("HEAD /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const std::string answer = client.rest();
  EXPECT_TRUE(has(answer, "Content-Length: 5\r\n"));
  EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST(HttpServer, broken_json_is_400_with_its_position) {
  TestServer server(echo_router());
  ClientRequest request;
  request.method = http::verb::post;
  request.url = server.url("/json");
  request.headers = {{"Content-Type", "application/json; charset=utf-8"}};
  request.body = "{\"a\": [1,\n2,,3]}";
  auto answer = fetch_blocking(request);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 400U);
  EXPECT_TRUE(has(answer->body, "line 2, column 3")) << answer->body;
  request.headers.clear();
  EXPECT_EQ(fetch_blocking(request)->status, 415U);
}

TEST(HttpServer, every_answer_has_the_security_headers_and_a_request_id) {
  TestServer server(echo_router());
  for (const char* path : {"/hello", "/nowhere"}) {
    const auto answer = server.get(path);
    EXPECT_EQ(answer.headers["X-Content-Type-Options"], "nosniff");
    EXPECT_EQ(answer.headers["Referrer-Policy"], "same-origin");
    EXPECT_FALSE(answer.headers["Content-Security-Policy"].empty());
    EXPECT_FALSE(answer.headers["X-Request-Id"].empty());
  }
}

TEST(HttpServer, an_exception_is_500_and_stays_inside) {
  TestServer server(echo_router());
  const auto answer = server.get("/bug");
  EXPECT_EQ(answer.status, 500U);
  EXPECT_FALSE(has(answer.body, "secret"));
  EXPECT_TRUE(has(answer.body, std::string(answer.headers["X-Request-Id"])));
}

TEST(HttpServer, one_connection_too_many_is_503) {
  ServerOptions options;
  options.max_connections = 1;
  TestServer server(echo_router(), options);
  RawClient first(server->port());
  first.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  first.answer();
  RawClient second(server->port());
  EXPECT_TRUE(second.rest().starts_with("HTTP/1.1 503 "));
  EXPECT_EQ(server->counters().refused, 1U);
}

TEST(HttpServer, a_taken_port_is_told_in_a_sentence) {
  TestServer server(echo_router());
  ServerOptions options;
  options.listen.emplace_back();
  options.listen.back().port = server->port();
  HttpServer second(options, Router{});
  auto started = second.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, make_error_code(errc::address_in_use));
  EXPECT_TRUE(has(started.error().detail, "127.0.0.1:" + std::to_string(server->port()) + " is already in use"));
  options.listen.back().host = "not an address";
  EXPECT_EQ(HttpServer(options, Router{}).start().error().code, make_error_code(errc::bad_address));
}

TEST(HttpServer, stop_waits_for_the_request_in_flight) {
  std::promise<void> entered;
  Router router;
  router.get("/slow", [&](Request) -> awaitable<Response> {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    timer.expires_after(milliseconds(100));
    entered.set_value();
    co_await timer.async_wait(asio::use_awaitable);
    co_return bytes_response("finished", "text/plain");
  });
  TestServer server(std::move(router));
  RawClient idle(server->port());
  RawClient busy(server->port());
  busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
  entered.get_future().wait();
  auto answer = std::async(std::launch::async, [&] { return busy.rest(); });
  auto silence = std::async(std::launch::async, [&] { return idle.rest(); });
  server->stop();
  const std::string finished = answer.get();
  EXPECT_TRUE(finished.ends_with("finished"));
  EXPECT_TRUE(has(finished, "Connection: close"));
  EXPECT_EQ(silence.get(), "");
  EXPECT_EQ(server->counters().open, 0U);
}

TEST(HttpServer, stop_cuts_a_handler_that_never_ends) {
  std::promise<void> entered;
  Router router;
  router.get("/never", [&](Request) -> awaitable<Response> {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    timer.expires_after(std::chrono::hours(1));
    entered.set_value();
    co_await timer.async_wait(asio::use_awaitable);
    co_return no_content();
  });
  ServerOptions options;
  options.drain_timeout = milliseconds(20);
  TestServer server(std::move(router), options);
  RawClient client(server->port());
  client.send("GET /never HTTP/1.1\r\nHost: a\r\n\r\n");
  entered.get_future().wait();
  server->stop();
  EXPECT_EQ(client.rest(), "");
}

TEST(HttpServer, the_unix_socket_is_for_its_owner_and_survives_a_crash) {
  const std::string path = folder() + "/control.sock";
  ServerOptions options;
  options.listen.resize(2);
  options.listen[1].unix_path = path;
  Router router = echo_router();
  router.get("/control", echo, {1 << 20, nullptr, true});
  {
    TestServer server(std::move(router), options);
    struct stat about {};
    ASSERT_EQ(::stat(path.c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777U, 0600U);
    ClientRequest request;
    request.url = "http://local/control";
    request.unix_path = path;
    auto answer = fetch_blocking(request);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200U);
    EXPECT_EQ(answer->headers["X-Remote"], "local");
    EXPECT_EQ(server.get("/control").status, 404U);
    HttpServer second(options, Router{});
    EXPECT_EQ(second.start().error().code, make_error_code(errc::address_in_use));
  }
  EXPECT_NE(::access(path.c_str(), F_OK), 0);
  // What a killed process leaves behind: a socket file on which nobody listens.
  asio::io_context io;
  { asio::local::stream_protocol::acceptor dead(io, asio::local::stream_protocol::endpoint(path)); }
  EXPECT_EQ(::access(path.c_str(), F_OK), 0);
  TestServer again(echo_router(), options);
}

TEST(HttpServer, a_file_is_sent_in_ranges) {
  const std::string path = folder() + "/call.wav";
  std::string bytes(300000, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7 % 251);
  std::ofstream(path, std::ios::binary) << bytes;
  Router router;
  router.get("/recording", [path](Request) -> awaitable<Response> {
    auto file = file_response(path, "audio/wav");
    if (!file) co_return problem_from(file.error());
    co_return std::move(*file);
  });
  router.get("/missing", [path](Request) -> awaitable<Response> {
    co_return problem_from(file_response(path + "x", "audio/wav").error());
  });
  TestServer server(std::move(router));
  const auto whole = server.get("/recording");
  EXPECT_TRUE(whole.body == bytes);
  const auto part = server.get("/recording", {{"Range", "bytes=1000-200999"}});
  EXPECT_EQ(part.status, 206U);
  EXPECT_TRUE(part.body == bytes.substr(1000, 200000));
  EXPECT_EQ(part.headers["Content-Range"], "bytes 1000-200999/300000");
  EXPECT_EQ(server.get("/recording", {{"Range", "bytes=300000-"}}).status, 416U);
  EXPECT_EQ(server.get("/recording", {{"If-None-Match", std::string(whole.headers["ETag"])}}).status, 304U);
  const auto missing = server.get("/missing");
  EXPECT_EQ(missing.status, 404U);
  EXPECT_FALSE(has(missing.body, path));
}

TEST(HttpServer, only_a_trusted_proxy_names_the_client) {
  ServerOptions options;
  options.trusted_proxies = {"127.0.0.1"};
  TestServer trusting(echo_router(), options);
  EXPECT_EQ(trusting.get("/items/1", {{"X-Forwarded-For", "6.6.6.6, 203.0.113.7"}}).headers["X-Remote"], "203.0.113.7");
  EXPECT_EQ(trusting.get("/items/1", {{"X-Forwarded-For", "nonsense"}}).headers["X-Remote"], "127.0.0.1");
  TestServer strict(echo_router());
  EXPECT_EQ(strict.get("/items/1", {{"X-Forwarded-For", "203.0.113.7"}}).headers["X-Remote"], "127.0.0.1");
}

TEST(HttpServer, other_sites_call_only_what_cors_allows) {
  auto policy = std::make_shared<CorsPolicy>();
  policy->allows = origin_list({"https://shop.example"});
  Router router;
  router.post("/widget", echo, {1 << 20, policy, false});
  router.get("/closed", echo);
  TestServer server(std::move(router));
  const std::vector<Parameter> ask{{"Origin", "https://shop.example"}, {"Access-Control-Request-Method", "POST"}};
  const auto allowed = server.get("/widget", ask, http::verb::options);
  EXPECT_EQ(allowed.status, 204U);
  EXPECT_EQ(allowed.headers["Access-Control-Allow-Origin"], "https://shop.example");
  EXPECT_EQ(allowed.headers["Access-Control-Allow-Methods"], "OPTIONS, POST");
  const auto stranger = server.get("/widget", {{"Origin", "https://evil.example"}}, http::verb::post);
  EXPECT_EQ(stranger.headers.count("Access-Control-Allow-Origin"), 0U);
  EXPECT_EQ(stranger.headers["Vary"], "Origin");
  const auto used = server.get("/widget", {{"Origin", "https://shop.example"}}, http::verb::post);
  EXPECT_EQ(used.headers["Access-Control-Allow-Origin"], "https://shop.example");
  EXPECT_EQ(server.get("/closed", ask).headers.count("Access-Control-Allow-Origin"), 0U);
}

TEST(HttpServer, each_request_leaves_one_access_record) {
  std::mutex mutex;
  std::vector<AccessRecord> records;
  ServerOptions options;
  options.access_log = [&](const AccessRecord& record) {
    std::lock_guard lock(mutex);
    records.push_back(record);
  };
  TestServer server(echo_router(), options);
  server.get("/items/1?x=2");
  server.get("/nowhere");
  server->stop();
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].route, "/items/{id}");
  EXPECT_EQ(records[0].target, "/items/1?x=2");
  EXPECT_EQ(records[0].status, 200U);
  EXPECT_EQ(records[1].status, 404U);
  EXPECT_NE(records[0].id, records[1].id);
}

}  // namespace
}  // namespace tandem::net
