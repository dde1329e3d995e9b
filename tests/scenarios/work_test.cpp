// Tickets, mails and callbacks: they are routed like calls and chats, but may be for later, promised by a time, and count the hours in
// which their queue is open.
#include <climits>

#include "scenarios/world.hpp"

namespace tandem::scenarios {
namespace {

constexpr std::int64_t minute = 60'000, hour = 60 * minute;

WallTime start() { return World().now(); }

// Queue 1 is open from one hour after the start on, for an hour, and again four hours after the start.
Configuration with_hours() {
  auto out = counter(2, 1);
  const auto from = start();
  out.hours = {{HoursId{1}, "day", "", {{from.plus_ms(hour), from.plus_ms(2 * hour)}, {from.plus_ms(4 * hour), from.plus_ms(8 * hour)}}}};
  out.queues[0].hours = HoursId{1};
  out.queues[0].target_seconds = 30 * 60;
  return out;
}

TEST(Work, goes_to_whoever_is_free_and_takes_its_cost) {
  World world(counter(1, 1));
  world.sign_in(1);
  for (const auto channel : {Channel::ticket, Channel::email, Channel::callback}) {
    const auto work = world.work(channel, 1, {CustomerId{7}, "vip", "", {}});
    EXPECT_EQ(world.offered_to(work), 1);
    EXPECT_EQ(world.last<ReservationMade>().leg, LegId{}) << "no telephone rings for it";
    world.accept_offer(1);
    EXPECT_EQ(world.load_of(1), channel == Channel::callback ? 60 : 10);
    world.finish(work, 1);
    EXPECT_EQ(world.load_of(1), 0);
  }
  EXPECT_TRUE(world.state().conversations.empty());
}

TEST(Work, a_callback_goes_out_and_the_rest_comes_in) {
  World world(counter(1, 0));
  world.work(Channel::callback, 1);
  EXPECT_EQ(world.last<ConversationStarted>().direction, Direction::outbound);
  world.work(Channel::email, 1);
  EXPECT_EQ(world.last<ConversationStarted>().direction, Direction::inbound);
}

TEST(Work, is_no_call_no_chat_and_for_no_unknown_queue) {
  World world(counter(1, 0));
  WorkArrived work;
  work.queue = QueueId{1};
  for (const auto channel : {Channel::voice, Channel::webchat}) {
    work.channel = channel;
    EXPECT_EQ(world.step(work).refusal, Refusal::bad_value);
  }
  work.channel = Channel::ticket;
  work.queue = QueueId{9};
  EXPECT_EQ(world.step(work).refusal, Refusal::no_such_queue);
  EXPECT_TRUE(world.state().conversations.empty());
}

TEST(Work, for_times_and_priorities_that_cannot_be_is_refused) {
  World world(counter(1, 0));
  WorkArrived work;
  work.queue = QueueId{1};
  for (const std::int64_t ms : {std::int64_t{-1}, std::int64_t{253'402'300'800'000}, INT64_MAX, INT64_MIN}) {
    work.not_before_ms = ms;
    EXPECT_EQ(world.step(work).refusal, Refusal::bad_value) << ms;
    work.not_before_ms = 0;
    work.due_ms = ms;
    EXPECT_EQ(world.step(work).refusal, Refusal::bad_value) << ms;
    work.due_ms = 0;
  }
  for (const int priority : {INT_MAX, INT_MIN, 1'000'001}) {
    work.priority = priority;
    EXPECT_EQ(world.step(work).refusal, Refusal::bad_value) << priority;
  }
  EXPECT_TRUE(world.state().conversations.empty());
}

TEST(Work, brings_values_and_priority_along) {
  auto configuration = counter(1, 0);
  configuration.queues[0].priority = 2;
  World world(configuration);
  WorkArrived work;
  work.queue = QueueId{1};
  work.priority = 5;
  work.case_id = CaseId{44};
  work.values = {{"order", {PayloadId{std::int64_t{1} << 51}, "8841", false}}};
  const auto id = std::get<ConversationStarted>(world.step(work).facts.front()).conversation;
  EXPECT_EQ(world.task_of(id)->priority, 7);
  EXPECT_EQ(*world.state().conversation(id)->value("order"), "8841");
  EXPECT_EQ(world.state().conversation(id)->case_id, CaseId{44});
}

TEST(Work, is_offered_to_nobody_before_its_time) {
  World world(counter(1, 1));
  world.sign_in(1);
  const auto ticket = world.work(Channel::ticket, 1, {}, world.now().ms + 5 * minute);
  world.pass_ms(5 * minute - 1);
  EXPECT_EQ(world.offered_to(ticket), 0);
  world.pass_ms(1);
  EXPECT_EQ(world.offered_to(ticket), 1);
  EXPECT_EQ(world.last<TaskChanged>().change, TaskChange::started);
}

TEST(Work, whose_time_has_passed_is_for_now) {
  World world(counter(1, 1));
  world.sign_in(1);
  EXPECT_EQ(world.offered_to(world.work(Channel::ticket, 1, {}, world.now().ms - hour)), 1);
}

TEST(Work, that_sleeps_is_in_nobodys_way_and_in_no_count) {
  auto configuration = counter(2, 1);
  configuration.queues[0].overflows = {{OverflowWhen::waiting, 2, QueueId{2}, {}}};
  World world(configuration);
  for (int i = 0; i < 3; ++i) world.work(Channel::ticket, 1, {}, world.now().ms + 5 * minute);
  EXPECT_TRUE(world.state().overflowing.empty());
  EXPECT_TRUE(world.state().waiting.empty());
  world.pass_ms(5 * minute);
  EXPECT_EQ(world.state().overflowing.size(), 1u);
}

TEST(Work, that_sleeps_can_be_ended_and_leaves_nothing_behind) {
  World world(counter(1, 1));
  const auto ticket = world.work(Channel::ticket, 1, {}, world.now().ms + 5 * minute);
  world.hang_up(ticket);
  EXPECT_TRUE(world.state().conversations.empty());
  EXPECT_TRUE(world.state().timers.empty());
}

TEST(Work, that_sleeps_can_be_moved_and_sleeps_on) {
  World world(counter(2, 1));
  world.sign_in(1);
  const auto ticket = world.work(Channel::ticket, 1, {}, world.now().ms + 5 * minute);
  world.pass_ms(minute);
  world.move(ticket, 1, 2);
  world.pass_ms(4 * minute - 1);
  EXPECT_EQ(world.offered_to(ticket), 0);
  world.pass_ms(1);
  EXPECT_EQ(world.offered_to(ticket), 1);
}

TEST(Work, is_due_by_its_queues_target_from_its_start) {
  World world(counter(1, 0));
  const auto at_once = world.work(Channel::ticket, 1);
  EXPECT_EQ(world.task_of(at_once)->due.since_ms(world.now()), 20'000);
  const auto later = world.work(Channel::ticket, 1, {}, world.now().ms + 5 * minute);
  EXPECT_EQ(world.task_of(later)->due.since_ms(world.now()), 5 * minute + 20'000);
}

TEST(Work, promised_by_a_time_is_due_then_whatever_the_target) {
  World world(counter(1, 1));
  const auto promised = world.work(Channel::callback, 1, {}, 0, world.now().ms + 10'000);
  const auto ticket = world.work(Channel::ticket, 1);
  EXPECT_EQ(world.task_of(promised)->due.since_ms(world.now()), 10'000);
  world.sign_in(1);
  EXPECT_EQ(world.facts<ReservationMade>().front().conversation, promised);
  EXPECT_EQ(world.offered_to(ticket), 1);
}

TEST(Work, a_promise_is_kept_through_a_move_and_a_closer_look_at_the_customer) {
  auto configuration = counter(2, 0);
  configuration.ageing_ms = 1000;
  configuration.queues[1].value_points = 10;
  World world(configuration);
  const auto callback = world.work(Channel::callback, 1, {}, 0, world.now().ms + hour);
  world.pass_ms(minute);
  world.move(callback, 1, 2);
  EXPECT_EQ(world.task_of(callback)->due, start().plus_ms(hour));
  world.link(callback, {CustomerId{7}, "", "", {.value = 100}});
  EXPECT_EQ(world.task_of(callback)->due, start().plus_ms(hour - 10'000)) << "ten points of a second each";
}

TEST(Work, counts_its_relaxations_from_its_start) {
  auto configuration = counter(1, 1);
  configuration.skills = {{SkillId{1}, "a"}, {SkillId{2}, "b"}};
  configuration.queues[0].required = {{SkillId{1}, 5}};
  configuration.queues[0].relaxations = {{10'000, {{SkillId{1}, 3}}, {}}, {20'000, {}, {}}};
  World world(configuration);
  world.sign_in(1);
  const auto ticket = world.work(Channel::ticket, 1, {}, world.now().ms + 5 * minute);
  world.pass_ms(5 * minute + 10'000);
  EXPECT_EQ(world.task_of(ticket)->relaxed, 1);
  world.pass_ms(9999);
  EXPECT_EQ(world.task_of(ticket)->relaxed, 1);
  world.pass_ms(1);
  EXPECT_EQ(world.offered_to(ticket), 1);
}

TEST(Work, counts_its_wait_for_overflows_from_its_start) {
  auto configuration = counter(2, 1);
  configuration.skills = {{SkillId{1}, "a"}};
  configuration.queues[0].required = {{SkillId{1}, 5}};
  configuration.queues[0].overflows = {{OverflowWhen::waited, 10'000, QueueId{2}, {}}, {OverflowWhen::waited, 20'000, QueueId{2}, {}}};
  World world(configuration);
  const auto ticket = world.work(Channel::ticket, 1, {}, world.now().ms + 5 * minute);
  world.pass_ms(5 * minute + 10'000);
  EXPECT_EQ(world.task_of(ticket)->also.size(), 1u);
  world.pass_ms(10'000);
  EXPECT_EQ(world.task_of(ticket)->also.size(), 2u);
}

TEST(Work, keeps_its_place_when_the_customer_becomes_known_after_its_start) {
  auto configuration = counter(1, 0);
  configuration.queues[0].value_points = 1;
  configuration.ageing_ms = 1000;
  World world(configuration);
  const auto ticket = world.work(Channel::ticket, 1, {}, world.now().ms + 5 * minute);
  world.pass_ms(6 * minute);
  const auto due = world.task_of(ticket)->due;
  EXPECT_EQ(due, start().plus_ms(5 * minute + 20'000));
  world.link(ticket, {CustomerId{7}, "", "", {.value = 100}});
  EXPECT_EQ(world.task_of(ticket)->due, due.plus_ms(-1000)) << "one point sooner, and no more";
}

TEST(OpeningHours, work_that_comes_out_of_hours_starts_when_the_queue_opens) {
  World world(with_hours());
  world.sign_in(1);
  const auto ticket = world.work(Channel::ticket, 1);
  EXPECT_EQ(world.task_of(ticket)->not_before, start().plus_ms(hour));
  world.pass_ms(hour - 1);
  EXPECT_EQ(world.offered_to(ticket), 0);
  world.pass_ms(1);
  EXPECT_EQ(world.offered_to(ticket), 1);
}

TEST(OpeningHours, a_time_for_which_the_queue_is_closed_is_put_off_until_it_opens) {
  World world(with_hours());
  const auto callback = world.work(Channel::callback, 1, {}, world.now().ms + 3 * hour);
  EXPECT_EQ(world.task_of(callback)->not_before, start().plus_ms(4 * hour));
  const auto in_hours = world.work(Channel::callback, 1, {}, world.now().ms + hour + minute);
  EXPECT_EQ(world.task_of(in_hours)->not_before, start().plus_ms(hour + minute));
}

TEST(OpeningHours, targets_of_work_count_open_time_only) {
  World world(with_hours());
  EXPECT_EQ(world.task_of(world.work(Channel::ticket, 1))->due, start().plus_ms(hour + 30 * minute));
  world.pass_ms(hour + 45 * minute);
  EXPECT_EQ(world.task_of(world.work(Channel::ticket, 1))->due, start().plus_ms(4 * hour + 15 * minute));
}

TEST(OpeningHours, calls_and_chats_count_every_minute) {
  World world(with_hours());
  EXPECT_EQ(world.task_of(world.call_to(1))->due, start().plus_ms(30 * minute));
  EXPECT_EQ(world.task_of(world.chat_to(1))->due, start().plus_ms(30 * minute));
  EXPECT_FALSE(world.task_of(world.call_to(1))->asleep);
}

TEST(OpeningHours, a_queue_that_never_opens_again_takes_work_as_if_it_were_open) {
  auto configuration = with_hours();
  configuration.hours[0].open = {{start().plus_ms(-2 * hour), start().plus_ms(-hour)}};
  World world(configuration);
  world.sign_in(1);
  const auto ticket = world.work(Channel::ticket, 1);
  EXPECT_EQ(world.offered_to(ticket), 1);
  EXPECT_EQ(world.last<TaskCreated>().due, start().plus_ms(30 * minute));
}

TEST(OpeningHours, a_callback_asked_for_at_night_waits_for_the_morning_and_keeps_its_place) {
  auto configuration = with_hours();
  configuration.queues[0].overflows = {{OverflowWhen::closed, 0, {}, FlowId{101}}};
  World world(configuration);
  world.sign_in(1);
  const auto call = world.call_to(1);
  ASSERT_EQ(world.customer_segment(call), SegmentKind::flow);
  world.key_in(world.customer_leg(call), "1");
  const auto callback = world.last<ConversationStarted>().conversation;
  EXPECT_EQ(world.offered_to(callback), 0);
  world.pass_ms(hour);
  EXPECT_EQ(world.offered_to(callback), 1);
}

}  // namespace
}  // namespace tandem::scenarios
