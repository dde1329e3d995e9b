// Wall-clock time: UTC milliseconds since 1970. It rides on stimuli and stands in rows; monotonic time
// (std::chrono::steady_clock) is another type and never mixes with it.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tandem {

struct WallTime {
  std::int64_t ms = 0;  // UTC milliseconds since 1970-01-01; 0 means "never"

  constexpr auto operator<=>(const WallTime&) const = default;
  constexpr explicit operator bool() const { return ms != 0; }
  constexpr WallTime plus_ms(std::int64_t delta) const { return WallTime{ms + delta}; }
  constexpr std::int64_t since_ms(WallTime earlier) const { return ms - earlier.ms; }

  static WallTime now();
};

// RFC 3339 in UTC with milliseconds: 2026-11-21T08:30:00.000Z.
std::string to_rfc3339(WallTime time);
Result<WallTime> parse_rfc3339(std::string_view text);

}  // namespace tandem
