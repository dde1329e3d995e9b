#include "sim/replay/replay.hpp"

#include <gtest/gtest.h>

#include "sim/report.hpp"

namespace tandem::sim {
namespace {

constexpr QueueId support{1}, billing{2};

Configuration centre(int agents) {
  Configuration configuration;
  configuration.version = 1;
  for (const auto& [id, name] : {std::pair{support, "support"}, std::pair{billing, "billing"}}) {
    Queue queue;
    queue.id = id;
    queue.name = name;
    configuration.queues.push_back(queue);
  }
  for (int i = 1; i <= agents; ++i) {
    AgentProfile agent;
    agent.id = AgentId{i};
    agent.login = "agent" + std::to_string(i);
    configuration.agents.push_back(agent);
  }
  return configuration;
}

TraceContact answered(std::int64_t at_s, int waited_s, int handle_s, int priority = 0) {
  TraceContact contact;
  contact.at_ms = at_s * 1000;
  contact.queue = support;
  contact.priority = priority;
  contact.waited_ms = waited_s * 1000;
  contact.handle_ms = handle_s * 1000;
  return contact;
}

TraceContact left(std::int64_t at_s, int waited_s) {
  auto contact = answered(at_s, waited_s, 0);
  contact.handle_ms = -1;
  contact.ending = Ending::left;
  return contact;
}

Trace trace_of(std::vector<TraceContact> contacts) {
  Trace trace;
  trace.start = any_midnight;
  trace.length_ms = half_hour_ms;
  trace.contacts = std::move(contacts);
  return trace;
}

Load again(Trace trace) { return load_of(std::make_shared<const Replay>(std::move(trace))); }

// One agent: 0–100 s, 100–150 s, 150–190 s. Who leaves at 50 s does so before their turn.
TEST(Replay, one_agent_gives_the_waits_that_really_were) {
  const auto load = again(trace_of({answered(0, 0, 100), answered(10, 90, 50), left(20, 30), answered(30, 120, 40)}));
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto outcome = simulate(centre(1), load, seed);
    EXPECT_EQ(outcome.queues.at(support).waits_ms, (std::vector<std::int32_t>{0, 30'000, 90'000, 120'000})) << "seed " << seed;
    EXPECT_EQ(outcome.queues.at(support).counts.answered, 3);
    EXPECT_EQ(outcome.queues.at(support).counts.abandoned, 1);
    EXPECT_EQ(outcome.agents.at(AgentId{1}).busy_ms, 190'000);
  }
}

// The last one's point of priority is worth the minute by which it came later than the second.
TEST(Replay, each_contact_keeps_its_priority) {
  const auto load = again(trace_of({answered(0, 0, 100), answered(10, 130, 50), answered(30, 70, 40, 1)}));
  const auto outcome = simulate(centre(1), load, 1);
  EXPECT_EQ(outcome.queues.at(support).waits_ms, (std::vector<std::int32_t>{0, 70'000, 130'000}));
}

TEST(Replay, with_a_second_agent_everybody_is_served_at_once_or_sooner) {
  const auto load = again(trace_of({answered(0, 0, 100), answered(10, 90, 50), left(20, 30), answered(30, 120, 40)}));
  const auto outcome = simulate(centre(2), load, 1);
  // The third would have waited 30 s and has to wait 40.
  EXPECT_EQ(outcome.queues.at(support).waits_ms, (std::vector<std::int32_t>{0, 0, 30'000, 30'000}));
}

// 240 s of waiting, two left: one in 120 s. Those who were answered count with what they waited, not with what they could.
TEST(Replay, patience_is_the_time_waited_for_each_who_left) {
  const Replay replay(trace_of({answered(0, 100, 60), left(1, 30), left(2, 60), answered(3, 50, 60)}));
  EXPECT_DOUBLE_EQ(*replay.leaving_after_ms(support), 120'000);
  EXPECT_FALSE(replay.leaving_after_ms(billing));
  EXPECT_FALSE(Replay(trace_of({answered(0, 100, 60)})).leaving_after_ms(support)) << "nobody left: nobody will";
}

TEST(Replay, who_left_has_the_patience_shown_and_who_was_answered_at_least_that) {
  const Replay replay(trace_of({answered(0, 100, 60), left(1, 30), left(2, 60), answered(3, 50, 60)}));
  double more = 0;
  constexpr int seeds = 4000;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    Random patience(seed, 2), handle(seed, 1);
    const auto first = replay.contact(0, patience, handle);
    EXPECT_GE(*first.patience_ms, 100'000);
    more += static_cast<double>(*first.patience_ms - 100'000);
    EXPECT_EQ(replay.contact(1, patience, handle).patience_ms, 30'000);
  }
  EXPECT_NEAR(more / seeds, 120'000, 6'000);  // three standard errors
}

TEST(Replay, who_left_takes_as_long_as_somebody_of_the_same_queue) {
  auto other = answered(3, 0, 999);
  other.queue = billing;
  const Replay replay(trace_of({answered(0, 0, 60), answered(1, 0, 70), left(2, 60), other}));
  std::set<std::int64_t> drawn;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    Random patience(seed, 2), handle(seed, 1);
    drawn.insert(replay.contact(2, patience, handle).handle_ms);
  }
  EXPECT_EQ(drawn, (std::set<std::int64_t>{60'000, 70'000}));
}

TEST(Replay, the_same_customers_meet_every_configuration) {
  const auto load = again(trace_of({answered(0, 0, 60), answered(1, 0, 70), left(2, 60), answered(3, 40, 30), left(9, 2)}));
  Arrivals first(load, 7), second(load, 7);
  while (const auto contact = first.next()) {
    const auto twin = second.next();
    EXPECT_EQ(contact->handle_ms, twin->handle_ms);
    EXPECT_EQ(contact->patience_ms, twin->patience_ms);
  }
}

TEST(Replay, a_trace_describes_itself_in_rates_for_staffing) {
  auto trace = trace_of({answered(0, 0, 60), answered(1, 0, 120), left(2, 60)});
  trace.start = any_midnight.plus_ms(9 * 2 * half_hour_ms);
  trace.length_ms = day_ms + half_hour_ms;  // the half hour from nine o'clock on comes twice
  trace.contacts.push_back(answered(86'400, 0, 60));
  const auto load = again(std::move(trace));
  ASSERT_EQ(load.streams.size(), 1u);
  EXPECT_EQ(load.streams[0].per_hour[18], 4);
  EXPECT_EQ(load.streams[0].per_hour[19], 0);
  EXPECT_EQ(load.streams[0].handle.mean_ms, 80'000);
  EXPECT_EQ(load.streams[0].patience->mean_ms, 60'000);
}

TEST(Trace, an_agent_was_there_in_every_half_hour_in_which_they_served) {
  auto first = answered(100, 0, 60), late = answered(1'790, 0, 60), next_day = answered(86'400, 0, 60);
  for (auto* contact : {&first, &late, &next_day}) contact->agent = AgentId{1};
  auto trace = trace_of({first, late, next_day});
  const auto shifts = shifts_by_work(trace, centre(2));
  ASSERT_TRUE(shifts);
  EXPECT_EQ(shifts->at(AgentId{1}).list(), (std::vector<Shift>{{0, 2 * half_hour_ms}, {day_ms, day_ms + half_hour_ms}}));
  EXPECT_TRUE(shifts->at(AgentId{2}).list().empty()) << "who served nobody was not there";
  EXPECT_FALSE(shifts_by_work(trace_of({answered(0, 0, 1)}), centre(2))) << "nobody is named";
}

// Li was free from 160 s on, and took the next one only at 300 s, who had waited since 200 s.
TEST(Trace, who_was_free_while_somebody_waited_was_not_there) {
  auto first = answered(100, 0, 60), second = answered(200, 100, 60);
  for (auto* contact : {&first, &second}) contact->agent = AgentId{1};
  const auto trace = trace_of({first, second});
  auto configuration = centre(1);
  EXPECT_EQ(shifts_by_work(trace, configuration)->at(AgentId{1}).list(), (std::vector<Shift>{{0, 200'000}, {300'000, half_hour_ms}}));
  // Somebody whom they could not have served is no sign.
  configuration.queues[0].required = {{SkillId{9}, 1}};
  EXPECT_EQ(shifts_by_work(trace, configuration)->at(AgentId{1}).list(), (std::vector<Shift>{{0, half_hour_ms}}));
}

TEST(Trace, somebody_new_is_there_whenever_anybody_was) {
  auto contact = answered(100, 0, 60);
  contact.agent = AgentId{1};
  auto trace = trace_of({contact, answered(110, 50, 60)});
  trace.shifts = shifts_by_work(trace, centre(1));
  const auto load = again(std::move(trace));
  EXPECT_EQ(simulate(centre(1), load, 1).queues.at(support).waits_ms, (std::vector<std::int32_t>{0, 50'000}));
  EXPECT_EQ(simulate(centre(2), load, 1).queues.at(support).waits_ms, (std::vector<std::int32_t>{0, 0}));
}

TEST(Trace, what_really_happened_is_reported_by_the_same_definitions) {
  auto first = answered(0, 0, 100), second = answered(10, 90, 50);
  first.agent = second.agent = AgentId{1};
  auto trace = trace_of({first, second, left(20, 30), left(30, 2)});
  trace.shifts = shifts_by_work(trace, centre(2));
  const auto report = report_of(trace, centre(2));
  const auto& queue = report.queues.front();
  EXPECT_EQ(queue.offered->mean, 4);
  EXPECT_EQ(queue.answered->mean, 2);
  EXPECT_EQ(queue.abandoned->mean, 2);
  EXPECT_NEAR(queue.service_level->mean, 1.0 / 3, 1e-6) << "of answered and abandoned; who left within 5 s does not count";
  EXPECT_EQ(queue.asa_s->mean, 45);
  EXPECT_EQ(queue.mean_wait_s->mean, 30.5);
  EXPECT_EQ(queue.wait_probability->mean, 0.75);
  EXPECT_EQ(queue.abandon_rate->mean, 0.5);
  EXPECT_EQ(queue.asa_s->half_width, 0);
  EXPECT_NEAR(report.teams[0].occupancy->mean, 150.0 / 1800, 1e-9);
  EXPECT_EQ(report.teams[0].least_handled->mean, 2) << "who was not there does not count";
  EXPECT_TRUE(to_json(report).at("queues").at(0).at("asa_s").is_number());
}

TEST(Trace, where_nobody_knows_who_served_nothing_is_said_about_teams) {
  EXPECT_TRUE(report_of(trace_of({answered(0, 0, 60)}), centre(2)).teams.empty());
}

}  // namespace
}  // namespace tandem::sim
