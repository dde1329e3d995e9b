// Strict JSON from strangers: bounded depth and size, UTF-8 checked, errors with their position. Thread-safe.
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <string_view>

#include "base/result.hpp"

namespace tandem::net {

struct JsonLimits {
  std::size_t bytes = 1 << 20;
  std::size_t depth = 32;
};

// Fails with bad_json ("line 3, column 14: expected a comma") or too_large.
Result<boost::json::value> parse_json(std::string_view text, const JsonLimits& limits = {});

// Whether the bytes are well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view bytes);

}  // namespace tandem::net
