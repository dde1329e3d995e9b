#include "base/time.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>

namespace tandem {
namespace {

using namespace std::chrono;

bool digits(std::string_view text, std::size_t at, std::size_t count, int& out) {
  if (at + count > text.size()) return false;
  out = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    out = out * 10 + (text[i] - '0');
  }
  return true;
}

// ".5" and ".123456789" alike; what is finer than a millisecond is cut off.
bool take_fraction(std::string_view& rest, int& ms) {
  if (rest.empty() || rest[0] != '.') return true;
  std::size_t at = 1;
  for (int scale = 100; at < rest.size() && rest[at] >= '0' && rest[at] <= '9'; ++at, scale /= 10)
    ms += (rest[at] - '0') * scale;
  if (at == 1) return false;
  rest.remove_prefix(at);
  return true;
}

bool read_offset(std::string_view rest, int& minutes) {
  if (rest == "Z" || rest == "z") return true;
  int oh = 0, om = 0;
  if (rest.size() != 6 || (rest[0] != '+' && rest[0] != '-') || rest[3] != ':') return false;
  if (!digits(rest, 1, 2, oh) || !digits(rest, 4, 2, om) || oh > 23 || om > 59) return false;
  minutes = (oh * 60 + om) * (rest[0] == '-' ? -1 : 1);
  return true;
}

}  // namespace

WallTime WallTime::now() {
  return WallTime{duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

std::string to_rfc3339(WallTime time) {
  const sys_time<milliseconds> at{milliseconds{time.ms}};
  const auto day = floor<days>(at);
  const year_month_day date{day};
  const hh_mm_ss clock{at - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", int(date.year()), unsigned(date.month()),
                     unsigned(date.day()), clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     clock.subseconds().count());
}

Result<WallTime> parse_rfc3339(std::string_view text) {
  const auto bad = fail(make_error_code(boost::system::errc::invalid_argument), "not an RFC 3339 time");
  int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0;
  if (!digits(text, 0, 4, y) || !digits(text, 5, 2, mo) || !digits(text, 8, 2, d) || !digits(text, 11, 2, h) ||
      !digits(text, 14, 2, mi) || !digits(text, 17, 2, s) || text[4] != '-' || text[7] != '-' ||
      (text[10] != 'T' && text[10] != 't' && text[10] != ' ') || text[13] != ':' || text[16] != ':')
    return bad;
  const year_month_day date{year{y}, month{unsigned(mo)}, day{unsigned(d)}};
  if (!date.ok() || h > 23 || mi > 59 || s > 60) return bad;
  std::string_view rest = text.substr(19);
  int fraction_ms = 0, offset_minutes = 0;
  if (!take_fraction(rest, fraction_ms) || !read_offset(rest, offset_minutes)) return bad;
  const auto at_day = sys_days{date}.time_since_epoch();
  const auto total = duration_cast<milliseconds>(at_day) + hours{h} + minutes{mi - offset_minutes} + seconds{s};
  return WallTime{total.count() + fraction_ms};
}

}  // namespace tandem
