#include "app/configuration/hours/calendar.hpp"

#include <unicode/timezone.h>

#include <algorithm>
#include <chrono>
#include <memory>

namespace tandem::configuration {
namespace {

constexpr std::int64_t minute_ms = 60'000, day_ms = 24 * 60 * minute_ms;
constexpr int day_minutes = 24 * 60;

// The digits from `at` on as a number; nothing where one is no digit.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (i >= text.size() || text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

// "09:00", "9:00", "24:00", in minutes.
std::optional<int> parse_clock(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon < 1 || colon > 2 || text.size() != colon + 3) return std::nullopt;
  const auto hour = digits(text, 0, colon), minute = digits(text, colon + 1, 2);
  if (!hour || !minute || *minute > 59 || *hour * 60 + *minute > day_minutes) return std::nullopt;
  return *hour * 60 + *minute;
}

class Zone {
 public:
  explicit Zone(const std::string& name) : zone_(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name))) {}

  Day day_of(WallTime time) const {
    const auto local = time.ms + offset(time.ms);
    return static_cast<Day>(local >= 0 ? local / day_ms : (local - day_ms + 1) / day_ms);
  }

  // The moment at which a clock on the wall shows this minute of this day.
  WallTime moment(Day day, int minute, bool closing) const {
    const auto local = day * day_ms + minute * minute_ms;
    const auto before = offset(local - day_ms), after = offset(local + day_ms);
    const auto early = local - before, late = local - after;
    if (before == after) return WallTime{early};
    const bool by_early = offset(early) == before, by_late = offset(late) == after;
    if (by_early && by_late) return WallTime{closing ? std::max(early, late) : std::min(early, late)};
    if (by_early) return WallTime{early};
    if (by_late) return WallTime{late};
    return change(std::min(early, late), std::max(early, late));
  }

 private:
  std::int64_t offset(std::int64_t utc_ms) const {
    std::int32_t raw = 0, summer = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone_->getOffset(static_cast<UDate>(utc_ms), false, raw, summer, status);
    return std::int64_t{raw} + summer;
  }

  // The first moment after `low`, and not after `high`, with another offset than at `low`.
  WallTime change(std::int64_t low, std::int64_t high) const {
    const auto before = offset(low);
    while (high - low > 1) {
      const auto middle = low + (high - low) / 2;
      (offset(middle) == before ? low : high) = middle;
    }
    return WallTime{high};
  }

  std::unique_ptr<icu::TimeZone> zone_;
};

const DayRanges& ranges_of(const Week& week, Day day) {
  static const DayRanges none;
  if (const auto special = week.open.find(day); special != week.open.end()) return special->second;
  if (week.closed.contains(day)) return none;
  constexpr int first_weekday = 3;  // 1970-01-01 was a Thursday
  return week.days[static_cast<std::size_t>(((day + first_weekday) % 7 + 7) % 7)];
}

std::vector<Interval> merged(std::vector<Interval> list) {
  std::sort(list.begin(), list.end(), [](const Interval& a, const Interval& b) { return a.from < b.from; });
  std::vector<Interval> out;
  for (const auto& interval : list) {
    if (!out.empty() && interval.from <= out.back().until)
      out.back().until = std::max(out.back().until, interval.until);
    else
      out.push_back(interval);
  }
  return out;
}

}  // namespace

std::optional<DayRange> parse_range(std::string_view text) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto from = parse_clock(text.substr(0, dash)), until = parse_clock(text.substr(dash + 1));
  if (!from || !until || *from == day_minutes || *from == *until) return std::nullopt;
  return DayRange{*from, *until > *from ? *until : *until + day_minutes};
}

std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (!year || !month || !day || *year < 2000 || *year > 2099) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return static_cast<Day>(std::chrono::sys_days(date).time_since_epoch().count());
}

bool is_time_zone(std::string_view name) {
  if (name.empty() || name.size() > 60) return false;
  icu::UnicodeString canonical;
  UBool known = false;
  UErrorCode status = U_ZERO_ERROR;
  icu::TimeZone::getCanonicalID(icu::UnicodeString::fromUTF8({name.data(), static_cast<int>(name.size())}), canonical, known,
                                status);
  return U_SUCCESS(status) && known;
}

std::vector<Interval> intervals_of(const Week& week, WallTime from, int days) {
  const Zone zone(week.time_zone);
  const auto first = zone.day_of(from);
  std::vector<Interval> found;
  for (auto day = first - 1; day <= first + days; ++day)
    for (const auto& range : ranges_of(week, day)) {
      const Interval interval{zone.moment(day, range.from, false), zone.moment(day, range.until, true)};
      if (interval.from < interval.until) found.push_back(interval);
    }
  return merged(std::move(found));
}

bool reach(const std::vector<Interval>& open, WallTime now) {
  return !open.empty() && open.back().until >= now.plus_ms(fewest_days_ahead * day_ms);
}

}  // namespace tandem::configuration
