// Takes a request target apart (RFC 9112 section 3.2, RFC 3986): strict, bounded, and never ambiguous about slashes, so
// that no handler can be led outside its path. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/http/message.hpp"

namespace tandem::net {

struct Target {
  std::string path;                   // decoded, starts with "/"
  std::vector<std::string> segments;  // decoded; "/a/" has "a" and ""
  std::vector<Parameter> query;       // decoded, "+" is a space
};

inline constexpr std::size_t max_target_bytes = 8192;
inline constexpr std::size_t max_segments = 32;
inline constexpr std::size_t max_query_parameters = 64;

// bad_message says what is wrong; too_large when it is longer than the limits above. Refused: bad percent-encoding,
// bytes that are not UTF-8, control characters, "." and ".." segments, and encoded slashes or backslashes inside a
// segment.
Result<Target> parse_target(std::string_view target);

}  // namespace tandem::net
