#include "core/hours.hpp"

#include <algorithm>

namespace tandem {
namespace {

// The first interval that ends after `at`.
auto interval_at(const Hours& hours, WallTime at) {
  return std::upper_bound(hours.open.begin(), hours.open.end(), at,
                          [](WallTime time, const Interval& interval) { return time < interval.until; });
}

}  // namespace

bool is_open(const Hours& hours, WallTime at) {
  const auto found = interval_at(hours, at);
  return found != hours.open.end() && found->from <= at;
}

std::optional<WallTime> next_change(const Hours& hours, WallTime at) {
  const auto found = interval_at(hours, at);
  if (found == hours.open.end()) return std::nullopt;
  return found->from > at ? found->from : found->until;
}

std::optional<WallTime> next_open(const Hours& hours, WallTime at) {
  const auto found = interval_at(hours, at);
  if (found == hours.open.end()) return std::nullopt;
  return std::max(found->from, at);
}

std::optional<WallTime> after_open_ms(const Hours& hours, WallTime from, std::int64_t open_ms) {
  for (auto found = interval_at(hours, from); found != hours.open.end(); ++found) {
    const auto start = std::max(found->from, from);
    const auto length = found->until.since_ms(start);
    if (open_ms <= length) return start.plus_ms(open_ms);
    open_ms -= length;
  }
  return std::nullopt;
}

}  // namespace tandem
