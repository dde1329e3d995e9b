#include "sim/centre/shifts.hpp"

#include <gtest/gtest.h>

namespace tandem::sim {
namespace {

constexpr std::int64_t hour_ms = 2 * half_hour_ms;

TEST(Shifts, nobody_without_a_shift_is_on_duty) {
  EXPECT_FALSE(Shifts().on_duty(0));
  EXPECT_FALSE(Shifts().next_change(0));
  EXPECT_EQ(Shifts().between(0, day_ms), 0);
}

TEST(Shifts, those_that_touch_are_one) {
  const Shifts shifts({{3 * hour_ms, 4 * hour_ms}, {hour_ms, 2 * hour_ms}, {2 * hour_ms, 3 * hour_ms}, {9 * hour_ms, 9 * hour_ms}});
  EXPECT_EQ(shifts.list(), (std::vector<Shift>{{hour_ms, 4 * hour_ms}}));
  EXPECT_FALSE(shifts.on_duty(hour_ms - 1));
  EXPECT_TRUE(shifts.on_duty(hour_ms));
  EXPECT_FALSE(shifts.on_duty(4 * hour_ms));
  EXPECT_EQ(shifts.next_change(0), hour_ms);
  EXPECT_EQ(shifts.next_change(hour_ms), 4 * hour_ms);
  EXPECT_FALSE(shifts.next_change(4 * hour_ms));
  EXPECT_EQ(shifts.between(2 * hour_ms, day_ms), 2 * hour_ms);
}

TEST(Shifts, what_is_in_both_and_what_is_in_one_alone) {
  const Shifts day({{0, 10}, {20, 30}, {40, 50}}), others({{2, 4}, {8, 25}, {29, 35}, {60, 70}});
  EXPECT_EQ(day.within(others).list(), (std::vector<Shift>{{2, 4}, {8, 10}, {20, 25}, {29, 30}}));
  EXPECT_EQ(day.without(others).list(), (std::vector<Shift>{{0, 2}, {4, 8}, {25, 29}, {40, 50}}));
  EXPECT_EQ(day.without(Shifts()), day);
  EXPECT_EQ(day.within(Shifts()), Shifts());
}

TEST(Shifts, every_day_is_the_same) {
  const Shifts shifts({{9 * hour_ms, 17 * hour_ms}}, Shifts::Repeat::daily);
  EXPECT_TRUE(shifts.on_duty(5 * day_ms + 12 * hour_ms));
  EXPECT_EQ(shifts.next_change(5 * day_ms + 12 * hour_ms), 5 * day_ms + 17 * hour_ms);
  EXPECT_EQ(shifts.next_change(5 * day_ms + 17 * hour_ms), 6 * day_ms + 9 * hour_ms);
  EXPECT_EQ(shifts.between(12 * hour_ms, 2 * day_ms + 10 * hour_ms), (5 + 8 + 1) * hour_ms);
}

TEST(Shifts, a_night_goes_through_midnight) {
  const Shifts night({{22 * hour_ms, day_ms}, {0, 6 * hour_ms}}, Shifts::Repeat::daily);
  EXPECT_EQ(night.next_change(22 * hour_ms), day_ms + 6 * hour_ms);
  EXPECT_EQ(night.next_change(0), 6 * hour_ms);
  EXPECT_FALSE(Shifts({{0, day_ms}}, Shifts::Repeat::daily).next_change(0)) << "round the clock";
}

}  // namespace
}  // namespace tandem::sim
