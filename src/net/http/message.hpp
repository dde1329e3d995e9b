// HTTP requests and responses as handlers see them: owned values, no socket. The server fills a Request and gives it to
// one handler; the handler's Response is finished centrally (http/conditional.hpp: HEAD, ETag, Range; security headers;
// CORS) and written. Neither is shared between threads.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/verb.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "net/error.hpp"
#include "net/http/json.hpp"

namespace tandem::net {

namespace http = boost::beast::http;
using boost::asio::awaitable;

struct Parameter {
  std::string name;
  std::string value;
};

struct Request {
  http::verb method = http::verb::get;
  std::string target;                      // as it was sent, at most 8 KB
  std::string path;                        // percent-decoded, valid UTF-8, no "." or ".." segments
  std::vector<Parameter> query;            // percent-decoded, in order, at most 64
  std::vector<Parameter> path_parameters;  // of the pattern that matched
  std::string route;                       // that pattern, for logs and metrics; empty for the fallback
  http::fields headers;
  std::string body;
  std::string remote_address;  // "203.0.113.7", "::1", or "local" on the Unix socket
  std::string id;              // unique in this process; also in the answer's X-Request-Id and in the access log
  bool secure = false;         // TLS, or a trusted proxy said so
  bool local = false;          // through the Unix socket: the caller is this machine's operator

  std::string_view header(std::string_view name) const;  // empty when absent
  std::string_view header(http::field name) const;
  std::optional<std::string_view> query_value(std::string_view name) const;  // the first of that name
  std::string_view path_value(std::string_view name) const;                  // empty when the pattern has no such name
  std::string_view cookie(std::string_view name) const;                      // empty when absent
  std::string_view bearer_token() const;                                     // of Authorization; empty when absent

  // The body as JSON: not_json when the content type is another one, bad_json with the position when it does not parse.
  Result<boost::json::value> json(const JsonLimits& limits = {}) const;
};

// A piece of an open file, read in slices away from the I/O thread. `file` closes the descriptor.
struct FileSlice {
  std::shared_ptr<const int> file;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

using SharedBytes = std::shared_ptr<const std::string>;
using Body = std::variant<std::string, SharedBytes, FileSlice>;

struct Response {
  http::status status = http::status::ok;
  std::vector<Parameter> headers;
  Body body;
  bool ranges = false;  // "Range" is honoured (206, 416)
  bool close = false;   // close the connection after this answer

  // Replaces a header. Values with control characters lose them: a value can never start a header of its own.
  Response& set(std::string_view name, std::string_view value);
  Response& add(std::string_view name, std::string_view value);  // for Set-Cookie
  std::string_view header(std::string_view name) const;
  std::uint64_t body_size() const;
  std::string_view text() const;  // the body when it is in memory, else empty
};

using Handler = std::function<awaitable<Response>(Request)>;

Response json_response(const boost::json::value& value, http::status status = http::status::ok);
Response bytes_response(std::string bytes, std::string_view content_type, http::status status = http::status::ok);
Response shared_response(SharedBytes bytes, std::string_view content_type);
Response no_content();
Response redirect(std::string_view location, http::status status = http::status::see_other);

// A file with Range support and an ETag from its inode, size and time. Blocks for an open and a stat: recordings and
// exports, not the web files (http/static_files.hpp). cannot_read_file when there is none or it is no plain file.
Result<Response> file_response(const std::string& path, std::string_view content_type);

// A strong ETag of these bytes, quotes included.
std::string strong_etag(std::string_view bytes);

}  // namespace tandem::net
