#include "sim/staffing.hpp"

#include <gtest/gtest.h>

namespace tandem::sim {
namespace {

Configuration centre() {
  Configuration configuration;
  configuration.queues.resize(1);
  configuration.queues[0].id = QueueId{1};
  configuration.queues[0].name = "support";
  configuration.queues[0].target_permille = 880;
  return configuration;
}

Load coming(std::vector<double> per_hour) {
  Load load;
  load.length_ms = 48 * half_hour_ms;
  Stream stream;
  stream.queue = QueueId{1};
  stream.per_hour = std::move(per_hour);
  stream.handle.mean_ms = 180'000;
  load.streams = {stream};
  return load;
}

TEST(Staffing, ten_erlang_need_fourteen_for_88_per_cent_within_20_seconds_and_the_engine_agrees) {
  const auto plans = staff(centre(), coming({200}), {0.3, 5, 0.999});
  ASSERT_EQ(plans.size(), 1u);
  ASSERT_EQ(plans[0].needs.size(), 1u);
  const auto& need = plans[0].needs[0];
  EXPECT_EQ(need.on_duty, 14);
  EXPECT_EQ(need.scheduled, 20);
  EXPECT_NEAR(need.expected.service_level, 0.8884, 1e-4);
  ASSERT_TRUE(need.simulated);
  EXPECT_NEAR(need.simulated->mean, need.expected.service_level, need.simulated->half_width);
}

TEST(Staffing, each_half_hour_has_a_need_of_its_own_and_a_quiet_one_none) {
  std::vector<double> day(half_hours, 0);
  day[18] = 20;
  day[19] = 40;
  const auto plans = staff(centre(), coming(day), {0, 2, 0.95});
  const auto& needs = plans.at(0).needs;
  ASSERT_EQ(needs.size(), 48u);
  EXPECT_EQ(needs[17].on_duty, 0);
  EXPECT_FALSE(needs[17].simulated);
  EXPECT_LT(needs[18].on_duty, needs[19].on_duty);
  EXPECT_EQ(needs[19].scheduled, needs[19].on_duty);
  EXPECT_NE(to_text(plans).find("09:30"), std::string::npos);
  EXPECT_EQ(to_text(plans).find("08:30"), std::string::npos);
}

TEST(Staffing, a_queue_too_large_to_staff_as_one_is_refused) {
  EXPECT_THROW(staff(centre(), coming({1'000'000}), {0, 2, 0.95}), std::runtime_error);
}

TEST(Staffing, somebody_who_writes_with_five_counts_for_five) {
  auto load = coming({200});
  load.streams[0].channel = Channel::webchat;
  const auto plans = staff(centre(), load, {0, 2, 0.95});
  EXPECT_EQ(plans.at(0).at_once, 5);
  EXPECT_EQ(plans.at(0).needs.at(0).on_duty, 3);
}

}  // namespace
}  // namespace tandem::sim
