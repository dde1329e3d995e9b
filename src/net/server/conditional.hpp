// The parts of HTTP that depend on the request's headers and that no handler should repeat: If-None-Match (RFC 9110
// section 13), Range (section 14). Pure; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "net/http/message.hpp"

namespace tandem::net {

// What must be kept of a request when the handler takes it.
struct Conditions {
  http::verb method = http::verb::get;
  std::string if_none_match;
  std::string if_range;
  std::string range;
};
Conditions conditions_of(const Request& request);

// Turns a finished 200 into 304, 206 or 416 where the request asks for that.
void apply_conditions(const Conditions& conditions, Response& response);

struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t length = 0;  // 0: cannot be satisfied
};
// One range of "bytes=…" within `size` bytes; nothing for other units, several ranges or nonsense, which are ignored.
std::optional<ByteRange> parse_range(std::string_view header, std::uint64_t size);

// Whether an If-None-Match list holds this tag, by weak comparison.
bool matches_etag(std::string_view list, std::string_view etag);

}  // namespace tandem::net
