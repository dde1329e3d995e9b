#include "net/server/conditional.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace tandem::net {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string_view without_weak(std::string_view etag) { return etag.starts_with("W/") ? etag.substr(2) : etag; }

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

void cut(Body& body, const ByteRange& range) {
  if (auto* text = std::get_if<std::string>(&body)) {
    body = text->substr(range.first, range.length);
  } else if (auto* bytes = std::get_if<SharedBytes>(&body)) {
    body = (*bytes)->substr(range.first, range.length);
  } else {
    auto& slice = std::get<FileSlice>(body);
    slice.offset += range.first;
    slice.length = range.length;
  }
}

void apply_range(const Conditions& conditions, Response& response) {
  response.set("Accept-Ranges", "bytes");
  if (conditions.method != http::verb::get || conditions.range.empty()) return;
  // If-Range needs the strong comparison: RFC 9110 section 13.1.5.
  const bool current = conditions.if_range == response.header("ETag") && !conditions.if_range.starts_with("W/");
  if (!conditions.if_range.empty() && !current) return;
  const std::uint64_t size = response.body_size();
  const auto range = parse_range(conditions.range, size);
  if (!range) return;
  if (range->length == 0) {
    response.status = http::status::range_not_satisfiable;
    response.set("Content-Range", fmt::format("bytes */{}", size));
    response.body = std::string();
    return;
  }
  cut(response.body, *range);
  response.status = http::status::partial_content;
  response.set("Content-Range", fmt::format("bytes {}-{}/{}", range->first, range->first + range->length - 1, size));
}

}  // namespace

Conditions conditions_of(const Request& request) {
  Conditions kept;
  kept.method = request.method;
  kept.if_none_match = request.header(http::field::if_none_match);
  kept.if_range = request.header(http::field::if_range);
  kept.range = request.header(http::field::range);
  return kept;
}

void apply_conditions(const Conditions& conditions, Response& response) {
  if (response.status != http::status::ok) return;
  if (conditions.method != http::verb::get && conditions.method != http::verb::head) return;
  const std::string_view etag = response.header("ETag");
  if (!etag.empty() && matches_etag(conditions.if_none_match, etag)) {
    response.status = http::status::not_modified;
    response.body = std::string();
    // What describes the body goes; a policy stays: the browser puts the headers of a 304 into its cache (RFC 9111 3.2).
    std::erase_if(response.headers, [](const Parameter& h) {
      return h.name.starts_with("Content-") && h.name != "Content-Security-Policy";
    });
    return;
  }
  if (response.ranges) apply_range(conditions, response);
}

std::optional<ByteRange> parse_range(std::string_view header, std::uint64_t size) {
  if (!header.starts_with("bytes=")) return std::nullopt;
  const std::string_view spec = trimmed(header.substr(6));
  const std::size_t dash = spec.find('-');
  if (dash == std::string_view::npos || spec.find(',') != std::string_view::npos) return std::nullopt;
  const std::string_view first_text = trimmed(spec.substr(0, dash));
  const std::string_view last_text = trimmed(spec.substr(dash + 1));
  const auto last = number(last_text);
  if (!last_text.empty() && !last) return std::nullopt;
  if (first_text.empty()) {  // the last N bytes
    if (!last) return std::nullopt;
    const std::uint64_t length = std::min(*last, size);
    return ByteRange{size - length, length};
  }
  const auto first = number(first_text);
  if (!first || (last && *last < *first)) return std::nullopt;
  if (*first >= size) return ByteRange{0, 0};
  const std::uint64_t end = last ? std::min(*last, size - 1) : size - 1;
  return ByteRange{*first, end - *first + 1};
}

bool matches_etag(std::string_view list, std::string_view etag) {
  list = trimmed(list);
  if (list == "*") return true;
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    const std::string_view one = trimmed(list.substr(0, comma));
    if (!one.empty() && without_weak(one) == without_weak(etag)) return true;
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
  }
  return false;
}

}  // namespace tandem::net
