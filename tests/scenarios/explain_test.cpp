// Why somebody waits: everybody on the books by what keeps them from it, who goes before, what will change; and why an agent was
// offered what they were.
#include "core/views/explain.hpp"

#include <map>

#include "scenarios/world.hpp"

namespace tandem::scenarios {
namespace {

constexpr SkillId technical{1};

Configuration skilled(int agents) {
  auto out = counter(2, agents);
  out.skills = {{technical, "technical"}};
  out.teams = {{TeamId{1}, "one"}, {TeamId{2}, "two"}};
  out.queues[0].required = {{technical, 3}};
  out.queues[0].teams = {TeamId{1}};
  for (auto& agent : out.agents) {
    agent.skills = {{technical, 5}};
    agent.team = TeamId{1};
  }
  return out;
}

std::map<Obstacle, std::vector<AgentId>> groups_for(const World& world, ConversationId contact) {
  std::map<Obstacle, std::vector<AgentId>> out;
  for (const auto& group : explain(world.state(), *world.task_of(contact), world.now()).groups) {
    EXPECT_EQ(static_cast<std::size_t>(group.count), group.first.size());
    out[group.obstacle] = group.first;
  }
  return out;
}

Obstacle obstacle_for(const World& world, std::int64_t agent, ConversationId contact) {
  return obstacle_of(world.state(), *world.state().agent(AgentId{agent}), *world.task_of(contact), world.now());
}

TEST(Explanation, everybody_stands_in_one_group_with_the_first_thing_that_keeps_them_from_it) {
  auto configuration = skilled(8);
  configuration.agents[1].skills.clear();
  configuration.agents[2].team = TeamId{2};
  World world(configuration);
  for (const std::int64_t agent : {1, 2, 3, 5, 6, 7, 8}) world.sign_in(agent);
  world.set_state(5, AgentState::on_break, "lunch");
  world.step(AgentLinkChanged{AgentId{6}, false});
  const auto only_for = [&](std::int64_t agent) {
    CustomerTraits traits;
    for (std::int64_t id = 1; id <= 8; ++id)
      if (id != agent) traits.blocked.push_back(AgentId{id});
    return world.call_to(1, {.traits = traits});
  };
  only_for(7);
  world.accept_offer(7);
  const auto call = world.call_to(1, {.traits = {.blocked = {AgentId{1}}}});
  ASSERT_EQ(world.offered_to(call), 8);
  world.decline(8);
  EXPECT_EQ(groups_for(world, call), (std::map<Obstacle, std::vector<AgentId>>{{Obstacle::blocked, {AgentId{1}}},
                                                                              {Obstacle::not_skilled, {AgentId{2}}},
                                                                              {Obstacle::other_team, {AgentId{3}}},
                                                                              {Obstacle::signed_out, {AgentId{4}}},
                                                                              {Obstacle::not_available, {AgentId{5}}},
                                                                              {Obstacle::unreachable, {AgentId{6}}},
                                                                              {Obstacle::busy, {AgentId{7}}},
                                                                              {Obstacle::passed_over, {AgentId{8}}}}));
}

TEST(Explanation, names_no_more_than_a_few_and_counts_all) {
  World world(skilled(12));
  const auto call = world.call_to(1);
  const auto explanation = explain(world.state(), *world.task_of(call), world.now());
  ASSERT_EQ(explanation.groups.size(), 1u);
  EXPECT_EQ(explanation.groups[0].count, 12);
  EXPECT_EQ(explanation.groups[0].first.size(), CandidateGroup::most_named);
}

TEST(Explanation, says_for_whom_it_is_kept_and_until_when) {
  auto configuration = skilled(2);
  configuration.queues[0].sticky = {StickyTo::last};
  configuration.queues[0].sticky_ms = 9000;
  World world(configuration);
  world.sign_in(1);
  world.set_state(1, AgentState::on_break, "lunch");
  world.sign_in(2);
  const auto call = world.call_to(1, {.traits = {.last_agent = AgentId{1}}});
  world.pass_ms(2000);
  EXPECT_EQ(obstacle_for(world, 1, call), Obstacle::not_available);
  EXPECT_EQ(obstacle_for(world, 2, call), Obstacle::kept);
  EXPECT_EQ(explain(world.state(), *world.task_of(call), world.now()).kept_until, world.now().plus_ms(7000));
}

TEST(Explanation, says_when_it_will_ask_for_less) {
  auto configuration = skilled(1);
  configuration.queues[0].relaxations = {{20'000, {{technical, 1}}, {}}, {60'000, {}, {}}};
  World world(configuration);
  const auto call = world.call_to(1);
  const auto since = world.task_of(call)->since;
  const auto next = [&] { return explain(world.state(), *world.task_of(call), world.now()).next_relaxation; };
  EXPECT_EQ(next(), since.plus_ms(20'000));
  world.pass_ms(20'000);
  EXPECT_EQ(next(), since.plus_ms(60'000));
  world.pass_ms(40'000);
  EXPECT_FALSE(next());
}

TEST(Explanation, who_is_due_earlier_in_the_same_queue_is_ahead) {
  World world(skilled(1));
  const auto first = world.call_to(1);
  world.pass_ms(1000);
  world.call_to(2);
  const auto call = world.call_to(1);
  EXPECT_EQ(explain(world.state(), *world.task_of(call), world.now()).ahead, 1);
  world.sign_in(1);
  ASSERT_EQ(world.offered_to(first), 1);
  EXPECT_EQ(explain(world.state(), *world.task_of(call), world.now()).ahead, 1) << "offered, but not answered yet";
  world.accept_offer(1);
  EXPECT_EQ(explain(world.state(), *world.task_of(call), world.now()).ahead, 0);
}

TEST(Explanation, agents_of_a_queue_that_helps_are_kept_by_nothing) {
  auto configuration = skilled(1);
  configuration.agents[0].skills.clear();
  configuration.queues[0].overflows = {{OverflowWhen::waiting, 2, QueueId{2}, {}}};
  World world(configuration);
  const auto call = world.call_to(1);
  EXPECT_EQ(obstacle_for(world, 1, call), Obstacle::not_skilled);
  world.call_to(1);
  EXPECT_EQ(obstacle_for(world, 1, call), Obstacle::signed_out);
}

TEST(Explanation, who_could_only_help_out_cannot_take_what_is_still_kept_for_them) {
  auto configuration = skilled(1);
  configuration.queues[0].sticky = {StickyTo::last};
  configuration.queues[0].overflows = {{OverflowWhen::waiting, 1, QueueId{2}, {}}};
  World world(configuration);
  world.sign_in(1);
  world.set_state(1, AgentState::on_break, "lunch");
  const auto call = world.call_to(1, {.traits = {.last_agent = AgentId{1}}});
  ASSERT_EQ(world.task_of(call)->only, AgentId{1});
  configuration.agents[0].skills.clear();
  world.publish(configuration);
  world.set_state(1, AgentState::available);
  EXPECT_EQ(world.offered_to(call), 0);
  EXPECT_EQ(obstacle_for(world, 1, call), Obstacle::not_skilled);
  world.pass_ms(30'000);
  EXPECT_EQ(world.offered_to(call), 1) << "open to all, those who help included";
}

TEST(Reason, tells_what_was_asked_for_who_else_could_have_and_for_how_long_the_agent_was_free) {
  World world(skilled(3));
  for (const std::int64_t agent : {1, 2, 3}) world.sign_in(agent);
  world.pass_ms(5000);
  world.call_to(1);
  const auto why = world.last<ReservationMade>().why;
  EXPECT_EQ(why.matched, (std::vector<SkillLevel>{{technical, 5}}));
  EXPECT_EQ(why.candidates, 3);
  EXPECT_EQ(why.idle_ms, 5000);
  EXPECT_EQ(why.choose, AgentChoice::longest_idle);
  EXPECT_EQ(why.sticky, StickyTo::nobody);
  EXPECT_EQ(why.overflow, QueueId{});
  EXPECT_TRUE(why.rules.empty());
}

TEST(Reason, does_not_count_those_who_are_kept_away) {
  World world(skilled(4));
  for (const std::int64_t agent : {1, 2, 3, 4}) world.sign_in(agent);
  world.set_state(4, AgentState::on_break, "lunch");
  world.call_to(1, {.traits = {.blocked = {AgentId{2}}}});
  EXPECT_EQ(world.last<ReservationMade>().why.candidates, 2);
}

TEST(Reason, an_agent_with_work_had_no_idle_time) {
  World world(counter(1, 1));
  world.sign_in(1);
  world.chat_to(1);
  world.accept_offer(1);
  world.pass_ms(5000);
  world.chat_to(1);
  EXPECT_EQ(world.last<ReservationMade>().why.idle_ms, 0);
}

}  // namespace
}  // namespace tandem::scenarios
