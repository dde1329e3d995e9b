#include "sim/simulation.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/replay/replay.hpp"
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

// One contact each at 0 and 70 s, of 100 and 50 s; nobody else comes within the five minutes.
Load two_calls() {
  Trace trace;
  trace.start = any_midnight;
  trace.length_ms = 300'000;
  for (const auto& [at_ms, handle_ms] : {std::pair{0, 100'000}, std::pair{70'000, 50'000}}) {
    TraceContact contact;
    contact.at_ms = at_ms;
    contact.queue = QueueId{1};
    contact.handle_ms = handle_ms;
    trace.contacts.push_back(contact);
  }
  return load_of(std::make_shared<const Replay>(std::move(trace)));
}

TEST(Simulation, who_goes_off_duty_finishes_the_work_in_hand_and_takes_no_more) {
  auto load = two_calls();
  load.length_ms = 8'000'000;
  load.shifts[AgentId{1}] = Shifts({{0, 60'000}, {7'000'000, 8'000'000}});
  const auto outcome = simulate(centre(1), load, 1);
  EXPECT_EQ(outcome.queues.at(QueueId{1}).waits_ms, (std::vector<std::int32_t>{0, 7'000'000 - 70'000}));
  const auto& agent = outcome.agents.at(AgentId{1});
  EXPECT_EQ(agent.busy_ms, 150'000);
  EXPECT_EQ(agent.on_duty_ms, 1'100'000) << "to the end of the first contact, and the second shift";
}

TEST(Simulation, a_break_that_begins_late_is_taken_in_full) {
  auto load = two_calls();
  load.shifts[AgentId{1}] = Shifts({{0, 60'000}, {90'000, 300'000}});
  const auto outcome = simulate(centre(1), load, 1);
  // The break of 30 s was to begin at 60 s; the contact in hand ends at 100 s.
  EXPECT_EQ(outcome.queues.at(QueueId{1}).waits_ms, (std::vector<std::int32_t>{0, 60'000}));
  EXPECT_EQ(outcome.agents.at(AgentId{1}).on_duty_ms, 270'000);
}

TEST(Simulation, who_is_not_on_duty_at_first_is_asked_later) {
  auto load = two_calls();
  load.others = Shifts({{80'000, 250'000}});
  const auto outcome = simulate(centre(1), load, 1);
  EXPECT_EQ(outcome.queues.at(QueueId{1}).waits_ms, (std::vector<std::int32_t>{80'000, 110'000}));
  EXPECT_EQ(outcome.agents.at(AgentId{1}).on_duty_ms, 170'000);
}

TEST(Simulation, a_shift_comes_again_every_day) {
  auto load = calls(4, 60);
  load.length_ms = 3 * day_ms;
  load.warm_up_ms = 0;
  load.shifts[AgentId{1}] = Shifts({{9 * 2 * half_hour_ms, 17 * 2 * half_hour_ms}}, Shifts::Repeat::daily);
  const auto outcome = simulate(centre(1), load, 5);
  const auto& queue = outcome.queues.at(QueueId{1});
  EXPECT_EQ(queue.counts.answered, queue.counts.offered) << "who came at night waited for the morning";
  EXPECT_GT(*std::ranges::max_element(queue.waits_ms), 14 * 3'600'000);
  const auto& agent = outcome.agents.at(AgentId{1});
  EXPECT_GE(agent.on_duty_ms, 3 * 8 * 3'600'000);
  EXPECT_LE(agent.on_duty_ms, 3 * (8 * 3'600'000 + 600'000)) << "and the last contact of each day";
}

TEST(Simulation, who_is_never_served_is_told_and_the_simulation_ends) {
  auto load = two_calls();
  load.shifts[AgentId{1}] = Shifts({{0, 60'000}});
  const auto outcome = simulate(centre(1), load, 1);
  const auto& queue = outcome.queues.at(QueueId{1});
  EXPECT_EQ(queue.counts.offered, 2);
  EXPECT_EQ(queue.counts.answered, 1);
  EXPECT_EQ(queue.unserved, 1);
}

// The first queue's people are not there; the second one's agent knows its skill alone.
Configuration two_queues() {
  auto configuration = centre(1);
  configuration.skills = {{SkillId{1}, "a"}, {SkillId{2}, "b"}};
  configuration.queues.push_back(configuration.queues[0]);
  configuration.queues[1].id = QueueId{2};
  configuration.queues[1].name = "help";
  configuration.queues[0].required = {{SkillId{1}, 1}};
  configuration.queues[1].required = {{SkillId{2}, 1}};
  configuration.agents[0].skills = {{SkillId{2}, 5}};
  return configuration;
}

Overflow after_30_s() {
  Overflow overflow;
  overflow.when = OverflowWhen::waited;
  overflow.over = 30'000;
  return overflow;
}

TEST(Simulation, a_queue_that_overflows_gets_help_and_it_is_counted) {
  auto configuration = two_queues();
  configuration.queues[0].overflows = {after_30_s()};
  configuration.queues[0].overflows[0].queue = QueueId{2};
  const auto outcome = simulate(configuration, two_calls(), 1);
  const auto& queue = outcome.queues.at(QueueId{1});
  EXPECT_EQ(queue.waits_ms, (std::vector<std::int32_t>{30'000, 60'000})) << "30 s, and until the first one is done";
  EXPECT_EQ(queue.overflowed, 2);
  EXPECT_EQ(outcome.queues.at(QueueId{2}).counts.offered, 0);
}

TEST(Simulation, a_flow_that_a_queue_overflows_to_is_gone_through_without_a_key) {
  auto configuration = two_queues();
  FlowGraph flow;
  flow.id = FlowId{7};
  flow.start = 0;
  MenuNode menu;
  menu.attempts = 1;
  menu.timeout_ms = 5'000;
  menu.choices = {{"1", flow_end, {}}};
  menu.no_input = 1;
  flow.nodes = {{"menu", menu}, {"queue", QueueNode{QueueId{2}, 0}}};
  configuration.flows = {flow};
  configuration.queues[0].overflows = {after_30_s()};
  configuration.queues[0].overflows[0].flow = flow.id;
  const auto outcome = simulate(configuration, two_calls(), 1);
  const auto& left = outcome.queues.at(QueueId{1});
  EXPECT_EQ(left.counts.offered, 2);
  EXPECT_EQ(left.overflowed, 2);
  EXPECT_EQ(left.queued, 0) << "their wait goes on elsewhere";
  // 30 s, the prompt and the time for a key; the second one until the first is done.
  EXPECT_EQ(outcome.queues.at(QueueId{2}).waits_ms, (std::vector<std::int32_t>{40'000, 70'000}));
}

TEST(Simulation, offers_that_count_as_accepted_at_once_need_no_answer) {
  auto configuration = centre(1);
  configuration.queues[0].auto_accept = true;
  EXPECT_EQ(simulate(configuration, two_calls(), 1).queues.at(QueueId{1}).waits_ms, (std::vector<std::int32_t>{0, 30'000}));
  auto chats = calls(60, 300);
  chats.streams[0].channel = Channel::webchat;
  const auto outcome = simulate(configuration, chats, 1);
  EXPECT_EQ(outcome.queues.at(QueueId{1}).counts.answered, outcome.queues.at(QueueId{1}).queued);
}

TEST(Simulation, cases_are_worked_off_beside_each_other) {
  auto load = calls(60, 300);
  load.streams[0].channel = Channel::ticket;
  load.streams[0].handle = Duration{Duration::Shape::constant, 300'000, 1};
  const auto outcome = simulate(centre(1), load, 3);
  const auto& queue = outcome.queues.at(QueueId{1});
  EXPECT_GT(queue.counts.answered, 0);
  EXPECT_EQ(queue.counts.answered, queue.queued);
}

TEST(Simulation, somebody_who_waits_for_it_hears_how_far_it_is_and_may_give_up) {
  int calls_of_progress = 0, last = 0;
  std::atomic<bool> stop{false};
  Watch watch;
  watch.threads = 1;
  watch.stop = &stop;
  watch.progress = [&](int done, int of) {
    EXPECT_EQ(of, 5);
    last = done;
    if (++calls_of_progress == 3) stop = true;
  };
  EXPECT_THROW(simulate_all(centre(2), calls(60, 60), 5, 0.95, watch), Stopped);
  EXPECT_EQ(last, 3);
  EXPECT_THROW(simulate(centre(2), calls(60, 60), 1, &stop), Stopped);
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
