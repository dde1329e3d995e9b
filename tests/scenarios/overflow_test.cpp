// Queues that are too full: agents of another queue help for as long as it lasts, or the contact leaves for a flow once and keeps
// its place; by length, wait, estimated wait, hours and missing agents; callbacks and chats in the place of a call.
#include "scenarios/world.hpp"

namespace tandem::scenarios {
namespace {

constexpr SkillId own{1}, helping{2};

// Queue 1 asks for a skill that agent 1 has, queue 2 for one that agent 2 has.
Configuration two_groups(std::vector<Overflow> overflows) {
  auto out = counter(2, 2);
  out.skills = {{own, "own"}, {helping, "helping"}};
  out.queues[0].required = {{own, 1}};
  out.queues[1].required = {{helping, 1}};
  out.agents[0].skills = {{own, 5}};
  out.agents[1].skills = {{helping, 5}};
  out.queues[0].overflows = std::move(overflows);
  return out;
}

Overflow to_queue(OverflowWhen when, std::int64_t over = 0) { return {when, over, QueueId{2}, {}}; }
Overflow to_flow(OverflowWhen when, std::int64_t over = 0) { return {when, over, {}, FlowId{101}}; }

// Presses a key in the flow of an overflow.
void press(World& world, ConversationId call, std::string key) { world.key_in(world.customer_leg(call), std::move(key)); }

TEST(Overflow, agents_of_another_queue_help_while_too_many_wait) {
  World world(two_groups({to_queue(OverflowWhen::waiting, 3)}));
  world.sign_in(2);
  const auto first = world.call_to(1);
  world.call_to(1);
  EXPECT_EQ(world.offered_to(first), 0);
  world.call_to(1);
  EXPECT_EQ(world.offered_to(first), 2);
  const auto why = world.last<ReservationMade>().why;
  EXPECT_EQ(why.overflow, QueueId{2});
  EXPECT_EQ(why.matched, (std::vector<SkillLevel>{{helping, 5}}));
}

TEST(Overflow, help_stays_until_the_peak_is_over_and_does_not_flicker) {
  World world(two_groups({to_queue(OverflowWhen::waiting, 5)}));
  std::vector<ConversationId> calls;
  for (int i = 0; i < 5; ++i) calls.push_back(world.call_to(1));
  EXPECT_EQ(world.state().overflowing.size(), 1u);
  world.call_to(1);
  world.hang_up(calls[0]);
  EXPECT_EQ(world.state().overflowing.size(), 1u) << "five wait";
  world.hang_up(calls[1]);
  EXPECT_TRUE(world.state().overflowing.empty()) << "four wait, four fifths of the limit";
  EXPECT_TRUE(world.task_of(calls[2])->also.empty());
  world.sign_in(2);
  EXPECT_EQ(world.offered_to(calls[2]), 0);
  EXPECT_EQ(world.facts<OverflowChanged>().size(), 2u);
}

TEST(Overflow, an_offer_to_a_helping_agent_stands_when_the_peak_is_over) {
  World world(two_groups({to_queue(OverflowWhen::waiting, 2)}));
  world.sign_in(2);
  const auto first = world.call_to(1);
  const auto second = world.call_to(1);
  ASSERT_EQ(world.offered_to(first), 2);
  world.hang_up(second);
  EXPECT_TRUE(world.state().overflowing.empty());
  EXPECT_EQ(world.offered_to(first), 2);
  world.decline(2);
  world.set_state(2, AgentState::on_break, "lunch");
  world.set_state(2, AgentState::available);
  EXPECT_EQ(world.offered_to(first), 0) << "agent 2 no longer helps";
}

TEST(Overflow, the_queues_own_agents_go_before_those_who_help) {
  World world(two_groups({to_queue(OverflowWhen::waiting, 1)}));
  world.sign_in(2);
  world.pass_ms(10'000);
  world.sign_in(1);
  EXPECT_EQ(world.offered_to(world.call_to(1)), 1);
  EXPECT_EQ(world.last<ReservationMade>().why.overflow, QueueId{});
}

TEST(Overflow, a_helping_agent_serves_whoever_is_due_first_in_both_queues) {
  World world(two_groups({to_queue(OverflowWhen::waiting, 1)}));
  const auto helped = world.call_to(1);
  world.pass_ms(1000);
  const auto own_call = world.call_to(2);
  world.sign_in(2);
  EXPECT_EQ(world.offered_to(helped), 2);
  world.accept_offer(2);
  world.finish(helped, 2);
  EXPECT_EQ(world.offered_to(own_call), 2);
}

TEST(Overflow, whoever_helps_is_chosen_as_their_own_queue_chooses) {
  auto configuration = two_groups({to_queue(OverflowWhen::waiting, 1)});
  configuration.agents.push_back(configuration.agents[1]);
  configuration.agents[2].id = AgentId{3};
  configuration.agents[2].login = "agent3";
  configuration.agents[2].skills = {{helping, 9}};
  configuration.queues[1].choose = AgentChoice::most_skilled;
  World world(configuration);
  world.sign_in(2);
  world.pass_ms(1000);
  world.sign_in(3);
  EXPECT_EQ(world.offered_to(world.call_to(1)), 3);
  EXPECT_EQ(world.last<ReservationMade>().why.choose, AgentChoice::most_skilled);
}

TEST(Overflow, several_queues_help_in_their_order) {
  auto configuration = counter(3, 3);
  configuration.skills = {{SkillId{1}, "a"}, {SkillId{2}, "b"}, {SkillId{3}, "c"}};
  for (std::size_t i = 0; i < 3; ++i) {
    configuration.queues[i].required = {{SkillId{static_cast<std::int64_t>(i) + 1}, 1}};
    configuration.agents[i].skills = {{SkillId{static_cast<std::int64_t>(i) + 1}, 1}};
  }
  configuration.queues[0].overflows = {{OverflowWhen::waiting, 2, QueueId{3}, {}}, {OverflowWhen::waiting, 1, QueueId{2}, {}}};
  World world(configuration);
  const auto first = world.call_to(1);
  const auto second = world.call_to(1);
  ASSERT_EQ(world.task_of(first)->also.size(), 2u);
  EXPECT_EQ(world.task_of(first)->also[0].queue, QueueId{3}) << "the first overflow first, though it came later";
  EXPECT_EQ(world.task_of(second)->also[0].queue, QueueId{3});
}

TEST(Overflow, a_contact_that_has_waited_too_long_may_be_taken_by_others_it_alone) {
  World world(two_groups({to_queue(OverflowWhen::waited, 15'000)}));
  world.sign_in(2);
  const auto first = world.call_to(1);
  world.pass_ms(10'000);
  const auto second = world.call_to(1);
  world.pass_ms(4999);
  EXPECT_EQ(world.offered_to(first), 0);
  world.pass_ms(1);
  EXPECT_EQ(world.offered_to(first), 2);
  EXPECT_TRUE(world.task_of(second)->also.empty());
  EXPECT_EQ(world.last<TaskChanged>().change, TaskChange::overflowed);
}

TEST(Overflow, a_kept_place_brings_its_waiting_time_along) {
  auto configuration = two_groups({to_queue(OverflowWhen::waited, 15'000)});
  World world(configuration);
  world.sign_in(2);
  world.set_state(2, AgentState::on_break, "lunch");
  const auto call = world.call_to(2);
  world.pass_ms(20'000);
  world.move(call, 2, 1);
  world.set_state(2, AgentState::available);
  world.pass_ms(1);
  EXPECT_EQ(world.offered_to(call), 2) << "it has waited long enough for help already";
}

TEST(Overflow, out_of_hours_others_help_until_the_queue_opens) {
  auto configuration = two_groups({to_queue(OverflowWhen::closed)});
  const World clock;
  configuration.hours = {{HoursId{1}, "day", "", {{clock.now().plus_ms(10'000), clock.now().plus_ms(20'000)}}}};
  configuration.queues[0].hours = HoursId{1};
  World world(configuration);
  world.sign_in(2);
  const auto early = world.call_to(1);
  EXPECT_EQ(world.offered_to(early), 2);
  world.hang_up(early);
  world.pass_ms(10'000);
  const auto day = world.call_to(1);
  EXPECT_EQ(world.offered_to(day), 0);
  world.pass_ms(9999);
  EXPECT_EQ(world.offered_to(day), 0);
  world.pass_ms(1);
  EXPECT_EQ(world.offered_to(day), 2) << "closed again, for ever";
}

TEST(Overflow, while_nobody_of_the_queue_is_signed_in_others_help) {
  World world(two_groups({to_queue(OverflowWhen::no_agents)}));
  world.sign_in(2);
  const auto call = world.call_to(1);
  EXPECT_EQ(world.offered_to(call), 2);
  world.decline(2);
  world.sign_in(1);
  EXPECT_TRUE(world.state().overflowing.empty());
  EXPECT_EQ(world.offered_to(call), 1);
  world.set_state(1, AgentState::on_break, "lunch");
  EXPECT_TRUE(world.state().overflowing.empty()) << "on a break is not gone";
  world.set_state(1, AgentState::offline);
  EXPECT_EQ(world.state().overflowing.size(), 1u);
}

TEST(Overflow, when_the_wait_is_estimated_too_long_others_help) {
  World world(two_groups({to_queue(OverflowWhen::estimated_wait, 60'000)}));
  world.sign_in(1);
  const auto talk = world.call_to(1);
  world.accept_offer(1);
  world.pass_ms(50'000);
  world.finish(talk, 1);
  world.call_to(1);
  world.accept_offer(1);  // one at a time, 50 s each
  world.sign_in(2);
  const auto next = world.call_to(1);
  EXPECT_EQ(world.offered_to(next), 2) << "a newcomer would wait for 100 s";
}

TEST(Overflow, blocked_agents_do_not_help_either) {
  World world(two_groups({to_queue(OverflowWhen::waiting, 1)}));
  world.sign_in(2);
  EXPECT_EQ(world.offered_to(world.call_to(1, {.traits = {.blocked = {AgentId{2}}}})), 0);
}

TEST(Overflow, a_ticket_that_slept_through_the_peak_is_not_helped_when_it_starts) {
  World world(two_groups({to_queue(OverflowWhen::waiting, 1)}));
  const auto call = world.call_to(1);
  const auto ticket = world.work(Channel::ticket, 1, {}, world.now().ms + 60'000);
  world.hang_up(call);
  EXPECT_TRUE(world.state().overflowing.empty());
  auto configuration = two_groups({to_queue(OverflowWhen::waiting, 2)});
  world.publish(configuration);
  world.sign_in(2);
  world.pass_ms(60'000);
  EXPECT_TRUE(world.task_of(ticket)->also.empty());
  EXPECT_EQ(world.offered_to(ticket), 0);
}

TEST(Overflow, a_ticket_that_starts_in_a_peak_is_helped) {
  World world(two_groups({to_queue(OverflowWhen::waiting, 1)}));
  const auto ticket = world.work(Channel::ticket, 1, {}, world.now().ms + 60'000);
  world.call_to(1);
  world.pass_ms(60'000);
  world.sign_in(2);
  EXPECT_EQ(world.offered_to(ticket), 2);
}

TEST(OverflowFlow, a_caller_leaves_the_line_for_a_flow_once_and_comes_back_to_the_same_place) {
  World world(two_groups({to_flow(OverflowWhen::waited, 15'000)}));
  const auto call = world.call_to(1);
  const auto since = world.task_of(call)->since;
  world.pass_ms(15'000);
  EXPECT_FALSE(world.task_of(call));
  EXPECT_EQ(world.customer_segment(call), SegmentKind::flow);
  EXPECT_EQ(world.last<TaskEnded>().outcome, TaskOutcome::overflowed);
  world.pass_ms(5000);
  press(world, call, "");
  ASSERT_TRUE(world.task_of(call));
  EXPECT_EQ(world.task_of(call)->since, since);
  EXPECT_EQ(world.customer_segment(call), SegmentKind::waiting);
  world.pass_ms(600'000);
  EXPECT_TRUE(world.task_of(call)) << "nobody goes through the same flow twice";
}

TEST(OverflowFlow, who_comes_back_goes_before_those_who_came_meanwhile) {
  World world(two_groups({to_flow(OverflowWhen::waited, 15'000)}));
  const auto first = world.call_to(1);
  world.pass_ms(15'000);
  const auto second = world.call_to(1);
  world.pass_ms(5000);
  press(world, first, "");
  world.sign_in(1);
  EXPECT_EQ(world.offered_to(first), 1);
  EXPECT_EQ(world.offered_to(second), 0);
}

TEST(OverflowFlow, a_call_that_is_just_being_offered_stays_and_leaves_when_the_offer_comes_to_nothing) {
  World world(two_groups({to_flow(OverflowWhen::waited, 15'000)}));
  const auto call = world.call_to(1);
  world.pass_ms(10'000);
  world.sign_in(1);
  world.pass_ms(10'000);
  EXPECT_EQ(world.offered_to(call), 1);
  world.decline(1);
  world.pass_ms(1);
  EXPECT_EQ(world.customer_segment(call), SegmentKind::flow) << "it has waited for longer than it should";
}

TEST(OverflowFlow, who_comes_to_a_full_queue_is_sent_on_at_once) {
  World world(two_groups({to_flow(OverflowWhen::waiting, 2)}));
  world.call_to(1);
  world.call_to(1);
  const auto third = world.call_to(1);
  EXPECT_FALSE(world.task_of(third));
  EXPECT_EQ(world.customer_segment(third), SegmentKind::flow);
  press(world, third, "");
  EXPECT_TRUE(world.task_of(third)) << "and waits with the others when they want to";
}

TEST(OverflowFlow, who_comes_to_a_closed_queue_is_sent_on_at_once) {
  auto configuration = two_groups({to_flow(OverflowWhen::closed)});
  configuration.hours = {{HoursId{1}, "never", "", {}}};
  configuration.queues[0].hours = HoursId{1};
  World world(configuration);
  EXPECT_EQ(world.customer_segment(world.call_to(1)), SegmentKind::flow);
  EXPECT_EQ(world.facts<OverflowTaken>().size(), 1u);
}

TEST(OverflowFlow, who_is_moved_into_a_full_queue_is_in_its_flow_and_no_longer_waits) {
  World world(two_groups({to_flow(OverflowWhen::waiting, 1)}));
  world.call_to(1);
  const auto moved = world.call_to(2);
  world.pass_ms(3000);
  world.move(moved, 2, 1);
  EXPECT_EQ(world.customer_segment(moved), SegmentKind::flow);
  press(world, moved, "");
  ASSERT_TRUE(world.task_of(moved));
  EXPECT_EQ(world.now().since_ms(world.task_of(moved)->since), 3000);
}

TEST(OverflowFlow, tickets_and_mails_stay_where_they_are_for_nobody_is_at_the_other_end) {
  World world(two_groups({to_flow(OverflowWhen::waiting, 1), to_flow(OverflowWhen::waited, 1000)}));
  world.call_to(1);
  const auto ticket = world.work(Channel::ticket, 1);
  world.pass_ms(5000);
  EXPECT_TRUE(world.task_of(ticket));
}

TEST(OverflowFlow, two_flows_of_one_queue_are_gone_through_one_after_the_other) {
  World world(two_groups({to_flow(OverflowWhen::waited, 5000), to_flow(OverflowWhen::waited, 9000)}));
  const auto call = world.call_to(1);
  world.pass_ms(5000);
  EXPECT_EQ(world.last<OverflowTaken>().step, 1);
  press(world, call, "");
  world.pass_ms(4000);
  EXPECT_EQ(world.last<OverflowTaken>().step, 2);
  press(world, call, "");
  EXPECT_TRUE(world.task_of(call));
}

TEST(OverflowFlow, who_hangs_up_in_the_flow_leaves_nothing_behind) {
  World world(two_groups({to_flow(OverflowWhen::waited, 5000)}));
  const auto call = world.call_to(1);
  world.pass_ms(5000);
  world.hang_up(call);
  EXPECT_TRUE(world.state().conversations.empty());
  EXPECT_TRUE(world.state().timers.empty());
}

TEST(Callback, waits_in_the_place_of_the_call) {
  World world(two_groups({to_flow(OverflowWhen::waited, 15'000)}));
  const auto call = world.call_to(1, {CustomerId{7}, "vip", "", {.value = 5}});
  const auto since = world.task_of(call)->since;
  world.pass_ms(15'000);
  const auto behind = world.call_to(1);
  press(world, call, "1");
  EXPECT_FALSE(world.state().conversation(call)) << "the call is over";
  const auto started = world.last<ConversationStarted>();
  EXPECT_EQ(started.channel, Channel::callback);
  EXPECT_EQ(started.contact.text, "+8613800006721");
  EXPECT_EQ(started.customer, CustomerId{7});
  EXPECT_EQ(started.instead_of, call);
  const auto* task = world.task_of(started.conversation);
  ASSERT_TRUE(task);
  EXPECT_EQ(task->queue, QueueId{1});
  EXPECT_EQ(task->since, since);
  world.sign_in(1);
  EXPECT_EQ(world.offered_to(started.conversation), 1) << "before who came later";
  EXPECT_EQ(world.offered_to(behind), 0);
}

TEST(Callback, asked_for_before_any_wait_has_the_place_of_somebody_who_comes_now) {
  auto configuration = counter(1, 1);
  auto& entrance = configuration.flows[0];
  CallbackNode callback;
  callback.queue = QueueId{1};
  callback.number = "$contact";
  entrance.nodes = {{"callback", callback}};
  World world(configuration);
  world.call_to(1);
  const auto started = world.last<ConversationStarted>();
  ASSERT_EQ(started.channel, Channel::callback);
  EXPECT_EQ(world.task_of(started.conversation)->since, world.now());
}

ConversationId chat_instead_of(World& world, ConversationId call) {
  ChatArrived arrived;
  arrived.site = SiteId{1};
  arrived.contact = {PayloadId{std::int64_t{1} << 51}, "visitor", false};
  arrived.message = MessageId{std::int64_t{1} << 51};
  arrived.text = {PayloadId{(std::int64_t{1} << 51) + 1}, "here now", false};
  arrived.instead_of = call;
  return std::get<ConversationStarted>(world.step(arrived).facts.front()).conversation;
}

TEST(ChatInsteadOfACall, takes_its_place_and_the_call_ends_as_moved) {
  World world(two_groups({}));
  const auto call = world.call_to(1);
  const auto since = world.task_of(call)->since;
  world.pass_ms(9000);
  const auto chat = chat_instead_of(world, call);
  EXPECT_FALSE(world.state().conversation(call));
  EXPECT_EQ(world.facts<TaskEnded>().back().outcome, TaskOutcome::moved);
  EXPECT_EQ(world.last<ConversationEnded>().cause, EndCause::moved);
  ASSERT_TRUE(world.task_of(chat));
  EXPECT_EQ(world.task_of(chat)->since, since);
  EXPECT_EQ(world.task_of(chat)->queue, QueueId{1});
}

TEST(ChatInsteadOfACall, keeps_what_the_flow_had_added_and_who_had_chosen_the_queue) {
  auto configuration = two_groups({});
  std::get<QueueNode>(configuration.flows[1].nodes[0].body).priority = 3;
  World world(configuration);
  const auto call = world.call_to(2);
  const auto due = world.task_of(call)->due;
  world.pass_ms(1000);
  const auto chat = chat_instead_of(world, call);
  EXPECT_EQ(world.task_of(chat)->priority, 3);
  EXPECT_EQ(world.task_of(chat)->due, due);
}

TEST(ChatInsteadOfACall, of_one_that_is_being_offered_is_a_new_matter) {
  World world(two_groups({}));
  world.sign_in(1);
  const auto call = world.call_to(1);
  ASSERT_EQ(world.offered_to(call), 1);
  world.pass_ms(3000);
  const auto chat = chat_instead_of(world, call);
  EXPECT_EQ(world.offered_to(call), 1);
  EXPECT_EQ(world.task_of(chat)->since, world.now());
}

}  // namespace
}  // namespace tandem::scenarios
