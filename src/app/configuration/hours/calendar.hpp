// When somebody is there: a week and its exceptions in a time zone, and the UTC intervals that they come to. Time zones
// and summer time are ICU's. Plain values and pure functions but for ICU's table of zones; any thread.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/configuration.hpp"

namespace tandem::configuration {

// Minutes since midnight; `until` is above `from` and goes past 1440 where the range ends on the next day.
struct DayRange {
  int from = 0, until = 0;
  bool operator==(const DayRange&) const = default;
};
using DayRanges = std::vector<DayRange>;
using Day = int;  // days since 1970-01-01, without a time zone

struct Week {
  std::string time_zone;
  std::array<DayRanges, 7> days;   // from Monday
  std::set<Day> closed;            // nothing begins on these
  std::map<Day, DayRanges> open;   // in place of everything else
};

// "09:00-12:00", "22:00-06:00", "00:00-24:00"; nothing for any other text and where both ends are the same.
std::optional<DayRange> parse_range(std::string_view text);
// "2026-10-01", from 2000 to 2099.
std::optional<Day> parse_day(std::string_view text);
// Whether there is such a zone: "Asia/Shanghai".
bool is_time_zone(std::string_view name);

// What begins on the day of `from` in that zone, on the day before (it may go past midnight), and on the `days` after:
// in order, apart from each other. A local time that is skipped in spring is the moment of the change; of one that comes
// twice in autumn the first opens and the second closes.
std::vector<Interval> intervals_of(const Week& week, WallTime from, int days);

inline constexpr int days_ahead = 400;
inline constexpr int fewest_days_ahead = 370;
// Whether these reach far enough.
bool reach(const std::vector<Interval>& open, WallTime now);

}  // namespace tandem::configuration
