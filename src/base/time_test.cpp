#include "base/time.hpp"

#include <gtest/gtest.h>

namespace tandem {
namespace {

TEST(WallTime, is_written_in_utc_with_milliseconds) {
  EXPECT_EQ(to_rfc3339(WallTime{0}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(to_rfc3339(WallTime{1795249800007}), "2026-11-21T08:30:00.007Z");
  EXPECT_EQ(to_rfc3339(WallTime{-1}), "1969-12-31T23:59:59.999Z");
}

TEST(WallTime, what_is_written_reads_back_the_same) {
  for (std::int64_t ms = -5'000'000'000'000; ms < 8'000'000'000'000; ms += 86'399'999'983) {
    const auto back = parse_rfc3339(to_rfc3339(WallTime{ms}));
    ASSERT_TRUE(back.has_value()) << ms;
    EXPECT_EQ(back->ms, ms);
  }
}

TEST(WallTime, offsets_are_taken_into_account) {
  const auto utc = parse_rfc3339("2026-11-21T08:30:00Z");
  ASSERT_TRUE(utc.has_value());
  for (const char* same : {"2026-11-21T16:30:00+08:00", "2026-11-21T03:00:00-05:30", "2026-11-21t08:30:00z",
                           "2026-11-21 08:30:00.000Z", "2026-11-21T08:30:00.0000001Z"}) {
    const auto time = parse_rfc3339(same);
    ASSERT_TRUE(time.has_value()) << same;
    EXPECT_EQ(time->ms, utc->ms) << same;
  }
}

TEST(WallTime, fractions_count_to_the_millisecond) {
  const auto whole = parse_rfc3339("2026-11-21T08:30:00Z");
  ASSERT_TRUE(whole.has_value());
  const auto half = parse_rfc3339("2026-11-21T08:30:00.5Z");
  const auto fine = parse_rfc3339("2026-11-21T08:30:00.123456789Z");
  ASSERT_TRUE(half.has_value());
  ASSERT_TRUE(fine.has_value());
  EXPECT_EQ(half->since_ms(*whole), 500);
  EXPECT_EQ(fine->since_ms(*whole), 123);
}

TEST(WallTime, texts_that_are_no_time_are_refused) {
  for (const char* text :
       {"", "2026", "2026-11-21", "2026-11-21T08:30:00", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-11-21T24:00:00Z", "2026-11-21T08:60:00Z", "2026-11-21T08:30:61Z", "2026-11-21T08:30:00.Z",
        "2026-11-21T08:30:00+8:00", "2026-11-21T08:30:00+24:00", "2026-11-21T08:30:00+08:60", "2026-11-21T08:30:00ZZ",
        "2026/11/21T08:30:00Z", "二〇二六年十一月二十一日", " 2026-11-21T08:30:00Z"})
    EXPECT_FALSE(parse_rfc3339(text).has_value()) << text;
}

TEST(WallTime, leap_second_is_the_next_minute) {
  const auto leap = parse_rfc3339("2016-12-31T23:59:60Z");
  const auto next = parse_rfc3339("2017-01-01T00:00:00Z");
  ASSERT_TRUE(leap.has_value());
  ASSERT_TRUE(next.has_value());
  EXPECT_EQ(leap->ms, next->ms);
}

TEST(WallTime, zero_means_never) {
  EXPECT_FALSE(WallTime{});
  EXPECT_TRUE(WallTime::now());
  EXPECT_GT(WallTime::now(), WallTime{}.plus_ms(1));
}

}  // namespace
}  // namespace tandem
