#include "sim/erlang.hpp"

#include <gtest/gtest.h>

namespace tandem::sim {
namespace {

ErlangInput ten_erlang(int agents) { return {200, 180, std::nullopt, agents}; }

TEST(Erlang, c_of_ten_erlang) {
  const auto twelve = erlang(ten_erlang(12), 20);
  ASSERT_TRUE(twelve);
  EXPECT_NEAR(twelve->wait_probability, 0.4494, 5e-5);
  EXPECT_NEAR(twelve->mean_wait_s, 40.44, 5e-3);
  EXPECT_NEAR(twelve->service_level, 0.6402, 5e-5);
  EXPECT_EQ(twelve->abandon_rate, 0);
  const auto fourteen = erlang(ten_erlang(14), 20);
  EXPECT_NEAR(fourteen->wait_probability, 0.1741, 5e-5);
  EXPECT_NEAR(fourteen->mean_wait_s, 7.84, 5e-3);
  EXPECT_NEAR(fourteen->service_level, 0.8884, 5e-5);
  EXPECT_NEAR(fourteen->occupancy, 10.0 / 14, 1e-9);
}

TEST(Erlang, a_of_ten_erlang) {
  const auto twelve = erlang({200, 180, 180, 12}, 20);
  EXPECT_NEAR(twelve->wait_probability, 0.3032, 5e-5);
  EXPECT_NEAR(twelve->abandon_rate, 0.0531, 5e-5);
  EXPECT_NEAR(twelve->mean_wait_s, 9.556, 5e-4);
}

TEST(Erlang, two_separate_groups_wait_longer_than_one) {
  EXPECT_NEAR(erlang({100, 180, std::nullopt, 6}, 20)->mean_wait_s, 105.75, 5e-3);
}

TEST(Erlang, too_few_agents_have_no_answer_unless_callers_leave) {
  EXPECT_FALSE(erlang(ten_erlang(10), 20));
  const auto leaving = erlang({200, 180, 60, 5}, 20);
  ASSERT_TRUE(leaving);
  EXPECT_GT(leaving->abandon_rate, 0.5);
  EXPECT_GT(leaving->occupancy, 0.95);
}

TEST(Erlang, who_waits_without_end_in_sight_is_served_sooner_or_later) {
  EXPECT_NEAR(erlang(ten_erlang(12), 1e5)->service_level, 1, 1e-6);
  const auto leaving = erlang({200, 180, 180, 12}, 1e5);
  EXPECT_NEAR(leaving->service_level, 1 - leaving->abandon_rate, 1e-6);
}

TEST(Erlang, the_fewest_agents_that_meet_the_target) {
  EXPECT_EQ(agents_needed(ten_erlang(0), 20, 0.888), 14);
  EXPECT_EQ(agents_needed(ten_erlang(0), 20, 0.89), 15);
  EXPECT_EQ(agents_needed({0, 180, std::nullopt, 0}, 20, 0.8), 0);
  EXPECT_LT(agents_needed({200, 180, 180, 0}, 20, 0.8), 14) << "who leaves need not be served";
  EXPECT_GT(agents_needed(ten_erlang(0), 20, 1), 15) << "all of 100 % is no number of agents";
  EXPECT_GT(agents_needed({20'000, 180, std::nullopt, 0}, 20, 0.8), 1000);
}

}  // namespace
}  // namespace tandem::sim
