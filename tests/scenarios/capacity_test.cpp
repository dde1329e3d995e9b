// How much an agent can have at one time, over all channels; what may interrupt what; that it comes back exactly once; and what an
// offer costs whom when it ends one way or another.
#include <functional>

#include "scenarios/world.hpp"

namespace tandem::scenarios {
namespace {

// By default a call costs 60 of 100 and may interrupt tickets and mails, a chat 20, a ticket or mail 10.
Configuration desk() { return counter(1, 1); }

// Gives agent 1 so many of a channel, accepted.
std::vector<ConversationId> give(World& world, Channel channel, int count) {
  std::vector<ConversationId> out;
  for (int i = 0; i < count; ++i) {
    out.push_back(channel == Channel::voice     ? world.call_to(1)
                  : channel == Channel::webchat ? world.chat_to(1)
                                                : world.work(channel, 1));
    EXPECT_EQ(world.offered_to(out.back()), 1) << "number " << i + 1;
    world.accept_offer(1);
  }
  return out;
}

TEST(Capacity, as_many_as_their_costs_allow_and_no_more) {
  World world(desk());
  world.sign_in(1);
  give(world, Channel::webchat, 5);
  EXPECT_EQ(world.load_of(1), 100);
  EXPECT_EQ(world.offered_to(world.chat_to(1)), 0);
  EXPECT_EQ(world.offered_to(world.work(Channel::ticket, 1)), 0);
}

TEST(Capacity, an_offer_takes_room_before_it_is_accepted) {
  World world(desk());
  world.sign_in(1);
  for (int i = 0; i < 7; ++i) world.chat_to(1);
  EXPECT_EQ(world.state().agent(AgentId{1})->offers.size(), 5u);
  EXPECT_EQ(world.load_of(1), 100);
  EXPECT_EQ(world.state().tasks.size(), 7u);
}

TEST(Capacity, only_one_call_at_a_time_though_the_cost_would_allow_more) {
  auto configuration = desk();
  configuration.capacity[0].cost = 10;
  World world(configuration);
  world.sign_in(1);
  give(world, Channel::voice, 1);
  EXPECT_EQ(world.offered_to(world.call_to(1)), 0);
  EXPECT_EQ(world.offered_to(world.chat_to(1)), 1);
}

TEST(Capacity, channels_together_do_not_go_beyond_the_limit) {
  World world(desk());
  world.sign_in(1);
  give(world, Channel::voice, 1);
  give(world, Channel::webchat, 2);
  EXPECT_EQ(world.load_of(1), 100);
  EXPECT_EQ(world.offered_to(world.chat_to(1)), 0);
}

TEST(Capacity, a_channel_without_a_rule_is_offered_to_nobody) {
  auto configuration = desk();
  configuration.capacity = {{Channel::voice, 60, 1}};
  World world(configuration);
  world.sign_in(1);
  EXPECT_EQ(world.offered_to(world.chat_to(1)), 0);
}

TEST(Capacity, a_new_limit_counts_for_the_next_offer_and_takes_nothing_away) {
  World world(desk());
  world.sign_in(1);
  const auto chats = give(world, Channel::webchat, 4);
  auto less = desk();
  less.capacity_limit = 40;
  less.capacity[1].cost = 40;
  world.publish(less);
  EXPECT_EQ(world.load_of(1), 80) << "measured as it was when they were accepted";
  const auto next = world.chat_to(1);
  for (const auto chat : chats) {
    EXPECT_EQ(world.offered_to(next), 0);
    world.finish(chat, 1);
  }
  EXPECT_EQ(world.offered_to(next), 1);
  EXPECT_EQ(world.load_of(1), 40);
}

TEST(Interruption, a_call_reaches_an_agent_who_is_full_of_tickets_and_mails) {
  World world(desk());
  world.sign_in(1);
  give(world, Channel::ticket, 5);
  give(world, Channel::email, 5);
  EXPECT_EQ(world.load_of(1), 100);
  EXPECT_EQ(world.offered_to(world.work(Channel::ticket, 1)), 0);
  const auto call = world.call_to(1);
  EXPECT_EQ(world.offered_to(call), 1);
  world.accept_offer(1);
  EXPECT_EQ(world.load_of(1), 160);
}

TEST(Interruption, a_call_never_reaches_an_agent_who_is_full_of_chats) {
  World world(desk());
  world.sign_in(1);
  auto chats = give(world, Channel::webchat, 3);
  EXPECT_EQ(world.load_of(1), 60);
  const auto call = world.call_to(1);
  EXPECT_EQ(world.offered_to(call), 0) << "60 and 60 are more than 100";
  world.finish(chats.back(), 1);
  EXPECT_EQ(world.offered_to(call), 1);
}

TEST(Interruption, chats_stand_in_the_way_of_a_call_though_tickets_do_not) {
  World world(desk());
  world.sign_in(1);
  give(world, Channel::webchat, 2);
  give(world, Channel::ticket, 6);
  EXPECT_EQ(world.load_of(1), 100);
  EXPECT_EQ(world.offered_to(world.call_to(1)), 1) << "60 beside 40 of chats: the tickets can wait";
}

TEST(Interruption, a_ticket_interrupts_nothing_and_is_not_offered_while_a_call_fills_the_agent) {
  auto configuration = desk();
  configuration.capacity[0].cost = 100;
  World world(configuration);
  world.sign_in(1);
  const auto call = give(world, Channel::voice, 1).front();
  const auto ticket = world.work(Channel::ticket, 1);
  EXPECT_EQ(world.offered_to(ticket), 0);
  world.finish(call, 1);
  EXPECT_EQ(world.offered_to(ticket), 1);
}

TEST(Interruption, a_call_counts_for_the_tickets_that_come_after_it) {
  World world(desk());
  world.sign_in(1);
  give(world, Channel::ticket, 5);
  const auto call = give(world, Channel::voice, 1).front();
  EXPECT_EQ(world.load_of(1), 110);
  const auto ticket = world.work(Channel::ticket, 1);
  EXPECT_EQ(world.offered_to(ticket), 0);
  world.finish(call, 1);
  EXPECT_EQ(world.offered_to(ticket), 1);
}

TEST(Interruption, an_interrupted_agent_gets_a_second_call_no_more_than_any_other) {
  World world(desk());
  world.sign_in(1);
  give(world, Channel::ticket, 10);
  give(world, Channel::voice, 1);
  EXPECT_EQ(world.offered_to(world.call_to(1)), 0);
  EXPECT_EQ(world.offered_to(world.work(Channel::callback, 1)), 0) << "60 and 60 are more than 100";
}

TEST(Interruption, what_may_interrupt_what_is_configured) {
  auto configuration = desk();
  configuration.capacity[0].interrupts = {Channel::webchat};
  World world(configuration);
  world.sign_in(1);
  give(world, Channel::webchat, 5);
  EXPECT_EQ(world.offered_to(world.call_to(1)), 1);

  World other(configuration);
  other.sign_in(1);
  give(other, Channel::ticket, 5);
  EXPECT_EQ(other.offered_to(other.call_to(1)), 0);
}

TEST(Interruption, everything_comes_back_once_in_whatever_order_it_ends) {
  World world(desk());
  world.sign_in(1);
  const auto tickets = give(world, Channel::ticket, 10);
  const auto call = give(world, Channel::voice, 1).front();
  EXPECT_EQ(world.load_of(1), 160);
  world.finish(tickets[3], 1);
  EXPECT_EQ(world.load_of(1), 150);
  world.finish(call, 1);
  EXPECT_EQ(world.load_of(1), 90);
  for (std::size_t i = 0; i < tickets.size(); ++i)
    if (i != 3) world.finish(tickets[i], 1);
  EXPECT_EQ(world.load_of(1), 0);
  EXPECT_EQ(world.facts<CapacityReleased>().size(), 11u);
}

TEST(Capacity, comes_back_once_whatever_ends_first) {
  const auto ways = std::vector<std::function<void(World&, ConversationId)>>{
      [](World& world, ConversationId call) { world.hang_up(call); },
      [](World& world, ConversationId call) { world.step(EndConversation{call, AgentId{1}, EndedBy::agent, EndCause::hang_up}); },
      [](World& world, ConversationId) {
        const auto leg = world.last<ReservationMade>().leg;
        world.step(LegEnded{leg, EndCause::hang_up});
      },
      [](World& world, ConversationId) { world.step(ProgramStarted{}); }};
  for (const auto& end : ways) {
    World world(desk());
    world.sign_in(1);
    const auto call = give(world, Channel::voice, 1).front();
    end(world, call);
    EXPECT_EQ(world.load_of(1), 60) << "wrap-up takes the agent's time as well";
    world.finish(call, 1);
    world.finish(call, 1);
    EXPECT_EQ(world.load_of(1), 0);
    EXPECT_EQ(world.facts<CapacityReleased>().size(), 1u);
  }
}

TEST(Offer, that_the_customer_ends_is_nobodys_miss) {
  World world(desk());
  world.sign_in(1);
  for (int i = 0; i < 2; ++i) {
    const auto contact = i == 0 ? world.call_to(1) : world.chat_to(1);
    world.pass_ms(19'999);
    world.hang_up(contact);
    EXPECT_EQ(world.last<ReservationEnded>().outcome, ReservationOutcome::cancelled);
    EXPECT_EQ(world.last<TaskEnded>().outcome, TaskOutcome::abandoned);
    world.pass_ms(1);
    EXPECT_EQ(world.state_of(1), AgentState::available);
    EXPECT_EQ(world.load_of(1), 0);
  }
  EXPECT_EQ(world.offered_to(world.call_to(1)), 1);
}

TEST(Offer, missed_puts_the_agent_off_duty_and_rings_elsewhere) {
  World world(counter(1, 2));
  world.sign_in(1);
  world.pass_ms(1);
  world.sign_in(2);
  const auto call = world.call_to(1);
  world.pass_ms(20'000);
  EXPECT_EQ(world.last<ReservationMade>().agent, AgentId{2});
  EXPECT_EQ(world.facts<ReservationEnded>().back().outcome, ReservationOutcome::timed_out);
  EXPECT_EQ(world.state_of(1), AgentState::not_ready);
  EXPECT_EQ(world.state().agent(AgentId{1})->reason, "offer_missed");
  EXPECT_EQ(world.offered_to(call), 2);
}

TEST(Offer, missed_takes_away_what_else_was_offered_at_the_time_without_blame) {
  World world(desk());
  world.sign_in(1);
  world.chat_to(1);
  world.pass_ms(5000);
  world.chat_to(1);
  world.pass_ms(15'000);
  const auto ends = world.facts<ReservationEnded>();
  ASSERT_EQ(ends.size(), 2u);
  EXPECT_EQ(ends[0].outcome, ReservationOutcome::timed_out);
  EXPECT_EQ(ends[1].outcome, ReservationOutcome::rescinded);
}

TEST(Offer, missed_by_the_only_agent_is_theirs_again_once_they_are_back) {
  World world(desk());
  world.sign_in(1);
  const auto call = world.call_to(1);
  world.pass_ms(20'000);
  EXPECT_EQ(world.offered_to(call), 0);
  world.pass_ms(120'000);
  EXPECT_EQ(world.offered_to(call), 0) << "nobody is brought back to duty by the router";
  world.set_state(1, AgentState::available);
  EXPECT_EQ(world.offered_to(call), 1);
}

TEST(Offer, declined_is_not_made_again_at_once_to_the_same_agent) {
  World world(desk());
  world.sign_in(1);
  const auto call = world.call_to(1);
  world.decline(1);
  EXPECT_EQ(world.state_of(1), AgentState::available);
  world.pass_ms(29'999);
  EXPECT_EQ(world.offered_to(call), 0);
  world.pass_ms(1);
  EXPECT_EQ(world.offered_to(call), 1);
}

TEST(Offer, declined_by_everybody_comes_back_to_each_of_them_in_time) {
  World world(counter(1, 2));
  world.sign_in(1);
  world.pass_ms(1);
  world.sign_in(2);
  const auto call = world.call_to(1);
  world.decline(1);
  world.pass_ms(10'000);
  world.decline(2);
  EXPECT_EQ(world.offered_to(call), 0);
  world.set_state(1, AgentState::on_break, "lunch");
  world.pass_ms(29'999);
  EXPECT_EQ(world.offered_to(call), 0) << "agent 1 could have been asked again meanwhile, but is away";
  world.pass_ms(1);
  EXPECT_EQ(world.offered_to(call), 2);
}

TEST(Offer, declined_leaves_room_for_the_next_contact) {
  World world(desk());
  world.sign_in(1);
  world.call_to(1);
  const auto second = world.call_to(1);
  world.decline(1);
  EXPECT_EQ(world.offered_to(second), 1);
}

TEST(Offer, accepted_at_once_where_the_queue_says_so) {
  auto configuration = desk();
  configuration.queues[0].auto_accept = true;
  World world(configuration);
  world.sign_in(1);
  const auto chat = world.chat_to(1);
  EXPECT_EQ(world.customer_segment(chat), SegmentKind::talking);
  EXPECT_FALSE(world.offer_to(1));
  EXPECT_EQ(world.load_of(1), 20);
  EXPECT_EQ(world.facts<ReservationMade>().size(), 1u) << "it is an offer all the same, with its reasons";
  world.pass_ms(60'000);
  EXPECT_EQ(world.state_of(1), AgentState::available);
}

TEST(Offer, accepted_at_once_on_a_desk_phone_when_that_has_picked_up) {
  auto configuration = desk();
  configuration.queues[0].auto_accept = true;
  configuration.agents[0].phone = PhoneKind::sip;
  World world(configuration);
  world.sign_in(1);
  const auto call = world.call_to(1);
  EXPECT_TRUE(world.last_effect<DialAgent>()->auto_answer);
  EXPECT_EQ(world.customer_segment(call), SegmentKind::waiting);
  world.step(LegAnswered{world.last<ReservationMade>().leg, "dialog"});
  EXPECT_EQ(world.customer_segment(call), SegmentKind::talking);
  world.finish(call, 1);
  const auto missed = world.call_to(1);
  world.pass_ms(20'000);
  EXPECT_EQ(world.offered_to(missed), 0);
  EXPECT_EQ(world.state_of(1), AgentState::not_ready) << "a phone that does not pick up is missed like any other";
}

TEST(Offer, accepted_at_once_as_many_as_there_is_room_for_in_one_step) {
  auto configuration = desk();
  configuration.queues[0].auto_accept = true;
  World world(configuration);
  for (int i = 0; i < 7; ++i) world.chat_to(1);
  world.sign_in(1);
  EXPECT_EQ(world.state().agent(AgentId{1})->engagements.size(), 5u);
  EXPECT_EQ(world.state().tasks.size(), 2u);
}

}  // namespace
}  // namespace tandem::scenarios
