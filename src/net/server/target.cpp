#include "net/server/target.hpp"

#include <algorithm>
#include <optional>

namespace tandem::net {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      out.push_back(plus_is_space && text[i] == '+' ? ' ' : text[i]);
    }
  }
  return out;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

Failure malformed(std::string detail) { return fail(errc::bad_message, std::move(detail)); }

// The absolute form ("http://host/path") is for proxies, but servers must understand it: RFC 9112 section 3.2.2.
std::string_view without_authority(std::string_view target) {
  for (std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    const std::size_t end = target.find_first_of("/?", scheme.size());
    return end == std::string_view::npos ? std::string_view("/") : target.substr(end);
  }
  return target;
}

Result<void> add_segment(Target& into, std::string_view raw) {
  if (into.segments.size() == max_segments) return fail(errc::too_large, "the path has too many segments");
  auto segment = percent_decoded(raw, false);
  if (!segment) return malformed("the path has a broken percent-encoding");
  if (!is_utf8(*segment)) return malformed("the path is not UTF-8");
  if (has_control(*segment)) return malformed("the path has a control character");
  if (*segment == "." || *segment == "..") return malformed("the path has a dot segment");
  if (segment->find_first_of("/\\") != std::string::npos) return malformed("a path segment has a slash inside");
  into.path += '/';
  into.path += *segment;
  into.segments.push_back(std::move(*segment));
  return {};
}

Result<void> add_query(Target& into, std::string_view raw) {
  if (raw.empty()) return {};
  if (into.query.size() == max_query_parameters) return fail(errc::too_large, "the query has too many parameters");
  const std::size_t equals = raw.find('=');
  auto name = percent_decoded(raw.substr(0, equals), true);
  auto value = percent_decoded(equals == std::string_view::npos ? std::string_view() : raw.substr(equals + 1), true);
  if (!name || !value) return malformed("the query has a broken percent-encoding");
  if (!is_utf8(*name) || !is_utf8(*value)) return malformed("the query is not UTF-8");
  if (name->find('\0') != std::string::npos || value->find('\0') != std::string::npos) {
    return malformed("the query has a NUL character");
  }
  into.query.push_back({std::move(*name), std::move(*value)});
  return {};
}

}  // namespace

Result<Target> parse_target(std::string_view target) {
  if (target.size() > max_target_bytes) return fail(errc::too_large, "the request target is too long");
  target = without_authority(target);
  std::string_view path = target.substr(0, target.find_first_of("?#"));
  std::string_view query;
  if (path.size() < target.size() && target[path.size()] == '?') query = target.substr(path.size() + 1);
  query = query.substr(0, query.find('#'));
  if (path.empty()) path = "/";
  if (path.front() != '/') return malformed("the request target does not start with a slash");

  Target out;
  for (std::size_t at = 1;;) {
    const std::size_t end = path.find('/', at);
    if (auto added = add_segment(out, path.substr(at, end - at)); !added) return added.error();
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    if (auto added = add_query(out, query.substr(0, end)); !added) return added.error();
    query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
  }
  return out;
}

}  // namespace tandem::net
