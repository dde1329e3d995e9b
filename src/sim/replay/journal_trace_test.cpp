#include "sim/replay/journal_trace.hpp"

#include <gtest/gtest.h>

#include "core/engine.hpp"

namespace tandem::sim {
namespace {

constexpr WallTime nine{1'780'272'000'000 + 18 * half_hour_ms};
constexpr AgentId li{7};
constexpr QueueId support{4};

Configuration shop() {
  Configuration configuration;
  configuration.version = 1;
  Queue queue;
  queue.id = support;
  queue.name = "support";
  queue.priority = 5;
  configuration.queues = {queue};
  AgentProfile agent;
  agent.id = li;
  agent.login = "li";
  agent.phone = PhoneKind::sip;
  agent.contact = "sip:li@192.0.2.7";
  configuration.agents = {agent};
  FlowGraph flow;
  flow.id = FlowId{2};
  flow.start = 0;
  flow.nodes = {{"queue", QueueNode{support, 3}}};
  configuration.flows = {flow};
  Number number;
  number.id = NumberId{3};
  number.flow = flow.id;
  configuration.numbers = {number};
  return configuration;
}

// The engine itself writes the journal.
class Journal {
 public:
  Journal() {
    step(0, ConfigurationPublished{shop()});
    step(0, AgentLinkChanged{li, true});
  }

  std::vector<Fact> step(std::int64_t at_s, const Stimulus& stimulus) {
    auto result = engine_.step(nine.plus_ms(at_s * 1000), stimulus);
    EXPECT_EQ(result.refusal, Refusal::none);
    Record record;
    record.at = result.at;
    record.stimulus = stimulus;
    record.facts = result.facts;
    trace_.take(record);
    return result.facts;
  }

  LegId call(std::int64_t at_s, const std::string& tier = {}) {
    CallArrived call;
    call.leg = LegId{++last_leg_};
    call.number = NumberId{3};
    call.contact = Private{PayloadId{++last_leg_}, "+8613800000000", false};
    call.tier = tier;
    step(at_s, call);
    return call.leg;
  }
  void state(std::int64_t at_s, AgentState state) { step(at_s, SetAgentState{li, state, {}, {}}); }
  void pick_up(std::int64_t at_s) {
    const auto& offers = engine_.state().reservations;
    ASSERT_EQ(offers.size(), 1u);
    step(at_s, LegAnswered{offers.begin()->second.leg, {}});
  }
  void wrap_up(std::int64_t at_s) {
    FinishWrapUp done;
    done.conversation = engine_.state().agent(li)->engagements.at(0).conversation;
    done.agent = li;
    step(at_s, done);
  }

  Trace trace(WallTime from = {}, WallTime until = {}, const Configuration& configuration = shop()) const {
    return trace_.trace(configuration, from, until);
  }

 private:
  Engine engine_;
  JournalTrace trace_;
  std::int64_t last_leg_ = std::int64_t{1} << 50;
};

TEST(JournalTrace, a_call_waits_is_answered_and_takes_until_the_end_of_wrap_up) {
  Journal journal;
  const auto leg = journal.call(60, "gold");
  journal.state(100, AgentState::available);
  journal.pick_up(105);
  journal.step(205, LegEnded{leg, EndCause::hang_up});
  journal.wrap_up(225);
  const auto trace = journal.trace();
  ASSERT_EQ(trace.contacts.size(), 1u);
  const auto& contact = trace.contacts[0];
  EXPECT_EQ(trace.start, nine);
  EXPECT_EQ(trace.length_ms, half_hour_ms);
  EXPECT_EQ(contact.at_ms, 60'000);
  EXPECT_EQ(contact.queue, support);
  EXPECT_EQ(contact.priority, 3) << "what the flow added, without the queue's own";
  EXPECT_EQ(contact.ending, Ending::answered);
  EXPECT_EQ(contact.agent, li);
  EXPECT_EQ(contact.waited_ms, 45'000);
  EXPECT_EQ(contact.handle_ms, 120'000);
  EXPECT_EQ(trace.who.at(contact.who).tier, "gold");
}

TEST(JournalTrace, who_hangs_up_left_and_who_still_waits_was_seen_waiting) {
  Journal journal;
  const auto leg = journal.call(0);
  journal.call(10);
  journal.step(40, LegEnded{leg, EndCause::hang_up});
  const auto trace = journal.trace();
  ASSERT_EQ(trace.contacts.size(), 2u);
  EXPECT_EQ(trace.contacts[0].ending, Ending::left);
  EXPECT_EQ(trace.contacts[0].waited_ms, 40'000);
  EXPECT_EQ(trace.contacts[1].ending, Ending::open);
  EXPECT_EQ(trace.contacts[1].waited_ms, 30'000);
}

TEST(JournalTrace, an_agent_is_on_duty_while_available) {
  Journal journal;
  journal.state(0, AgentState::available);
  journal.state(600, AgentState::not_ready);
  journal.state(900, AgentState::available);
  journal.call(1200);
  const auto shifts = journal.trace().shifts;
  ASSERT_TRUE(shifts);
  EXPECT_EQ(shifts->at(li).list(), (std::vector<Shift>{{0, 600'000}, {900'000, half_hour_ms}}));
}

TEST(JournalTrace, a_part_of_the_journal) {
  Journal journal;
  for (const int at : {0, 1000, 2000, 3000}) journal.call(at);
  const auto trace = journal.trace(nine.plus_ms(900'000), nine.plus_ms(2'500'000));
  ASSERT_EQ(trace.contacts.size(), 2u);
  EXPECT_EQ(trace.start, nine);
  EXPECT_EQ(trace.contacts[0].at_ms, 1'000'000);
  EXPECT_EQ(trace.length_ms, 2 * half_hour_ms);
}

TEST(JournalTrace, contacts_of_a_queue_that_is_gone_are_left_out_and_counted) {
  Journal journal;
  journal.call(0);
  Configuration without = shop();
  without.queues.clear();
  const auto trace = journal.trace({}, {}, without);
  EXPECT_TRUE(trace.contacts.empty());
  EXPECT_EQ(trace.left_out, 1);
}

}  // namespace
}  // namespace tandem::sim
