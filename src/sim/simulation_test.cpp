#include "sim/simulation.hpp"

#include <gtest/gtest.h>

#include "sim/report.hpp"

namespace tandem::sim {
namespace {

Configuration centre(int agents) {
  Configuration configuration;
  configuration.version = 1;
  Queue queue;
  queue.id = QueueId{1};
  queue.name = "support";
  configuration.queues = {queue};
  for (int i = 1; i <= agents; ++i) {
    AgentProfile agent;
    agent.id = AgentId{i};
    agent.login = "agent" + std::to_string(i);
    configuration.agents.push_back(agent);
  }
  return configuration;
}

Load calls(double per_hour, double handle_s) {
  Load load;
  load.length_ms = 20 * 3'600'000;
  load.warm_up_ms = 3'600'000;
  Stream stream;
  stream.queue = QueueId{1};
  stream.per_hour = {per_hour};
  stream.handle.mean_ms = handle_s * 1000;
  load.streams = {stream};
  return load;
}

bool same(const Outcome& a, const Outcome& b) {
  return a.contacts == b.contacts && a.steps == b.steps && a.queues.at(QueueId{1}).waits_ms == b.queues.at(QueueId{1}).waits_ms;
}

TEST(Simulation, the_same_seed_gives_the_same_day_and_another_seed_another) {
  const auto configuration = centre(5);
  const auto load = calls(60, 180);
  const auto first = simulate(configuration, load, 7);
  EXPECT_TRUE(same(first, simulate(configuration, load, 7)));
  EXPECT_FALSE(same(first, simulate(configuration, load, 8)));
}

TEST(Simulation, everybody_who_enters_is_answered_or_leaves) {
  auto load = calls(90, 180);
  load.streams[0].patience = Duration{Duration::Shape::exponential, 60'000, 1};
  const auto outcome = simulate(centre(4), load, 1);
  const auto& queue = outcome.queues.at(QueueId{1});
  EXPECT_GT(queue.counts.answered, 0);
  EXPECT_GT(queue.counts.abandoned, 0);
  EXPECT_EQ(queue.counts.offered, queue.counts.answered + queue.counts.abandoned + queue.counts.short_abandoned);
  EXPECT_EQ(queue.queued, static_cast<std::int64_t>(queue.waits_ms.size()));
}

TEST(Simulation, one_agent_serves_one_call_at_a_time_and_is_busy_as_long_as_it_takes) {
  auto load = calls(10, 60);
  load.streams[0].handle = Duration{Duration::Shape::constant, 60'000, 1};
  load.warm_up_ms = 0;
  const auto outcome = simulate(centre(1), load, 3);
  const auto& agent = outcome.agents.at(AgentId{1});
  EXPECT_EQ(agent.handled, outcome.contacts);
  // Who is still on the line when the load ends counts until then only.
  EXPECT_LE(agent.busy_ms, outcome.contacts * 60'000);
  EXPECT_GE(agent.busy_ms, (outcome.contacts - 1) * 60'000);
}

TEST(Simulation, an_agent_has_several_chats_beside_each_other) {
  auto load = calls(60, 300);
  load.streams[0].channel = Channel::webchat;
  load.streams[0].handle = Duration{Duration::Shape::constant, 300'000, 1};
  const auto outcome = simulate(centre(2), load, 3);
  const auto& queue = outcome.queues.at(QueueId{1});
  // Ten fit; five are there on average. One at a time, two agents could never serve them.
  EXPECT_EQ(queue.counts.answered, queue.queued);
  EXPECT_LT(queue.wait_ms / queue.queued, 5000);
}

TEST(Simulation, a_slow_agent_takes_longer) {
  auto load = calls(10, 60);
  load.streams[0].handle = Duration{Duration::Shape::constant, 60'000, 1};
  load.warm_up_ms = 0;
  load.pace[AgentId{1}] = 2;
  const auto outcome = simulate(centre(1), load, 3);
  EXPECT_GE(outcome.agents.at(AgentId{1}).busy_ms, (outcome.contacts - 1) * 120'000);
}

TEST(Simulation, a_day_has_its_own_course) {
  Load load;
  load.length_ms = 2 * 48 * half_hour_ms;
  Stream stream;
  stream.per_hour.assign(half_hours, 0);
  stream.per_hour[20] = 600;  // from ten o'clock on, half an hour
  load.streams = {stream};
  Arrivals arrivals(load, 1);
  int count = 0;
  while (const auto contact = arrivals.next()) {
    ++count;
    EXPECT_EQ(contact->at_ms / half_hour_ms % 48, 20);
  }
  EXPECT_NEAR(count, 600, 120);  // 300 on each of two days
}

TEST(Simulation, nobody_comes_and_nothing_has_a_value) {
  const auto report = simulate_all(centre(1), calls(0, 60), 2, 0.95);
  ASSERT_EQ(report.queues.size(), 1u);  // all together
  EXPECT_FALSE(report.queues[0].service_level) << "an empty interval is not 100 %";
  EXPECT_FALSE(report.queues[0].asa_s);
  EXPECT_EQ(report.teams[0].occupancy->mean, 0);
}

}  // namespace
}  // namespace tandem::sim
