#include "net/http/client.hpp"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>

#include "net/connect.hpp"

namespace tandem::net {

namespace asio = boost::asio;
using AnswerParser = http::response_parser<http::string_body>;

namespace {

bool is_printable(std::string_view text) { return text.find_first_of(std::string_view("\r\n\0", 3)) == text.npos; }

Result<std::string> request_head(const ClientRequest& request, const Url& url) {
  std::string head = fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n",
                                 std::string_view(http::to_string(request.method)), url.target, url.authority);
  for (const Parameter& header : request.headers) {
    if (!is_printable(header.name) || !is_printable(header.value)) {
      return fail(errc::bad_message, fmt::format("the header {} has a line break", header.name));
    }
    head.append(header.name).append(": ").append(header.value).append("\r\n");
  }
  const bool may_have_body = request.method != http::verb::get && request.method != http::verb::head;
  if (may_have_body || !request.body.empty()) {
    head.append("Content-Length: ").append(std::to_string(request.body.size())).append("\r\n");
  }
  return head.append("\r\n");
}

awaitable<Result<void>> read_answer(Connector& to, AnswerParser& parser) {
  boost::beast::flat_buffer buffer;
  while (!parser.is_done()) {
    IoCount got = co_await read_some(to.stream(), buffer.prepare(16 * 1024));
    buffer.commit(got.bytes);
    error_code error;
    if (got.error == asio::error::eof && parser.got_some()) {
      parser.put_eof(error);  // an answer without a length ends with the connection
      if (error) co_return fail(errc::bad_message, "the answer was cut off");
      break;
    }
    if (got.error) co_return to.failure(errc::closed, got.error, "reading the answer");
    for (;;) {
      const std::size_t used = parser.put(buffer.data(), error);
      buffer.consume(used);
      if (error || parser.is_done() || used == 0 || buffer.size() == 0) break;
    }
    if (error == http::error::need_more) continue;
    if (error == http::error::body_limit || error == http::error::header_limit) {
      co_return fail(errc::too_large, "the answer is larger than allowed");
    }
    if (error) co_return fail(errc::bad_message, fmt::format("malformed answer: {}", error.message()));
  }
  co_return Result<void>{};
}

// An informational answer (RFC 9110 section 15.2) is not the answer yet; we never ask for one.
bool is_informational(const AnswerParser& parser) { return parser.get().result_int() / 100 == 1; }

}  // namespace

awaitable<Result<ClientResponse>> fetch(ClientRequest request) {
  auto url = parse_url(request.url, "http");
  if (!url) co_return url.error();
  auto head = request_head(request, *url);
  if (!head) co_return head.error();
  Connector to(co_await asio::this_coro::executor);
  to.after(request.time_limit);
  Result<void> opened = co_await to.open(*url, request.unix_path, request.tls);
  if (!opened) co_return opened.error();
  BufferList out;
  out.add(asio::buffer(*head));
  out.add(asio::buffer(request.body));
  while (!out.empty()) {
    IoCount put = co_await write_some(to.stream(), out);
    // The server may have answered (413) and closed its ear: the answer still counts.
    if (put.error) break;
    out.consume(put.bytes);
  }
  AnswerParser parser;
  parser.header_limit(static_cast<std::uint32_t>(request.header_limit));
  parser.body_limit(request.answer_limit);
  parser.eager(true);
  parser.skip(request.method == http::verb::head);
  Result<void> read = co_await read_answer(to, parser);
  if (!read) co_return read.error();
  if (is_informational(parser)) co_return fail(errc::bad_message, "an informational answer that nobody asked for");
  to.clear();
  auto message = parser.release();
  ClientResponse response;
  response.status = message.result_int();
  response.body = std::move(message.body());
  response.headers = std::move(message.base());
  co_return response;
}

Result<ClientResponse> fetch_blocking(ClientRequest request) {
  asio::io_context io{1};
  std::optional<Result<ClientResponse>> answer;
  auto done = [&answer](std::exception_ptr thrown, Result<ClientResponse> got) {
    if (thrown) std::rethrow_exception(thrown);
    answer.emplace(std::move(got));
  };
  asio::co_spawn(io, fetch(std::move(request)), std::move(done));
  io.run();
  return std::move(*answer);
}

}  // namespace tandem::net
