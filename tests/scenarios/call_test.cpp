#include "scenarios/world.hpp"

namespace tandem::scenarios {
namespace {

constexpr int li = 1, han = 2, desk_phone = 3;

TEST(Call, the_order_number_keyed_in_is_there_before_the_call_is_answered) {
  World world;
  world.sign_in(li);
  const auto leg = world.call_into_queue();
  const auto* offer = world.state().reservation(world.offer_to(li));
  ASSERT_TRUE(offer);
  const auto* conversation = world.state().conversation(offer->conversation);
  EXPECT_EQ(*conversation->value("order_number"), "8841");
  EXPECT_EQ(*conversation->value("order.status"), "已发货");
  EXPECT_EQ(conversation->customer, CustomerId{501});
  EXPECT_EQ(world.customer_segment(conversation->id), SegmentKind::waiting);
  EXPECT_EQ(world.last_effect<PlayMusic>()->leg, leg);
  EXPECT_EQ(world.last_effect<DialAgent>()->leg, offer->leg);
}

TEST(Call, accepting_bridges_both_legs_and_starts_the_recording) {
  World world;
  const auto [leg, agent_leg, id] = world.talk_to(li);
  EXPECT_EQ(world.customer_segment(id), SegmentKind::talking);
  EXPECT_EQ(world.last_effect<Bridge>()->customer, leg);
  EXPECT_EQ(world.last_effect<Bridge>()->agent, agent_leg);
  EXPECT_TRUE(world.last_effect<StartRecording>());
  EXPECT_TRUE(world.state().tasks.empty());
}

TEST(Call, picking_up_the_desk_phone_accepts_the_offer) {
  World world;
  world.set_state(desk_phone, AgentState::available);
  const auto leg = world.call_into_queue();
  const auto offered = world.state().reservation(world.offer_to(desk_phone))->leg;
  world.step(LegAnswered{offered, "dialog"});
  EXPECT_EQ(world.customer_segment(world.conversation_of(leg)), SegmentKind::talking);
}

TEST(Call, an_offer_missed_goes_to_somebody_else_and_the_agent_off_duty) {
  World world;
  world.sign_in(li);
  const auto leg = world.call_into_queue();
  world.pass_ms(1);
  world.sign_in(han);
  ASSERT_TRUE(world.offer_to(li));
  world.pass_ms(20000);
  EXPECT_FALSE(world.offer_to(li));
  EXPECT_TRUE(world.offer_to(han));
  EXPECT_EQ(world.state().agent(AgentId{li})->state, AgentState::not_ready);
  EXPECT_EQ(world.state().agent(AgentId{li})->reason, "offer_missed");
  EXPECT_EQ(world.customer_segment(world.conversation_of(leg)), SegmentKind::waiting);
}

TEST(Call, a_caller_whose_agent_is_lost_goes_before_everybody_else_to_the_next) {
  World world;
  const auto [leg, agent_leg, id] = world.talk_to(li);
  const auto another = world.call_into_queue();  // waits since before, but was never served
  world.pass_ms(5000);

  world.step(LegEnded{agent_leg, EndCause::connection_lost});
  EXPECT_EQ(world.customer_segment(id), SegmentKind::waiting);
  EXPECT_EQ(world.last_effect<PlayMusic>()->leg, leg);
  EXPECT_TRUE(world.last_effect<StopRecording>());
  EXPECT_EQ(world.state().agent(AgentId{li})->state, AgentState::not_ready);
  EXPECT_EQ(world.state().agent(AgentId{li})->load, 0);

  world.sign_in(han);
  ASSERT_TRUE(world.offer_to(han));
  EXPECT_EQ(world.state().reservation(world.offer_to(han))->conversation, id);
  world.accept(world.offer_to(han), han);
  EXPECT_EQ(world.customer_segment(id), SegmentKind::talking);
  EXPECT_EQ(world.facts<RecordingStarted>().size(), 2u);
  EXPECT_EQ(world.customer_segment(world.conversation_of(another)), SegmentKind::waiting);

  world.step(LegEnded{leg, EndCause::hang_up});
  EXPECT_EQ(world.state().conversation(id)->ended_by, EndedBy::customer);
}

TEST(Call, an_agent_who_hangs_up_ends_the_call) {
  World world;
  const auto [leg, agent_leg, id] = world.talk_to(li);
  world.step(LegEnded{agent_leg, EndCause::hang_up});
  EXPECT_TRUE(world.state().conversation(id)->ended);
  EXPECT_EQ(world.state().conversation(id)->ended_by, EndedBy::agent);
}

TEST(Call, a_task_declined_by_the_only_agent_comes_back_to_them_after_a_while) {
  World world;
  world.sign_in(li);
  world.call_into_queue();
  world.step(RejectReservation{world.offer_to(li), AgentId{li}, "busy"});
  EXPECT_FALSE(world.offer_to(li));
  world.pass_ms(29999);
  EXPECT_FALSE(world.offer_to(li));
  world.pass_ms(1);
  EXPECT_TRUE(world.offer_to(li));
}

TEST(Call, caller_abandons_while_offer_is_ringing_and_it_is_nobodys_miss) {
  World world;
  world.sign_in(li);
  const auto leg = world.call_into_queue();
  const auto agent_leg = world.state().reservation(world.offer_to(li))->leg;
  world.step(LegEnded{leg, EndCause::hang_up});
  EXPECT_FALSE(world.offer_to(li));
  EXPECT_EQ(world.facts<ReservationEnded>().back().outcome, ReservationOutcome::cancelled);
  EXPECT_EQ(world.facts<TaskEnded>().back().outcome, TaskOutcome::abandoned);
  EXPECT_EQ(world.state().agent(AgentId{li})->state, AgentState::available);
  EXPECT_EQ(world.last_effect<HangUpLeg>()->leg, agent_leg);
  EXPECT_TRUE(world.state().conversations.empty());
  EXPECT_TRUE(world.state().timers.empty());
}

TEST(Call, an_acceptance_that_comes_too_late_is_refused) {
  World world;
  world.sign_in(li);
  const auto leg = world.call_into_queue();
  const auto offer = world.offer_to(li);
  world.step(LegEnded{leg, EndCause::hang_up});
  const auto result = world.accept(offer, li);
  EXPECT_EQ(result.refusal, Refusal::reservation_over);
  EXPECT_TRUE(result.facts.empty());
}

TEST(Call, after_hang_up_the_agent_wraps_up_and_only_then_gets_the_next_call) {
  World world;
  world.sign_in(li);
  const auto first = world.call_into_queue();
  world.accept(world.offer_to(li), li);
  const auto conversation = world.conversation_of(first);
  world.call_into_queue();
  EXPECT_FALSE(world.offer_to(li));
  world.step(LegEnded{first, EndCause::hang_up});
  EXPECT_EQ(world.facts<ConversationEnded>().back().by, EndedBy::customer);
  EXPECT_FALSE(world.offer_to(li)) << "wrap-up still takes the agent's time";
  FinishWrapUp done;
  done.conversation = conversation;
  done.agent = AgentId{li};
  done.disposition = "solved";
  world.step(done);
  EXPECT_TRUE(world.offer_to(li));
  EXPECT_EQ(world.facts<CapacityReleased>().size(), 1u);
}

TEST(Call, wrap_up_ends_by_itself) {
  World world;
  world.step(EndConversation{world.talk_to(li).conversation, AgentId{li}, EndedBy::agent, EndCause::hang_up});
  EXPECT_EQ(world.last_effect<HangUpLeg>()->cause, EndCause::hang_up);
  world.pass_ms(120000);
  ASSERT_TRUE(world.last_effect<CompleteWrapUp>()) << "what was written so far is asked for";
  world.pass_ms(5000);
  EXPECT_TRUE(world.state().conversations.empty());
  EXPECT_EQ(world.state().agent(AgentId{li})->load, 0);
}

TEST(Call, what_was_written_when_the_time_was_over_is_kept) {
  World world;
  world.step(EndConversation{world.talk_to(li).conversation, AgentId{li}, EndedBy::agent, EndCause::hang_up});
  world.pass_ms(120000);
  FinishWrapUp draft;
  draft.conversation = world.last_effect<CompleteWrapUp>()->conversation;
  draft.agent = world.last_effect<CompleteWrapUp>()->agent;
  draft.disposition = "resolved";
  world.step(draft);
  world.pass_ms(5000);
  ASSERT_EQ(world.facts<WrappedUp>().size(), 1u);
  EXPECT_EQ(world.facts<WrappedUp>().front().disposition, "resolved");
}

TEST(Call, hold_and_retrieve_change_both_segments) {
  World world;
  const auto conversation = world.talk_to(li).conversation;
  world.step(SetHold{conversation, AgentId{li}, true});
  EXPECT_EQ(world.customer_segment(conversation), SegmentKind::hold);
  EXPECT_TRUE(world.last_effect<HoldLeg>()->on);
  EXPECT_TRUE(world.step(SetHold{conversation, AgentId{li}, true}).facts.empty());
  world.step(SetHold{conversation, AgentId{li}, false});
  EXPECT_EQ(world.customer_segment(conversation), SegmentKind::talking);
  EXPECT_EQ(world.step(SetHold{conversation, AgentId{han}, true}).refusal, Refusal::not_yours);
}

TEST(Call, no_input_is_asked_again_and_then_queued_without_an_order) {
  World world;
  const auto leg = world.call();
  world.finish_prompt(leg);
  world.key_in(leg, "");
  EXPECT_EQ(world.state().conversation(world.conversation_of(leg))->flow->attempt, 2);
  world.key_in(leg, "12");
  EXPECT_EQ(world.customer_segment(world.conversation_of(leg)), SegmentKind::waiting);
  EXPECT_FALSE(world.state().conversation(world.conversation_of(leg))->value("order_number"));
}

TEST(Call, a_look_up_that_does_not_answer_takes_the_failed_way) {
  World world;
  const auto leg = world.call();
  world.finish_prompt(leg);
  world.key_in(leg, "8841");
  const auto request = world.last_effect<LookUp>()->request;
  world.pass_ms(2000);
  EXPECT_EQ(world.customer_segment(world.conversation_of(leg)), SegmentKind::waiting);
  LookUpAnswered late;
  late.request = request;
  late.result = LookUpResult::found;
  EXPECT_EQ(world.step(late).refusal, Refusal::unknown_conversation);
}

TEST(Call, a_prompt_of_a_node_left_behind_changes_nothing) {
  World world;
  const auto leg = world.call();
  const auto action = world.last_effect<PlayPrompts>()->action;
  world.finish_prompt(leg);
  EXPECT_TRUE(world.step(PlaybackFinished{leg, action}).facts.empty());
}

TEST(Call, the_agent_idle_longest_is_asked_first_and_ties_go_by_id) {
  World world;
  world.sign_in(han);
  world.pass_ms(1000);
  world.sign_in(li);
  world.call_into_queue();
  EXPECT_TRUE(world.offer_to(han));
  World same_time;
  same_time.sign_in(han);
  same_time.sign_in(li);
  same_time.call_into_queue();
  EXPECT_TRUE(same_time.offer_to(li));
}

TEST(Call, nobody_without_the_skill_is_asked) {
  World world;
  world.sign_in(4);
  world.call_into_queue();
  EXPECT_FALSE(world.offer_to(4));
}

TEST(Call, a_phone_that_cannot_be_reached_is_taken_off_duty_and_the_call_goes_on) {
  World world;
  world.set_state(desk_phone, AgentState::available);
  world.call_into_queue();
  const auto offered = world.state().reservation(world.offer_to(desk_phone))->leg;
  world.pass_ms(5);
  world.sign_in(li);
  world.step(LegEnded{offered, EndCause::unreachable});
  EXPECT_EQ(world.state().agent(AgentId{desk_phone})->reason, "phone_unreachable");
  EXPECT_TRUE(world.offer_to(li));
}

TEST(Call, a_phone_picked_up_after_the_offer_was_withdrawn_is_hung_up) {
  World world;
  world.set_state(desk_phone, AgentState::available);
  const auto leg = world.call_into_queue();
  const auto offered = world.state().reservation(world.offer_to(desk_phone))->leg;
  world.step(LegEnded{leg, EndCause::hang_up});
  world.step(LegAnswered{offered, "dialog"});
  EXPECT_EQ(world.last_effect<HangUpLeg>()->leg, offered);
}

TEST(Call, a_number_that_nobody_has_is_turned_away) {
  World world;
  CallArrived arrived;
  arrived.leg = LegId{std::int64_t{1} << 51};
  arrived.number = NumberId{99};
  const auto result = world.step(arrived);
  EXPECT_EQ(result.refusal, Refusal::no_such_number);
  EXPECT_EQ(world.last_effect<RejectLeg>()->leg, arrived.leg);
}

TEST(Call, an_agent_who_leaves_while_offered_gives_the_call_to_another) {
  World world;
  world.sign_in(li);
  world.call_into_queue();
  world.pass_ms(10);
  world.sign_in(han);
  world.set_state(li, AgentState::on_break, "lunch");
  EXPECT_EQ(world.facts<ReservationEnded>().back().outcome, ReservationOutcome::rescinded);
  EXPECT_TRUE(world.offer_to(han));
}

}  // namespace
}  // namespace tandem::scenarios
