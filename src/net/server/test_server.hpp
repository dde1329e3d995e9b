// For the tests of net/: a server on a free loopback port, a client that writes raw bytes, and a way to run one
// coroutine to its end. Used on the test's thread.
#pragma once

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "net/http/client.hpp"
#include "net/http/problem.hpp"
#include "net/http/server.hpp"

namespace tandem::net::testing {

namespace asio = boost::asio;

template <class T>
T run(awaitable<T> work) {
  asio::io_context io{1};
  auto future = asio::co_spawn(io, std::move(work), asio::use_future);
  io.run();
  return future.get();
}

inline Handler says(std::string text) {
  return [text](Request) -> awaitable<Response> { co_return bytes_response(text, "text/plain"); };
}

// Echoes what arrived, so that a test sees what a handler sees.
inline awaitable<Response> echo(Request request) {
  Response response = bytes_response(request.body, "text/plain");
  response.set("X-Path", request.path);
  response.set("X-Remote", request.remote_address);
  response.set("X-Id", request.path_value("id"));
  co_return response;
}

class TestServer {
 public:
  explicit TestServer(Router router, ServerOptions options = {}) {
    if (options.listen.empty()) options.listen.emplace_back();
    server_ = std::make_unique<HttpServer>(std::move(options), std::move(router));
    auto started = server_->start();
    EXPECT_TRUE(started) << (started ? "" : started.error().detail);
  }
  HttpServer& operator*() { return *server_; }
  HttpServer* operator->() { return server_.get(); }
  std::string url(std::string_view path, std::string_view scheme = "http") const {
    return std::string(scheme) + "://127.0.0.1:" + std::to_string(server_->port()) + std::string(path);
  }
  ClientResponse get(std::string_view path, std::vector<Parameter> headers = {}, http::verb method = http::verb::get) {
    ClientRequest request;
    request.url = url(path);
    request.method = method;
    request.headers = std::move(headers);
    auto answer = fetch_blocking(std::move(request));
    EXPECT_TRUE(answer) << (answer ? "" : answer.error().detail);
    return answer ? *answer : ClientResponse{};
  }

 private:
  std::unique_ptr<HttpServer> server_;
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(io_) {
    socket_.connect({asio::ip::make_address("127.0.0.1"), port});
    const timeval limit{10, 0};
    ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }
  // Errors are for the server to cause: the answer is what a test looks at.
  void send(std::string_view bytes) {
    boost::system::error_code ignored;
    asio::write(socket_, asio::buffer(bytes), ignored);
  }
  // Everything until the server closes.
  std::string rest() {
    std::string out = std::exchange(read_, {});
    boost::system::error_code ended;
    asio::read(socket_, asio::dynamic_buffer(out), ended);
    return out;
  }
  std::string bytes(std::size_t count) {
    while (read_.size() < count && more()) {
    }
    std::string out = read_.substr(0, count);
    read_.erase(0, out.size());
    return out;
  }
  // One answer with Content-Length.
  std::string answer() {
    while (read_.find("\r\n\r\n") == std::string::npos) {
      if (!more()) return read_;
    }
    const std::size_t head = read_.find("\r\n\r\n") + 4;
    const std::size_t length = read_.find("Content-Length: ");
    const std::size_t size = length < head ? std::stoul(read_.substr(length + 16)) : 0;
    while (read_.size() < head + size) {
      if (!more()) return read_;
    }
    std::string out = read_.substr(0, head + size);
    read_.erase(0, head + size);
    return out;
  }
  asio::ip::tcp::socket& socket() { return socket_; }

 private:
  bool more() {
    char piece[4096];
    boost::system::error_code error;
    const std::size_t got = socket_.read_some(asio::buffer(piece), error);
    read_.append(piece, got);
    return !error;
  }

  asio::io_context io_;
  asio::ip::tcp::socket socket_;
  std::string read_;
};

}  // namespace tandem::net::testing
