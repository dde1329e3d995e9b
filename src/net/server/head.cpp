#include "net/server/head.hpp"

#include <fmt/format.h>

#include <boost/beast/core/string.hpp>
#include <ctime>

namespace tandem::net {

namespace {

// RFC 9110 section 5.6.7; made once a second and thread.
std::string_view date_now() {
  thread_local std::time_t made_for = 0;
  thread_local char text[32] = "";
  const std::time_t now = std::time(nullptr);
  if (now != made_for) {
    static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm utc{};
    gmtime_r(&now, &utc);
    *fmt::format_to_n(text, sizeof text - 1, "{}, {:02} {} {} {:02}:{:02}:{:02} GMT", days[utc.tm_wday], utc.tm_mday,
                      months[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec)
         .out = '\0';
    made_for = now;
  }
  return text;
}

void line(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

// These belong to the server: a handler's own would contradict the framing.
bool is_framing(std::string_view name) {
  using boost::beast::iequals;
  return iequals(name, "Content-Length") || iequals(name, "Transfer-Encoding") || iequals(name, "Connection");
}

}  // namespace

std::string response_head(const Response& response, const HeadFacts& facts) {
  std::string out;
  out.reserve(512);
  const auto status = static_cast<unsigned>(response.status);
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", status,
                 std::string_view(http::obsolete_reason(response.status)));
  line(out, "Date", date_now());
  for (const Parameter& header : response.headers) {
    if (!is_framing(header.name)) line(out, header.name, header.value);
  }
  // RFC 9110 section 8.6: no Content-Length in 1xx and 204; in a 304 it would have to be the 200's.
  if (status != 204 && status != 304) line(out, "Content-Length", std::to_string(response.body_size()));
  line(out, "Connection", facts.keep_alive ? "keep-alive" : "close");
  if (!facts.request_id.empty()) line(out, "X-Request-Id", facts.request_id);
  const auto by_default = [&](std::string_view name, std::string_view value) {
    if (!value.empty() && response.header(name).empty()) line(out, name, value);
  };
  by_default("X-Content-Type-Options", "nosniff");
  by_default("Referrer-Policy", facts.security->referrer_policy);
  by_default("Content-Security-Policy", facts.security->content_security_policy);
  by_default("Cross-Origin-Resource-Policy", facts.security->resource_policy);
  if (facts.secure) by_default("Strict-Transport-Security", facts.security->strict_transport_security);
  out.append("\r\n");
  return out;
}

}  // namespace tandem::net
