// Keeping a contact for the agent who served the customer last, or who owns their open case, for a while; and giving it to all when
// that agent does not come, lets it go or leaves.
#include "core/views/explain.hpp"
#include "scenarios/world.hpp"

namespace tandem::scenarios {
namespace {

constexpr AgentId last{1}, owner{2}, other{3};

Configuration keeping(std::vector<StickyTo> sticky, int agents = 3) {
  auto out = counter(1, agents);
  out.queues[0].sticky = std::move(sticky);
  out.queues[0].sticky_ms = 10'000;
  return out;
}

Contact known() { return {CustomerId{7}, "", "", {.last_agent = last, .owner = owner}}; }

void sign_all_in(World& world) {
  for (const std::int64_t agent : {3, 2, 1}) {
    world.sign_in(agent);
    world.pass_ms(1000);
  }
}

// Takes this agent's room: a call that only they may have.
ConversationId keep_busy(World& world, std::int64_t agent) {
  CustomerTraits traits;
  for (const auto& [id, other_agent] : world.state().agents)
    if (id.value != agent) traits.blocked.push_back(id);
  const auto call = world.call_to(1, {.traits = traits});
  world.accept_offer(agent);
  return call;
}

TEST(Sticky, the_agent_of_the_last_conversation_is_asked_though_others_are_idle_longer) {
  World world(keeping({StickyTo::last}));
  sign_all_in(world);
  EXPECT_EQ(world.offered_to(world.call_to(1, known())), last.value);
  EXPECT_EQ(world.last<ReservationMade>().why.sticky, StickyTo::last);
}

TEST(Sticky, the_owner_of_the_open_case_is_asked_where_the_queue_says_so) {
  World world(keeping({StickyTo::owner, StickyTo::last}));
  sign_all_in(world);
  EXPECT_EQ(world.offered_to(world.call_to(1, known())), owner.value);
  EXPECT_EQ(world.last<ReservationMade>().why.sticky, StickyTo::owner);
}

TEST(Sticky, the_second_choice_counts_when_the_first_is_not_there) {
  World world(keeping({StickyTo::owner, StickyTo::last}));
  sign_all_in(world);
  world.set_state(owner.value, AgentState::offline);
  EXPECT_EQ(world.offered_to(world.call_to(1, known())), last.value);
}

TEST(Sticky, without_anybody_to_keep_it_for_it_is_open_to_all) {
  World world(keeping({StickyTo::owner, StickyTo::last}));
  sign_all_in(world);
  EXPECT_EQ(world.offered_to(world.call_to(1)), other.value);
  EXPECT_EQ(world.last<ReservationMade>().why.sticky, StickyTo::nobody);
}

TEST(Sticky, a_queue_that_keeps_nothing_keeps_nothing) {
  World world(keeping({}));
  sign_all_in(world);
  EXPECT_EQ(world.offered_to(world.call_to(1, known())), other.value);
}

TEST(Sticky, a_busy_agent_is_waited_for_up_to_the_set_time) {
  World world(keeping({StickyTo::last}));
  sign_all_in(world);
  keep_busy(world, last.value);
  const auto call = world.call_to(1, known());
  world.pass_ms(9999);
  EXPECT_EQ(world.offered_to(call), 0);
  EXPECT_EQ(obstacle_of(world.state(), *world.state().agent(other), *world.task_of(call), world.now()), Obstacle::kept);
  world.pass_ms(1);
  EXPECT_EQ(world.offered_to(call), other.value);
  EXPECT_EQ(world.last<TaskChanged>().change, TaskChange::opened);
  EXPECT_EQ(world.last<ReservationMade>().why.sticky, StickyTo::nobody);
}

TEST(Sticky, the_agent_who_becomes_free_in_time_gets_it) {
  World world(keeping({StickyTo::last}));
  sign_all_in(world);
  const auto talk = keep_busy(world, last.value);
  const auto call = world.call_to(1, known());
  world.pass_ms(9000);
  world.finish(talk, last.value);
  EXPECT_EQ(world.offered_to(call), last.value);
  EXPECT_FALSE(world.state().timers.empty());
  world.accept_offer(last.value);
  world.pass_ms(60'000);
  EXPECT_TRUE(world.facts<TaskChanged>().empty());
}

TEST(Sticky, somebody_on_a_break_is_waited_for_and_somebody_signed_out_is_not) {
  World world(keeping({StickyTo::last}));
  sign_all_in(world);
  world.set_state(last.value, AgentState::on_break, "lunch");
  EXPECT_EQ(world.offered_to(world.call_to(1, known())), 0);
  world.set_state(last.value, AgentState::offline);
  EXPECT_EQ(world.offered_to(world.call_to(1, known())), 2) << "nobody to keep it for";
}

TEST(Sticky, what_was_kept_is_open_to_all_when_the_agent_signs_out) {
  World world(keeping({StickyTo::last}));
  sign_all_in(world);
  world.set_state(last.value, AgentState::on_break, "lunch");
  const auto call = world.call_to(1, known());
  world.pass_ms(1000);
  world.set_state(last.value, AgentState::offline);
  EXPECT_EQ(world.offered_to(call), other.value);
}

TEST(Sticky, declining_opens_it_to_all) {
  World world(keeping({StickyTo::last}));
  sign_all_in(world);
  const auto call = world.call_to(1, known());
  world.decline(last.value);
  EXPECT_EQ(world.offered_to(call), other.value);
}

TEST(Sticky, missing_it_opens_it_to_all) {
  auto configuration = keeping({StickyTo::last});
  configuration.queues[0].sticky_ms = 60'000;
  World world(configuration);
  sign_all_in(world);
  const auto call = world.call_to(1, known());
  world.pass_ms(20'000);
  EXPECT_EQ(world.offered_to(call), other.value);
  EXPECT_EQ(world.state_of(last.value), AgentState::not_ready);
}

TEST(Sticky, an_offer_that_stands_when_the_time_is_over_goes_on) {
  World world(keeping({StickyTo::last}));
  sign_all_in(world);
  const auto call = world.call_to(1, known());
  const auto offer = world.offer_to(last.value);
  world.pass_ms(10'000);
  EXPECT_EQ(world.task_of(call)->only, AgentId{});
  EXPECT_EQ(world.offer_to(last.value), offer);
}

TEST(Sticky, nobody_is_kept_for_whom_the_customer_must_not_meet) {
  World world(keeping({StickyTo::last}));
  sign_all_in(world);
  auto contact = known();
  contact.traits.blocked = {last};
  EXPECT_EQ(world.offered_to(world.call_to(1, contact)), other.value);
}

TEST(Sticky, it_is_open_to_all_when_it_turns_out_that_the_kept_agent_must_not_meet_them) {
  World world(keeping({StickyTo::last}));
  sign_all_in(world);
  world.set_state(last.value, AgentState::on_break, "lunch");
  const auto call = world.call_to(1, known());
  auto contact = known();
  contact.traits.blocked = {last};
  world.link(call, contact);
  EXPECT_EQ(world.offered_to(call), other.value);
}

TEST(Sticky, nobody_is_kept_for_who_lacks_a_skill_or_is_of_another_team) {
  auto configuration = keeping({StickyTo::last});
  configuration.skills = {{SkillId{1}, "technical"}};
  configuration.queues[0].required = {{SkillId{1}, 5}};
  configuration.agents[2].skills = {{SkillId{1}, 5}};
  World world(configuration);
  sign_all_in(world);
  EXPECT_EQ(world.offered_to(world.call_to(1, known())), other.value);
}

TEST(Sticky, an_agent_who_is_no_longer_configured_is_not_waited_for) {
  World world(keeping({StickyTo::last}));
  sign_all_in(world);
  world.set_state(last.value, AgentState::on_break, "lunch");
  const auto call = world.call_to(1, known());
  auto without = keeping({StickyTo::last});
  without.agents.erase(without.agents.begin());
  world.publish(without);
  EXPECT_EQ(world.offered_to(call), other.value);
}

TEST(Sticky, the_time_of_a_ticket_that_sleeps_counts_from_its_start) {
  World world(keeping({StickyTo::last}));
  sign_all_in(world);
  world.set_state(last.value, AgentState::on_break, "lunch");
  const auto ticket = world.work(Channel::ticket, 1, known(), world.now().ms + 60'000);
  world.pass_ms(69'999);
  EXPECT_EQ(world.offered_to(ticket), 0);
  world.pass_ms(1);
  EXPECT_EQ(world.offered_to(ticket), other.value);
}

TEST(Sticky, a_ticket_that_sleeps_is_open_to_all_when_its_agent_has_signed_out_meanwhile) {
  World world(keeping({StickyTo::last}));
  sign_all_in(world);
  const auto ticket = world.work(Channel::ticket, 1, known(), world.now().ms + 60'000);
  world.set_state(last.value, AgentState::offline);
  world.pass_ms(60'000);
  EXPECT_EQ(world.offered_to(ticket), other.value);
}

TEST(Sticky, what_is_kept_for_an_agent_still_goes_in_the_order_of_due_times) {
  World world(keeping({StickyTo::last}, 1));
  const auto first = world.call_to(1);
  world.pass_ms(1000);
  world.sign_in(1);
  ASSERT_EQ(world.offered_to(first), 1);
  const auto kept = world.call_to(1, known());
  const auto chat = world.chat_to(1);
  world.accept_offer(1);
  EXPECT_EQ(world.offered_to(chat), 1) << "there is room for a chat beside the call, not for another call";
  world.accept_offer(1);
  world.finish(chat, 1);
  world.finish(first, 1);
  EXPECT_EQ(world.offered_to(kept), 1);
}

TEST(Sticky, agents_of_queues_that_help_out_do_not_get_what_is_kept) {
  auto configuration = counter(2, 3);
  configuration.teams = {{TeamId{1}, "one"}, {TeamId{2}, "two"}};
  for (auto& agent : configuration.agents) agent.team = TeamId{agent.id.value == 3 ? 2 : 1};
  configuration.queues[0].teams = {TeamId{1}};
  configuration.queues[1].teams = {TeamId{2}};
  configuration.queues[0].sticky = {StickyTo::last};
  configuration.queues[0].sticky_ms = 10'000;
  configuration.queues[0].overflows = {{OverflowWhen::waiting, 1, QueueId{2}, {}}};
  World world(configuration);
  world.sign_in(1);
  world.set_state(1, AgentState::on_break, "lunch");
  world.sign_in(3);
  const auto call = world.call_to(1, known());
  EXPECT_EQ(world.offered_to(call), 0);
  world.pass_ms(10'000);
  EXPECT_EQ(world.offered_to(call), 3);
}

}  // namespace
}  // namespace tandem::scenarios
