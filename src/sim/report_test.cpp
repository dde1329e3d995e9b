#include "sim/report.hpp"

#include <gtest/gtest.h>

namespace tandem::sim {
namespace {

Configuration two_people() {
  Configuration configuration;
  configuration.queues.resize(1);
  configuration.queues[0].id = QueueId{1};
  configuration.queues[0].name = "support";
  configuration.teams = {{TeamId{9}, "一组"}};
  for (int i = 1; i <= 2; ++i) {
    AgentProfile agent;
    agent.id = AgentId{i};
    agent.team = TeamId{9};
    configuration.agents.push_back(agent);
  }
  return configuration;
}

Outcome waited(std::int32_t wait_ms) {
  Outcome outcome;
  outcome.counted_ms = 100'000;
  auto& queue = outcome.queues[QueueId{1}];
  queue.counts.offered = queue.queued = 1;
  queue.counts.left(TaskOutcome::answered, wait_ms, 20'000);
  queue.waited = wait_ms > 0;
  queue.wait_ms = wait_ms;
  queue.waits_ms = {wait_ms};
  outcome.agents[AgentId{1}] = {60'000, 3, 100'000};
  outcome.agents[AgentId{2}] = {20'000, 1, 100'000};
  return outcome;
}

// Waits of 10, 20 and 30 s: mean 20, standard error 5.774; t(2) at 95 % is 4.303.
TEST(Report, intervals_are_students) {
  const auto report = summarise(two_people(), {waited(10'000), waited(20'000), waited(30'000)}, 0.95);
  const auto& queue = report.queues.front();
  EXPECT_NEAR(queue.asa_s->mean, 20, 1e-9);
  EXPECT_NEAR(queue.asa_s->half_width, 24.84, 0.01);
  EXPECT_NEAR(queue.service_level->mean, 2.0 / 3, 1e-6);
  EXPECT_EQ(queue.wait_probability->mean, 1);
}

TEST(Report, a_team_shows_how_busy_it_is_and_how_evenly) {
  const auto report = summarise(two_people(), {waited(0), waited(0)}, 0.95);
  ASSERT_EQ(report.teams.size(), 1u);
  EXPECT_EQ(report.teams[0].name, "一组");
  EXPECT_NEAR(report.teams[0].occupancy->mean, 0.4, 1e-9);
  EXPECT_EQ(report.teams[0].least_handled->mean, 1);
  EXPECT_EQ(report.teams[0].most_handled->mean, 3);
  EXPECT_NEAR(report.teams[0].fairness->mean, 0.8, 1e-9) << "(3 + 1)² / (2 · (3² + 1²))";
}

TEST(Report, a_table_side_by_side_marks_what_is_more_than_chance) {
  const auto slow = summarise(two_people(), {waited(30'000), waited(30'000)}, 0.95);
  const auto quick = summarise(two_people(), {waited(1'000), waited(1'000)}, 0.95);
  const auto text = to_text(slow, &quick);
  EXPECT_NE(text.find("30.00 s ±0.00"), std::string::npos) << text;
  EXPECT_NE(text.find("1.00 s ±0.00  *"), std::string::npos) << text;
  EXPECT_EQ(to_text(slow, &slow).find("  *\n"), std::string::npos);
}

TEST(Report, what_really_happened_stands_first_and_has_no_interval) {
  auto one = summarise(two_people(), {waited(30'000), waited(30'000)}, 0.95);
  auto real = one;
  real.runs = 0;
  const auto text = to_text(one, &one, &real);
  EXPECT_NE(text.find("as it was              simulated                changed"), std::string::npos) << text;
  EXPECT_NE(text.find("30.00 s          30.00 s ±0.00          30.00 s ±0.00"), std::string::npos) << text;
  EXPECT_EQ(text.find("never served"), std::string::npos) << "nobody was forgotten, so nothing is said about it";
}

TEST(Report, an_estimate_is_held_against_the_wait_that_came_of_it) {
  QueueTally tally;
  count(tally, {TaskOutcome::answered, 30'000, 50'000, false}, 20'000);
  count(tally, {TaskOutcome::answered, 30'000, 20'000, true}, 20'000);
  count(tally, {TaskOutcome::answered, 0, 20'000, false}, 20'000);     // did not wait
  count(tally, {TaskOutcome::abandoned, 30'000, 99'000, false}, 20'000);  // nobody knows how long it would have been
  Outcome outcome;
  outcome.queues[QueueId{1}] = tally;
  outcome.agents[AgentId{1}] = outcome.agents[AgentId{2}] = {};
  const auto report = summarise(two_people(), {outcome, outcome}, 0.95);
  EXPECT_EQ(report.queues[0].estimate_error_s->mean, 15);
  EXPECT_EQ(report.queues[0].estimate_bias_s->mean, 5);
  EXPECT_EQ(report.queues[0].overflowed->mean, 1);
}

TEST(Report, a_figure_without_value_is_null) {
  const auto json = to_json(summarise(two_people(), {waited(0), waited(0)}, 0.95));
  const auto& queue = json.at("queues").at(0);
  EXPECT_EQ(queue.at("name").as_string(), "support");
  EXPECT_TRUE(json.at("queues").at(1).at("name").is_null());
  EXPECT_TRUE(queue.at("abandon_rate").is_object());
}

}  // namespace
}  // namespace tandem::sim
