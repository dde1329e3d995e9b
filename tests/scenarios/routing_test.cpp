// Whom first, what first, and what a task asks for as it waits.
#include <map>

#include "core/explain.hpp"
#include "scenarios/world.hpp"

namespace tandem::scenarios {
namespace {

constexpr std::int64_t li = 1, han = 2, desk_phone = 3, newcomer = 4;

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
  return world.facts<ReservationMade>().back().agent.value;
}

TEST(Routing, asks_whoever_is_idle_longest_unless_told_otherwise) {
  World world;
  EXPECT_EQ(first_asked(world), li);
}

TEST(Routing, most_skilled_first) {
  World world(choosing(AgentChoice::most_skilled));
  EXPECT_EQ(first_asked(world), desk_phone);
  EXPECT_EQ(world.facts<ReservationMade>().back().why.choose, AgentChoice::most_skilled);
}

TEST(Routing, least_skilled_that_suffices_first_so_that_experts_stay_free) {
  World world(choosing(AgentChoice::least_skilled));
  EXPECT_EQ(first_asked(world), han);
}

TEST(Routing, least_occupied_first_even_if_others_are_idle_longer) {
  World world(choosing(AgentChoice::least_occupied));
  world.sign_in(li);
  world.chat("hello", 1);
  world.accept(world.offer_to(li), li);
  world.pass_ms(60'000);
  world.sign_in(han);
  world.call_into_queue();
  EXPECT_TRUE(world.offer_to(han));
}

TEST(Routing, round_robin_goes_round_whoever_was_idle_longest) {
  World world(choosing(AgentChoice::round_robin));
  world.sign_in(li);
  world.pass_ms(1000);
  world.sign_in(han);
  std::vector<std::int64_t> asked;
  for (int i = 0; i < 4; ++i) {
    const auto leg = world.call_into_queue();
    asked.push_back(world.facts<ReservationMade>().back().agent.value);
    world.step(LegEnded{leg, EndCause::hang_up});  // before it is accepted: nobody's idle time changes
    world.pass_ms(1000);
  }
  EXPECT_EQ(asked, (std::vector<std::int64_t>{li, han, li, han}));
}

TEST(Routing, who_was_not_idle_longest_is_told_why) {
  World world(choosing(AgentChoice::least_skilled));
  first_asked(world);
  const auto why = world.facts<ReservationMade>().back().why;
  EXPECT_EQ(why.candidates, 3);
  EXPECT_EQ(why.choose, AgentChoice::least_skilled);
  EXPECT_EQ(why.relaxed, 0);
}

Configuration relaxing() {
  auto configuration = shop();
  configuration.teams = {{TeamId{7}, "one"}, {TeamId{8}, "two"}};
  for (auto& agent : configuration.agents) agent.team = agent.id.value == newcomer ? TeamId{8} : TeamId{7};
  auto& support = configuration.queues.front();
  support.teams = {TeamId{7}};
  support.relaxations = {{20'000, {{SkillId{1}, 0}}, {TeamId{7}}}, {60'000, {}, {}}};
  return configuration;
}

TEST(Routing, a_task_asks_for_less_the_longer_it_waits) {
  World world(relaxing());
  world.sign_in(newcomer);  // no skill at all, and of the other team
  world.call_into_queue();
  EXPECT_FALSE(world.offer_to(newcomer));
  world.pass_ms(20'000);
  EXPECT_EQ(world.facts<TaskRelaxed>().size(), 1u);
  EXPECT_FALSE(world.offer_to(newcomer)) << "still of the wrong team";
  world.pass_ms(39'999);
  EXPECT_FALSE(world.offer_to(newcomer));
  world.pass_ms(1);
  EXPECT_TRUE(world.offer_to(newcomer));
  EXPECT_EQ(world.facts<ReservationMade>().back().why.relaxed, 2);
}

TEST(Routing, an_offer_that_is_open_when_the_task_asks_for_less_stands) {
  World world(relaxing());
  world.sign_in(li);
  world.sign_in(newcomer);
  world.call_into_queue();
  const auto offer = world.offer_to(li);
  world.pass_ms(19'999);
  ASSERT_TRUE(world.offer_to(li));
  world.step(RejectReservation{offer, AgentId{li}, "busy"});
  world.pass_ms(40'001);
  EXPECT_EQ(world.facts<TaskRelaxed>().size(), 2u);
  EXPECT_TRUE(world.offer_to(li) || world.offer_to(newcomer));
}

TEST(Routing, a_call_that_is_answered_asks_for_nothing_more) {
  World world(relaxing());
  world.talk_to(li);
  world.pass_ms(120'000);
  EXPECT_TRUE(world.facts<TaskRelaxed>().empty());
}

TEST(Routing, priority_is_worth_waiting_time_so_that_nobody_starves) {
  auto configuration = shop();
  configuration.ageing_ms = 60'000;
  configuration.queues.back().priority = 1;  // chats: a point above calls
  configuration.queues.back().target_seconds = configuration.queues.front().target_seconds;
  configuration.capacity_limit = 60;  // one call or three chats
  World world(configuration);
  const auto leg = world.call_into_queue();
  world.pass_ms(59'000);
  world.chat("hello", 1);
  world.sign_in(li);
  EXPECT_EQ(world.state().reservation(world.offer_to(li))->channel, Channel::webchat) << "a minute's head start";
  world.step(RejectReservation{world.offer_to(li), AgentId{li}, "no"});
  EXPECT_EQ(world.state().reservation(world.offer_to(li))->channel, Channel::voice);
  world.step(LegEnded{leg, EndCause::hang_up});

  World later(configuration);
  later.call_into_queue();
  later.pass_ms(61'000);
  later.chat("hello", 1);
  later.sign_in(li);
  EXPECT_EQ(later.state().reservation(later.offer_to(li))->channel, Channel::voice) << "it has waited for longer than that";
}

TEST(Routing, what_comes_closest_to_its_target_goes_first) {
  auto configuration = shop();
  configuration.queues.front().target_seconds = 20;
  configuration.queues.back().target_seconds = 90;
  configuration.capacity_limit = 60;
  World world(configuration);
  world.chat("hello", 1);
  world.pass_ms(30'000);
  world.call_into_queue();  // due in 20 s, the chat in 60 s
  world.sign_in(li);
  EXPECT_EQ(world.state().reservation(world.offer_to(li))->channel, Channel::voice);
}

TEST(Routing, only_the_queues_teams_are_asked) {
  World world(relaxing());
  auto configuration = relaxing();
  configuration.version = 2;
  configuration.queues.front().teams = {TeamId{8}};
  configuration.queues.front().relaxations.clear();
  world.step(ConfigurationPublished{configuration});
  world.sign_in(li);
  world.call_into_queue();
  EXPECT_FALSE(world.offer_to(li));
}

TEST(Explanation, everybody_stands_in_one_group_with_the_first_thing_that_keeps_them_from_it) {
  auto configuration = relaxing();
  configuration.agents[2].team = TeamId{8};  // the desk phone
  World world(configuration);
  world.sign_in(li);
  world.talk_to(li);
  world.step(AgentLinkChanged{AgentId{han}, true});
  world.set_state(han, AgentState::on_break, "lunch");
  const auto leg = world.call_into_queue();
  const auto* task = world.state().task(world.state().conversation(world.conversation_of(leg))->task);
  const auto explanation = explain(world.state(), *task, world.now());
  std::map<Obstacle, std::vector<AgentId>> groups;
  for (const auto& group : explanation.groups) {
    EXPECT_EQ(group.count, 1);
    groups[group.obstacle] = group.first;
  }
  EXPECT_EQ(groups, (std::map<Obstacle, std::vector<AgentId>>{{Obstacle::busy, {AgentId{li}}},
                                                              {Obstacle::not_available, {AgentId{han}}},
                                                              {Obstacle::other_team, {AgentId{desk_phone}}},
                                                              {Obstacle::not_skilled, {AgentId{newcomer}}}}));
  EXPECT_EQ(explanation.ahead, 0);
  ASSERT_TRUE(explanation.next_relaxation);
  EXPECT_EQ(explanation.next_relaxation->since_ms(task->since), 20'000);
}

TEST(Explanation, who_is_due_earlier_in_the_same_queue_is_ahead) {
  World world;
  world.call_into_queue();
  world.pass_ms(1000);
  const auto leg = world.call_into_queue();
  const auto* task = world.state().task(world.state().conversation(world.conversation_of(leg))->task);
  EXPECT_EQ(explain(world.state(), *task, world.now()).ahead, 1);
}

TEST(Explanation, who_has_just_missed_it_is_named_as_such) {
  World world;
  world.sign_in(li);
  const auto leg = world.call_into_queue();
  world.step(RejectReservation{world.offer_to(li), AgentId{li}, "busy"});
  const auto* task = world.state().task(world.state().conversation(world.conversation_of(leg))->task);
  EXPECT_EQ(obstacle_of(world.state(), *world.state().agent(AgentId{li}), *task, world.now()), Obstacle::passed_over);
}

}  // namespace
}  // namespace tandem::scenarios
