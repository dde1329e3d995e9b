// Which agent is asked first for a contact, which contact an agent gets first, and that nobody is left behind for ever.
#include "scenarios/world.hpp"

namespace tandem::scenarios {
namespace {

constexpr std::int64_t li = 1, han = 2, desk_phone = 3;

Configuration choosing(AgentChoice choice) {
  auto configuration = shop();
  configuration.queues.front().choose = choice;
  return configuration;
}

// Who is offered a call when li (level 5), han (level 4) and the desk phone (level 9) are free since then, in this order.
std::int64_t first_asked(World& world) {
  for (const auto agent : {li, han, desk_phone}) {
    world.sign_in(agent);
    world.pass_ms(1000);
  }
  world.call_into_queue();
  return world.last<ReservationMade>().agent.value;
}

TEST(WhomFirst, whoever_is_idle_longest_unless_told_otherwise) {
  World world;
  EXPECT_EQ(first_asked(world), li);
  EXPECT_EQ(world.last<ReservationMade>().why.idle_ms, 3000);
}

TEST(WhomFirst, idle_for_as_long_the_lower_id) {
  World world(counter(1, 3));
  for (const auto agent : {3, 2, 1}) world.sign_in(agent);
  EXPECT_EQ(world.offered_to(world.call_to(1)), 1);
}

TEST(WhomFirst, who_has_work_already_comes_after_those_who_have_none) {
  World world(counter(1, 2));
  world.sign_in(1);
  world.chat_to(1);
  world.accept_offer(1);
  world.pass_ms(60'000);
  world.sign_in(2);
  EXPECT_EQ(world.offered_to(world.chat_to(1)), 2) << "free for no time, but without work";
  EXPECT_EQ(world.offered_to(world.chat_to(1)), 1);
}

TEST(WhomFirst, most_skilled) {
  World world(choosing(AgentChoice::most_skilled));
  EXPECT_EQ(first_asked(world), desk_phone);
  EXPECT_EQ(world.last<ReservationMade>().why.choose, AgentChoice::most_skilled);
}

TEST(WhomFirst, least_skilled_that_suffices_so_that_experts_stay_free) {
  World world(choosing(AgentChoice::least_skilled));
  EXPECT_EQ(first_asked(world), han);
  EXPECT_EQ(world.last<ReservationMade>().why.choose, AgentChoice::least_skilled);
  EXPECT_EQ(world.last<ReservationMade>().why.candidates, 3);
  EXPECT_EQ(world.last<ReservationMade>().why.relaxed, 0);
}

TEST(WhomFirst, least_occupied_even_if_others_are_idle_longer) {
  auto configuration = counter(1, 2);
  configuration.queues[0].choose = AgentChoice::least_occupied;
  World world(configuration);
  world.sign_in(1);
  for (int i = 0; i < 3; ++i) {
    world.chat_to(1);
    world.accept_offer(1);
  }
  world.pass_ms(1000);
  world.sign_in(2);
  world.chat_to(1);
  world.accept_offer(2);
  world.pass_ms(1000);
  EXPECT_EQ(world.offered_to(world.chat_to(1)), 2) << "20 of 100 taken; agent 1 has 60, and has been left alone for longer";
}

TEST(WhomFirst, round_robin_goes_round_whoever_was_idle_longest) {
  World world(choosing(AgentChoice::round_robin));
  world.sign_in(li);
  world.pass_ms(1000);
  world.sign_in(han);
  std::vector<std::int64_t> asked;
  for (int i = 0; i < 4; ++i) {
    const auto leg = world.call_into_queue();
    asked.push_back(world.last<ReservationMade>().agent.value);
    world.step(LegEnded{leg, EndCause::hang_up});  // before it is accepted: nobody's idle time changes
    world.pass_ms(1000);
  }
  EXPECT_EQ(asked, (std::vector<std::int64_t>{li, han, li, han}));
}

Configuration scoring(ScoreWeights weights) {
  auto out = counter(1, 2);
  out.queues[0].choose = AgentChoice::best_score;
  out.queues[0].weights = weights;
  return out;
}

TEST(BestScore, by_satisfaction_and_first_contact_resolution_as_they_are_weighed) {
  for (const bool by_satisfaction : {true, false}) {
    World world(scoring({0, by_satisfaction ? 100 : 0, by_satisfaction ? 0 : 100}));
    world.step(RateAgent{AgentId{1}, 900, 400});
    world.step(RateAgent{AgentId{2}, 800, 500});
    world.sign_in(1);
    world.sign_in(2);
    EXPECT_EQ(world.offered_to(world.call_to(1)), by_satisfaction ? 1 : 2);
    EXPECT_EQ(world.last<ReservationMade>().why.score_permille, by_satisfaction ? 900 : 500);
  }
}

TEST(BestScore, what_is_not_known_counts_as_the_middle) {
  World world(scoring({0, 1, 0}));
  world.step(RateAgent{AgentId{2}, 501, -1});
  world.sign_in(1);
  world.pass_ms(1000);
  world.sign_in(2);
  const auto call = world.call_to(1);
  EXPECT_EQ(world.offered_to(call), 2);
  world.hang_up(call);
  world.step(RateAgent{AgentId{2}, 499, -1});
  EXPECT_EQ(world.offered_to(world.call_to(1)), 1);
}

TEST(BestScore, who_is_quicker_than_usual_scores_higher) {
  World world(scoring({1, 0, 0}));
  for (const std::int64_t agent : {1, 2}) {
    world.sign_in(agent);
    const auto call = world.call_to(1);
    world.accept_offer(agent);
    world.pass_ms(agent == 1 ? 400'000 : 100'000);
    world.finish(call, agent);
    world.set_state(agent, AgentState::on_break, "lunch");
  }
  world.set_state(1, AgentState::available);
  world.pass_ms(5000);
  world.set_state(2, AgentState::available);
  EXPECT_EQ(world.offered_to(world.call_to(1)), 2);
  EXPECT_GT(world.last<ReservationMade>().why.score_permille, 500);
}

TEST(BestScore, a_rating_outside_the_scale_is_refused) {
  World world(scoring({1, 1, 1}));
  EXPECT_EQ(world.step(RateAgent{AgentId{1}, 1001, 0}).refusal, Refusal::bad_value);
  EXPECT_EQ(world.step(RateAgent{AgentId{1}, 0, -2}).refusal, Refusal::bad_value);
  EXPECT_EQ(world.step(RateAgent{AgentId{99}, 0, 0}).refusal, Refusal::unknown_agent);
  EXPECT_EQ(world.state().agent(AgentId{1})->quality.satisfaction_permille, -1);
}

TEST(WhatFirst, priority_is_worth_waiting_time) {
  auto configuration = counter(2, 1);
  configuration.ageing_ms = 60'000;
  configuration.queues[1].priority = 1;
  World world(configuration);
  world.call_to(1);
  world.pass_ms(59'999);
  const auto urgent = world.call_to(2);
  world.sign_in(1);
  EXPECT_EQ(world.offered_to(urgent), 1) << "a minute's head start";

  World later(configuration);
  const auto patient = later.call_to(1);
  later.pass_ms(60'001);
  later.call_to(2);
  later.sign_in(1);
  EXPECT_EQ(later.offered_to(patient), 1) << "it has waited for longer than that";
}

TEST(WhatFirst, what_comes_closest_to_its_target) {
  auto configuration = counter(2, 1);
  configuration.queues[0].target_seconds = 90;
  configuration.queues[1].target_seconds = 20;
  World world(configuration);
  world.call_to(1);
  world.pass_ms(30'000);
  const auto pressing = world.call_to(2);
  world.sign_in(1);
  EXPECT_EQ(world.offered_to(pressing), 1) << "due in 20 s, the other one in 60 s";
}

TEST(WhatFirst, a_customer_of_value_or_about_to_leave_is_due_sooner) {
  auto configuration = counter(1, 0);
  configuration.ageing_ms = 1000;
  configuration.queues[0].value_points = 10;
  configuration.queues[0].risk_points = 20;
  World world(configuration);
  const auto due_ms = [&](CustomerTraits traits) {
    const auto call = world.call_to(1, {.traits = std::move(traits)});
    return world.task_of(call)->due.since_ms(world.now());
  };
  EXPECT_EQ(due_ms({}), 20'000);
  EXPECT_EQ(due_ms({.value = 100}), 10'000);
  EXPECT_EQ(due_ms({.value = 50}), 15'000);
  EXPECT_EQ(due_ms({.risk = 100}), 0);
  EXPECT_EQ(due_ms({.value = 100, .risk = 100}), -10'000);
}

TEST(WhatFirst, across_channels_as_well) {
  auto configuration = counter(1, 1);
  configuration.capacity = {{Channel::voice, 60, 1}, {Channel::webchat, 60, 0}, {Channel::ticket, 60, 0}};
  World world(configuration);
  const auto ticket = world.work(Channel::ticket, 1);
  world.pass_ms(1);
  const auto chat = world.chat_to(1);
  world.pass_ms(1);
  const auto call = world.call_to(1);
  world.sign_in(1);
  for (const auto next : {ticket, chat, call}) {
    EXPECT_EQ(world.offered_to(next), 1);
    world.accept_offer(1);
    world.finish(next, 1);
  }
}

TEST(WhatFirst, nobody_is_overtaken_for_longer_than_priorities_and_targets_can_be_worth) {
  auto configuration = counter(2, 1);
  configuration.ageing_ms = 1000;
  configuration.queues[0].target_seconds = 20;
  configuration.queues[1].target_seconds = 5;
  configuration.queues[1].priority = 10;  // 15 s of difference and 10 s of priority: 25 s altogether
  World world(configuration);
  world.sign_in(1);
  world.call_to(2);
  const auto low = world.call_to(1);
  world.call_to(2);
  const auto came = world.now();
  while (world.offered_to(low) == 0 && world.now().since_ms(came) < 60'000) {
    const auto offered = world.last<ReservationMade>();
    world.accept_offer(1);
    world.pass_ms(1000);
    world.call_to(2);  // there is always somebody of the better queue
    world.finish(offered.conversation, 1);
  }
  EXPECT_EQ(world.offered_to(low), 1);
  EXPECT_GT(world.now().since_ms(came), 20'000) << "the others did go first";
  EXPECT_LE(world.now().since_ms(came), 26'000);
}

}  // namespace
}  // namespace tandem::scenarios
