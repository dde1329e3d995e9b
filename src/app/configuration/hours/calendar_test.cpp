// Weeks, exceptions and summer time, against moments that anybody can look up.
#include "app/configuration/hours/calendar.hpp"

#include "app/configuration/hours/hours.hpp"
#include "app/configuration/testing/files.hpp"

namespace tandem::configuration {
namespace {

using namespace testing;

WallTime at(std::string_view text) { return parse_rfc3339(text).value(); }

// "2026-11-23T01:00Z 2026-11-23T04:00Z", one line for each interval that begins on these days (UTC).
std::string shown(const std::vector<Interval>& open, std::string_view from, std::string_view until) {
  std::string out;
  for (const auto& interval : open)
    if (interval.from >= at(from) && interval.from < at(until))
      out += to_rfc3339(interval.from).substr(0, 16) + " " + to_rfc3339(interval.until).substr(0, 16) + "\n";
  return out;
}

Hours hours_of(const std::string& entry, WallTime now = the_day) {
  auto options = on_the_day();
  options.now = now;
  return good("hours: [" + entry + "]\n", {}, options).configuration.hours.at(0);
}

TEST(Hours, a_week_in_shanghai_is_the_same_in_utc_all_year) {
  const auto hours = hours_of(R"({name: day, week: {mon-fri: ["09:00-12:00", "13:00-18:00"], sat: ["10:00-16:00"]}})");
  EXPECT_EQ(shown(hours.open, "2026-11-27T00:00:00Z", "2026-11-30T00:00:00Z"),
            "2026-11-27T01:00 2026-11-27T04:00\n2026-11-27T05:00 2026-11-27T10:00\n2026-11-28T02:00 2026-11-28T08:00\n");
  EXPECT_EQ(shown(hours.open, "2027-07-05T00:00:00Z", "2027-07-06T00:00:00Z"),
            "2027-07-05T01:00 2027-07-05T04:00\n2027-07-05T05:00 2027-07-05T10:00\n");
  EXPECT_GE(hours.open.back().until, at("2027-12-24T00:00:00Z"));
}

TEST(Hours, closed_days_are_closed_and_open_days_win_over_everything) {
  const auto hours = hours_of(
      R"({name: day, week: {mon-fri: ["09:00-18:00"]}, closed: [2027-02-15, 2027-02-16, 2027-02-20],
          open: {2027-02-16: ["10:00-12:00"], 2027-02-20: ["09:00-12:00"], 2027-02-17: []}})");
  EXPECT_EQ(shown(hours.open, "2027-02-15T00:00:00Z", "2027-02-22T00:00:00Z"),
            "2027-02-16T02:00 2027-02-16T04:00\n2027-02-18T01:00 2027-02-18T10:00\n2027-02-19T01:00 2027-02-19T10:00\n"
            "2027-02-20T01:00 2027-02-20T04:00\n");
}

TEST(Hours, a_night_belongs_to_the_day_on_which_it_begins) {
  const auto hours = hours_of(R"({name: night, time_zone: UTC, week: {fri: ["22:00-06:00"]}, closed: [2026-11-28]})");
  EXPECT_EQ(shown(hours.open, "2026-11-27T00:00:00Z", "2026-11-29T00:00:00Z"), "2026-11-27T22:00 2026-11-28T06:00\n");
  const auto yesterday = hours_of(R"({name: night, time_zone: UTC, week: {fri: ["22:00-06:00"]}})");
  EXPECT_EQ(to_rfc3339(yesterday.open.front().from), "2026-11-20T22:00:00.000Z") << "it is still going on when the day begins";
}

TEST(Hours, days_that_touch_are_one_interval) {
  const auto hours = hours_of(R"({name: always, time_zone: Europe/London, week: {mon-sun: ["00:00-24:00"]}})");
  ASSERT_EQ(hours.open.size(), 1u);
  const auto split = hours_of(R"({name: x, time_zone: UTC, week: {mon: ["09:00-13:00", "12:00-15:00"]}})");
  EXPECT_EQ(shown(split.open, "2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z"), "2026-11-23T09:00 2026-11-23T15:00\n");
  EXPECT_EQ(shown(hours_of(R"({name: x, time_zone: UTC, week: {fri-mon: ["09:00-10:00"]}})").open, "2026-11-24T00:00:00Z",
                  "2026-11-30T00:00:00Z"),
            "2026-11-27T09:00 2026-11-27T10:00\n2026-11-28T09:00 2026-11-28T10:00\n2026-11-29T09:00 2026-11-29T10:00\n")
      << "days may go past Sunday";
}

// In London the clocks go from 01:00 to 02:00 on 28 March 2027, and from 02:00 back to 01:00 on 31 October 2027.
TEST(Hours, a_time_that_spring_skips_is_the_moment_of_the_change) {
  const auto on = [](const std::string& range) {
    const auto hours = hours_of("{name: x, time_zone: Europe/London, week: {sun: [\"" + range + "\"]}}");
    return shown(hours.open, "2027-03-27T12:00:00Z", "2027-03-28T12:00:00Z");
  };
  EXPECT_EQ(on("01:30-05:00"), "2027-03-28T01:00 2027-03-28T04:00\n");
  EXPECT_EQ(on("00:30-01:30"), "2027-03-28T00:30 2027-03-28T01:00\n");
  EXPECT_EQ(on("01:10-01:50"), "") << "these minutes do not exist";
  EXPECT_EQ(on("00:00-08:00"), "2027-03-28T00:00 2027-03-28T07:00\n");
}

TEST(Hours, of_a_time_that_autumn_repeats_the_first_opens_and_the_second_closes) {
  const auto on = [](const std::string& range) {
    const auto hours = hours_of("{name: x, time_zone: Europe/London, week: {sun: [\"" + range + "\"]}}");
    return shown(hours.open, "2027-10-30T12:00:00Z", "2027-10-31T12:00:00Z");
  };
  EXPECT_EQ(on("01:30-05:00"), "2027-10-31T00:30 2027-10-31T05:00\n");
  EXPECT_EQ(on("00:30-01:30"), "2027-10-30T23:30 2027-10-31T01:30\n");
  EXPECT_EQ(on("09:00-10:00"), "2027-10-31T09:00 2027-10-31T10:00\n");
}

TEST(Hours, south_of_the_equator_and_at_half_hours_it_is_the_same) {
  const auto hours = hours_of(R"({name: x, time_zone: Australia/Lord_Howe, week: {mon: ["09:00-10:00"]}})");
  EXPECT_EQ(shown(hours.open, "2027-01-03T00:00:00Z", "2027-01-05T00:00:00Z"), "2027-01-03T22:00 2027-01-03T23:00\n");
  EXPECT_EQ(shown(hours.open, "2027-07-04T00:00:00Z", "2027-07-06T00:00:00Z"), "2027-07-04T22:30 2027-07-04T23:30\n");
}

TEST(Hours, intervals_are_in_order_and_apart_in_every_zone) {
  for (const auto* zone : {"Asia/Shanghai", "America/New_York", "America/Havana", "Africa/Casablanca", "Pacific/Apia",
                           "Asia/Kathmandu", "Antarctica/Troll", "Pacific/Chatham"}) {
    const auto hours = hours_of(std::string("{name: x, time_zone: ") + zone +
                                R"(, week: {mon-sun: ["00:15-02:30", "02:45-03:10", "23:30-00:30"]}})");
    ASSERT_GT(hours.open.size(), 800u) << zone;
    for (std::size_t i = 0; i < hours.open.size(); ++i) {
      ASSERT_LT(hours.open[i].from, hours.open[i].until) << zone;
      if (i > 0) ASSERT_LT(hours.open[i - 1].until, hours.open[i].from) << zone;
    }
  }
}

TEST(Hours, mistakes_are_named_with_their_place) {
  const auto wrong = [](const std::string& entry) { return bad("hours: [" + entry + "]\n"); };
  EXPECT_NE(wrong("{name: x, time_zone: Asia/Shanhai, week: {mon: []}}").find("there is no time zone 'Asia/Shanhai'"), std::string::npos);
  EXPECT_NE(wrong("{name: x}").find("never open"), std::string::npos);
  EXPECT_NE(wrong("{name: x, week: {mom: [09:00-10:00]}}").find("(did you mean 'mon'?)"), std::string::npos);
  EXPECT_NE(wrong("{name: x, week: {mon-wed: [], tue: []}}").find("'tue' of hours 'x' is there twice"), std::string::npos);
  for (const auto* range : {"9-18", "09:00-25:00", "09:00-09:00", "24:00-06:00", "09:60-10:00", "-", "09:00", "09:00-24:01"})
    EXPECT_NE(wrong("{name: x, week: {mon: [\"" + std::string(range) + "\"]}}").find("is no time such as"), std::string::npos) << range;
  for (const auto* day : {"2027-02-30", "27-02-01", "2027-2-1", "1999-01-01", "2027/02/01"})
    EXPECT_NE(wrong("{name: x, week: {mon: []}, closed: [\"" + std::string(day) + "\"]}").find("is no date such as"), std::string::npos)
        << day;
  EXPECT_NE(bad("hours: [{name: x, week: {mon: []}}, {name: x, week: {mon: []}}]\n").find("there twice"), std::string::npos);
  EXPECT_NE(bad("settings: {time_zone: Mars}\n").find("there is no time zone 'Mars'"), std::string::npos);
}

TEST(Hours, the_zone_of_the_settings_is_that_of_hours_which_name_none) {
  const auto c = good("settings: {time_zone: Europe/London}\nhours: [{name: a, week: {mon: [09:00-10:00]}}, "
                      "{name: b, time_zone: UTC, week: {mon: [09:00-10:00]}}]\n")
                     .configuration;
  EXPECT_EQ(time_zone_of(c.hours.at(0)), "Europe/London");
  EXPECT_EQ(time_zone_of(c.hours.at(1)), "UTC");
  EXPECT_EQ(shown(c.hours.at(0).open, "2027-07-05T00:00:00Z", "2027-07-06T00:00:00Z"), "2027-07-05T08:00 2027-07-05T09:00\n");
}

TEST(Hours, the_same_file_a_month_later_changes_nothing_until_a_year_ahead_is_missing) {
  const std::string yaml = "hours: [{name: x, week: {mon-sun: [09:00-10:00]}}]\n";
  constexpr std::int64_t day_ms = 86'400'000;
  const auto first = good(yaml);
  auto later = on_the_day();
  later.now = the_day.plus_ms(20 * day_ms);
  EXPECT_EQ(good(yaml, in_force(first), later).configuration.hours.at(0).open, first.configuration.hours.at(0).open);
  later.now = the_day.plus_ms(40 * day_ms);
  EXPECT_GT(good(yaml, in_force(first), later).configuration.hours.at(0).open.back().until,
            first.configuration.hours.at(0).open.back().until);
}

TEST(Hours, are_worked_out_further_before_they_run_out) {
  constexpr std::int64_t day_ms = 86'400'000;
  auto c = good("hours: [{name: x, week: {mon-sun: [09:00-10:00]}}, {name: once, open: {2026-12-01: [09:00-10:00]}}, "
                "{name: never, week: {mon: []}}]\n")
               .configuration;
  const auto before = c.hours;
  EXPECT_FALSE(refresh_hours(c, the_day.plus_ms(20 * day_ms)));
  ASSERT_TRUE(refresh_hours(c, the_day.plus_ms(40 * day_ms)));
  EXPECT_GE(c.hours.at(0).open.back().until.ms, the_day.ms + 438 * day_ms);
  EXPECT_EQ(c.hours.at(1).open, before.at(1).open) << "hours that end for good are no reason for a new version";
  EXPECT_FALSE(refresh_hours(c, the_day.plus_ms(40 * day_ms)));
}

}  // namespace
}  // namespace tandem::configuration
