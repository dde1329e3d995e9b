// What happens at the same moment, in both orders. Each race is told by a golden file that a person can read
// (golden/NAME.txt; TANDEM_UPDATE_GOLDEN=1 writes them): what comes first counts, and nothing is lost or done twice.
#include "scenarios/world.hpp"

namespace tandem::scenarios {
namespace {

constexpr std::int64_t offer_ms = 20'000;

// Agent 1 is offered a call that agent 2, who comes a little later, could take as well.
struct Offered {
  World world{counter(1, 2)};
  ConversationId call;
  ReservationId offer;

  Offered() {
    world.sign_in(1);
    world.pass_ms(100);
    world.sign_in(2);
    world.begin_story();
    call = world.call_to(1);
    offer = world.offer_to(1);
  }
};

TEST(Race, an_acceptance_just_before_the_time_out_counts) {
  Offered race;
  race.world.come_to_ms(offer_ms);
  EXPECT_EQ(race.world.accept(race.offer, 1).refusal, Refusal::none);
  race.world.fire();
  EXPECT_EQ(race.world.customer_segment(race.call), SegmentKind::talking);
  EXPECT_EQ(race.world.state_of(1), AgentState::available);
  expect_golden("accept_then_time_out",
                "The agent accepts in the very millisecond in which the offer ends, and is first. They talk; the time-out finds "
                "nothing to end, nobody has missed anything, and no second agent rings.",
                race.world.transcript());
}

TEST(Race, an_acceptance_just_after_the_time_out_is_refused) {
  Offered race;
  race.world.come_to_ms(offer_ms);
  race.world.fire();
  EXPECT_EQ(race.world.accept(race.offer, 1).refusal, Refusal::reservation_over);
  EXPECT_EQ(race.world.offered_to(race.call), 2);
  EXPECT_EQ(race.world.state_of(1), AgentState::not_ready);
  expect_golden("time_out_then_accept",
                "The offer ends in the very millisecond in which the agent accepts, and is first. The agent has missed it and is "
                "not ready, the call rings at the next agent in the same step, and the acceptance is refused as over.",
                race.world.transcript());
}

TEST(Race, an_acceptance_just_before_the_caller_hangs_up_counts) {
  Offered race;
  const auto leg = race.world.customer_leg(race.call);
  race.world.pass_ms(3000);
  race.world.accept(race.offer, 1);
  race.world.step(LegEnded{leg, EndCause::hang_up});
  EXPECT_EQ(race.world.last<TaskEnded>().outcome, TaskOutcome::answered);
  race.world.finish(race.call, 1);
  EXPECT_EQ(race.world.facts<CapacityReleased>().size(), 1u);
  expect_golden("accept_then_hang_up",
                "The agent accepts, and in the same millisecond the caller hangs up. The contact is answered and ends by the "
                "customer; the agent wraps up, and their capacity comes back once.",
                race.world.transcript());
}

TEST(Race, an_acceptance_just_after_the_caller_hung_up_is_refused) {
  Offered race;
  race.world.pass_ms(3000);
  race.world.hang_up(race.call);
  EXPECT_EQ(race.world.accept(race.offer, 1).refusal, Refusal::reservation_over);
  EXPECT_EQ(race.world.last<ReservationEnded>().outcome, ReservationOutcome::cancelled);
  EXPECT_EQ(race.world.state_of(1), AgentState::available);
  EXPECT_EQ(race.world.load_of(1), 0);
  expect_golden("hang_up_then_accept",
                "The caller hangs up, and in the same millisecond the agent accepts. The offer is cancelled, which is nobody's "
                "miss; the agent's phone stops ringing, the acceptance is refused as over, and the agent is free at once.",
                race.world.transcript());
}

TEST(Race, a_decline_just_before_the_time_out_is_no_miss) {
  Offered race;
  race.world.come_to_ms(offer_ms);
  race.world.step(RejectReservation{race.offer, AgentId{1}, "busy"});
  race.world.fire();
  EXPECT_EQ(race.world.state_of(1), AgentState::available);
  EXPECT_EQ(race.world.offered_to(race.call), 2);
  expect_golden("decline_then_time_out",
                "The agent declines in the very millisecond in which the offer ends, and is first. It counts as declined, not as "
                "missed: the agent stays available, and the call rings at the next one only.",
                race.world.transcript());
}

TEST(Race, a_decline_just_after_the_time_out_is_refused) {
  Offered race;
  race.world.come_to_ms(offer_ms);
  race.world.fire();
  EXPECT_EQ(race.world.step(RejectReservation{race.offer, AgentId{1}, "busy"}).refusal, Refusal::reservation_over);
  EXPECT_EQ(race.world.state_of(1), AgentState::not_ready);
  EXPECT_EQ(race.world.offered_to(race.call), 2);
  expect_golden("time_out_then_decline",
                "The offer ends in the very millisecond in which the agent declines, and is first. It is missed; the decline is "
                "refused as over and does not touch the offer that the next agent has by then.",
                race.world.transcript());
}

TEST(Race, of_two_supervisors_who_move_the_same_contact_the_second_is_refused) {
  World world(counter(3, 0));
  const auto call = world.call_to(1);
  world.pass_ms(5000);
  world.begin_story();
  EXPECT_EQ(world.move(call, 1, 2, 901).refusal, Refusal::none);
  EXPECT_EQ(world.move(call, 1, 3, 902).refusal, Refusal::not_waiting);
  EXPECT_EQ(world.task_of(call)->queue, QueueId{2});
  EXPECT_EQ(world.now().since_ms(world.task_of(call)->since), 5000);
  expect_golden("two_supervisors_move",
                "Two supervisors saw the call wait in queue 1 and move it, one to queue 2 and one to queue 3. The first counts, with "
                "the place kept; the second saw what is no longer so and is refused, whatever they wanted.",
                world.transcript());
}

TEST(Race, a_supervisor_moves_what_an_agent_is_just_accepting) {
  Offered race;
  EXPECT_EQ(race.world.move(race.call, 1, 1).refusal, Refusal::none) << "into the queue where it is: nothing to do";
  race.world.accept(race.offer, 1);
  EXPECT_EQ(race.world.move(race.call, 1, 1).refusal, Refusal::not_waiting);
  expect_golden("accept_then_move",
                "A supervisor moves a call in the moment in which an agent accepts it, and is second. There is nothing to move any "
                "more; the talk goes on.",
                race.world.transcript());
}

TEST(Race, an_agent_who_signs_out_while_offered_has_not_missed_it) {
  Offered race;
  race.world.pass_ms(3000);
  race.world.set_state(1, AgentState::offline);
  EXPECT_EQ(race.world.accept(race.offer, 1).refusal, Refusal::reservation_over);
  EXPECT_EQ(race.world.offered_to(race.call), 2);
  expect_golden("offline_while_offered",
                "The agent signs out while a call rings at them. The offer is rescinded, which is nobody's miss; the call rings at "
                "the next agent in the same step, with its place kept, and an acceptance comes too late.",
                race.world.transcript());
}

TEST(Race, an_agent_who_goes_on_a_break_while_offered_has_not_missed_it) {
  Offered race;
  race.world.pass_ms(3000);
  race.world.set_state(1, AgentState::on_break, "lunch");
  race.world.set_state(2, AgentState::on_break, "lunch");
  EXPECT_EQ(race.world.offered_to(race.call), 0);
  race.world.set_state(1, AgentState::available);
  EXPECT_EQ(race.world.offered_to(race.call), 1);
  expect_golden("break_while_offered",
                "Both agents go on a break, one after the other, while the call rings at them. Nobody has missed it; the call waits "
                "on in its place and rings at once at whoever is back first.",
                race.world.transcript());
}

TEST(Race, an_agent_whose_desk_is_lost_while_offered_gives_the_call_away_after_the_grace_time) {
  auto configuration = counter(1, 2);
  configuration.agent_link_grace_ms = 5000;
  World world(configuration);
  world.sign_in(1);
  world.pass_ms(100);
  world.sign_in(2);
  world.begin_story();
  const auto call = world.call_to(1);
  world.pass_ms(1000);
  world.step(AgentLinkChanged{AgentId{1}, false});
  world.pass_ms(4999);
  EXPECT_EQ(world.offered_to(call), 1) << "a page is only being loaded again";
  world.pass_ms(1);
  EXPECT_EQ(world.offered_to(call), 2);
  EXPECT_EQ(world.state_of(1), AgentState::offline);
  expect_golden("link_lost_while_offered",
                "The agent's desk loses its connection while a call rings there. It may come back for five seconds; then the agent "
                "is signed out, the offer is rescinded and rings at the next agent.",
                world.transcript());
}

TEST(Race, a_skill_taken_from_the_only_agent_leaves_the_caller_waiting_until_somebody_has_it_again) {
  auto configuration = counter(1, 1);
  configuration.skills = {{SkillId{1}, "technical"}};
  configuration.queues[0].required = {{SkillId{1}, 3}};
  configuration.agents[0].skills = {{SkillId{1}, 5}};
  World world(configuration);
  world.sign_in(1);
  world.set_state(1, AgentState::on_break, "lunch");
  world.begin_story();
  const auto call = world.call_to(1);
  auto without = configuration;
  without.agents[0].skills.clear();
  world.publish(without);
  world.set_state(1, AgentState::available);
  EXPECT_EQ(world.offered_to(call), 0);
  world.pass_ms(4000);
  world.publish(configuration);
  EXPECT_EQ(world.offered_to(call), 1);
  expect_golden("skill_removed_while_waiting",
                "A caller waits for a skill, and a new configuration takes it from the only agent who has it. The call is not "
                "offered to them when they come back from their break; it waits on in its place, and is offered in the very step "
                "in which a configuration gives the skill back.",
                world.transcript());
}

TEST(Race, a_queue_removed_while_somebody_waits_in_it_is_served_to_the_end) {
  World world(counter(2, 1));
  const auto call = world.call_to(2);
  world.begin_story();
  world.publish(counter(1, 1));
  world.pass_ms(4000);
  world.sign_in(1);
  EXPECT_EQ(world.offered_to(call), 1);
  world.accept_offer(1);
  world.finish(call, 1);
  EXPECT_TRUE(world.state().conversations.empty());
  expect_golden("queue_removed_while_waiting",
                "A new configuration no longer has the queue in which a call waits. The caller keeps waiting for what they waited "
                "for, is offered, answered and wrapped up like anybody else, and leaves nothing behind.",
                world.transcript());
}

TEST(Race, a_configuration_changes_while_a_queue_overflows) {
  auto configuration = counter(2, 1);
  configuration.skills = {{SkillId{1}, "technical"}, {SkillId{2}, "sales"}};
  configuration.queues[0].required = {{SkillId{1}, 1}};
  configuration.queues[1].required = {{SkillId{2}, 5}};
  configuration.agents[0].skills = {{SkillId{2}, 3}};
  configuration.queues[0].overflows = {{OverflowWhen::waiting, 2, QueueId{2}, {}}};
  World world(configuration);
  world.sign_in(1);
  world.begin_story();
  const auto first = world.call_to(1);
  world.call_to(1);
  EXPECT_EQ(world.offered_to(first), 0) << "queue 2 asks for more than the agent has";
  configuration.queues[0].overflows[0].over = 3;
  world.publish(configuration);
  EXPECT_TRUE(world.state().overflowing.empty());
  configuration.queues[0].overflows[0].over = 2;
  configuration.queues[1].required[0].level = 3;
  world.publish(configuration);
  EXPECT_EQ(world.offered_to(first), 1);
  EXPECT_EQ(world.last<ReservationMade>().why.overflow, QueueId{2});
  expect_golden("configuration_changed_while_overflowing",
                "Two calls wait, queue 1 overflows into queue 2, whose only agent has too low a level. A configuration that lets "
                "three wait takes the way back from both calls; the next lets two wait and has queue 2 ask for less: the way is "
                "there again as it is configured now, and the first call is offered in the same step.",
                world.transcript());
}

TEST(Race, a_relaxation_removed_while_waiting_for_it_is_not_taken) {
  auto configuration = counter(1, 1);
  configuration.skills = {{SkillId{1}, "technical"}};
  configuration.queues[0].required = {{SkillId{1}, 5}};
  configuration.queues[0].relaxations = {{10'000, {{SkillId{1}, 3}}, {}}, {20'000, {}, {}}};
  World world(configuration);
  world.sign_in(1);  // has no skill at all
  world.begin_story();
  const auto call = world.call_to(1);
  world.pass_ms(10'000);
  EXPECT_EQ(world.task_of(call)->relaxed, 1);
  configuration.queues[0].relaxations.pop_back();
  world.publish(configuration);
  world.pass_ms(60'000);
  EXPECT_EQ(world.offered_to(call), 0);
  EXPECT_EQ(world.task_of(call)->required, (std::vector<SkillLevel>{{SkillId{1}, 3}}));
  expect_golden("relaxation_removed_while_waiting",
                "A call has taken the first of two relaxations when a configuration removes the second, the one that would let "
                "anybody take it. It stays with the first, and nothing happens when the second would have been due.",
                world.transcript());
}

// Agent 1 served the caller last and talks to somebody else; agent 2 is free. The call is kept for agent 1 for five seconds.
struct Kept {
  World world;
  ConversationId talk, call;

  static Configuration configuration() {
    auto out = counter(1, 2);
    out.queues[0].sticky = {StickyTo::last};
    out.queues[0].sticky_ms = 5000;
    return out;
  }
  Kept() : world(configuration()) {
    world.sign_in(1);
    talk = world.call_to(1);
    world.accept_offer(1);
    world.sign_in(2);
    world.begin_story();
    call = world.call_to(1, {CustomerId{501}, "", "", {.last_agent = AgentId{1}}});
    EXPECT_EQ(world.offered_to(call), 0);
    world.step(EndConversation{talk, AgentId{1}, EndedBy::agent, EndCause::hang_up});
    world.come_to_ms(5000);
  }
};

TEST(Race, a_kept_agent_who_is_free_just_before_the_time_is_over_gets_the_call) {
  Kept race;
  race.world.finish(race.talk, 1);
  race.world.fire();
  EXPECT_EQ(race.world.offered_to(race.call), 1);
  EXPECT_EQ(race.world.last<ReservationMade>().why.sticky, StickyTo::last);
  expect_golden("kept_agent_free_then_time_over",
                "A call is kept five seconds for the agent who served the caller last. In the very millisecond in which the time is "
                "over that agent becomes free, and is first: it rings at them, and the end of the time changes nothing.",
                race.world.transcript());
}

TEST(Race, a_kept_agent_who_is_free_just_after_the_time_is_over_comes_too_late) {
  Kept race;
  race.world.fire();
  race.world.finish(race.talk, 1);
  EXPECT_EQ(race.world.offered_to(race.call), 2);
  EXPECT_EQ(race.world.load_of(1), 0);
  expect_golden("time_over_then_kept_agent_free",
                "A call is kept five seconds for the agent who served the caller last. In the very millisecond in which that agent "
                "becomes free the time is over, and is first: the call is open to all and rings at the other agent, and there only.",
                race.world.transcript());
}

TEST(Race, an_offer_accepted_at_once_cannot_be_hung_up_before) {
  auto configuration = counter(1, 1);
  configuration.queues[0].auto_accept = true;
  World world(configuration);
  world.sign_in(1);
  world.begin_story();
  const auto call = world.call_to(1);
  world.hang_up(call);
  EXPECT_EQ(world.last<TaskEnded>().outcome, TaskOutcome::answered);
  world.finish(call, 1);
  EXPECT_EQ(world.facts<CapacityReleased>().size(), 1u);
  EXPECT_EQ(world.load_of(1), 0);
  expect_golden("auto_accept_then_hang_up",
                "Offers of this queue count as accepted at once, in the same step. A caller who hangs up in that millisecond has "
                "been answered; the agent wraps up, and their capacity comes back once.",
                world.transcript());
}

TEST(Race, a_caller_hangs_up_before_the_desk_phone_has_picked_up_by_itself) {
  auto configuration = counter(1, 1);
  configuration.queues[0].auto_accept = true;
  configuration.agents[0].phone = PhoneKind::sip;
  World world(configuration);
  world.sign_in(1);
  world.begin_story();
  const auto call = world.call_to(1);
  const auto phone = world.state().reservation(world.offer_to(1))->leg;
  world.hang_up(call);
  EXPECT_EQ(world.step(LegAnswered{phone, "dialog"}).refusal, Refusal::unknown_leg);
  EXPECT_EQ(world.last<TaskEnded>().outcome, TaskOutcome::abandoned);
  EXPECT_EQ(world.load_of(1), 0);
  expect_golden("hang_up_then_auto_accept_of_a_desk_phone",
                "A desk phone is told to pick up by itself; until it says that it has, the call is only offered. The caller hangs up "
                "first: abandoned, nobody's miss; and the phone that picks up a moment later is hung up again.",
                world.transcript());
}

TEST(Race, the_program_starts_again_while_a_chat_is_offered) {
  World world(counter(1, 2));
  world.sign_in(1);
  world.begin_story();
  const auto chat = world.chat_to(1);
  const auto offer = world.offer_to(1);
  world.pass_ms(3000);
  world.step(ProgramStarted{});
  EXPECT_EQ(world.accept(offer, 1).refusal, Refusal::reservation_over);
  EXPECT_EQ(world.offered_to(chat), 0) << "no desk is there yet";
  world.step(AgentLinkChanged{AgentId{1}, true});
  EXPECT_EQ(world.offered_to(chat), 1);
  EXPECT_EQ(world.now().since_ms(world.task_of(chat)->since), 3000);
  expect_golden("restart_while_offered",
                "The program ends while a chat is offered. When it starts again the offer is rescinded, which is nobody's miss; the "
                "chat keeps its place and is offered anew as soon as a desk is connected.",
                world.transcript());
}

TEST(Race, the_program_starts_again_while_a_callback_sleeps) {
  World world(counter(1, 1));
  world.sign_in(1);
  world.begin_story();
  const auto callback = world.work(Channel::callback, 1, {}, world.now().ms + 60'000);
  world.come_to_ms(60'000);
  world.step(ProgramStarted{});
  world.step(AgentLinkChanged{AgentId{1}, true});
  EXPECT_EQ(world.offered_to(callback), 0);
  world.fire();
  EXPECT_EQ(world.offered_to(callback), 1);
  expect_golden("restart_while_asleep",
                "A callback is promised for a minute later, and the program ends and starts again just then. The callback is still "
                "there, asleep, and is offered when its time is noticed: neither lost nor before.",
                world.transcript());
}

TEST(Race, the_program_starts_again_while_a_queue_overflows) {
  auto configuration = counter(2, 2);
  configuration.skills = {{SkillId{1}, "technical"}};
  configuration.queues[0].required = {{SkillId{1}, 1}};
  configuration.queues[0].overflows = {{OverflowWhen::waiting, 2, QueueId{2}, {}}};
  World world(configuration);
  world.sign_in(1);
  world.set_state(1, AgentState::on_break, "lunch");
  const auto call = world.call_to(1);
  world.begin_story();
  const auto first = world.chat_to(1);
  const auto second = world.chat_to(1);
  world.step(ProgramStarted{});
  EXPECT_FALSE(world.task_of(call)) << "calls do not outlive the program";
  world.step(AgentLinkChanged{AgentId{1}, true});
  world.set_state(1, AgentState::available);
  EXPECT_EQ(world.offered_to(first), 1);
  EXPECT_EQ(world.offered_to(second), 1);
  expect_golden("restart_while_overflowing",
                "A call and two chats wait, and another queue helps. The program ends and starts again: the call is lost, the chats "
                "keep their places and the help, for two still wait; and the agent of the other queue gets both.",
                world.transcript());
}

}  // namespace
}  // namespace tandem::scenarios
