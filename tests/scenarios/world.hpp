// A contact centre without the world: the engine, a clock that only the test moves, and telephones that answer at
// once when told to. Every step is checked: applying its facts to a second state must give the engine's own.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/engine.hpp"
#include "checks/witness.hpp"
#include "checks/story.hpp"

namespace tandem::scenarios {

// Two queues (support asks for technical 3, chat for nothing), agents 1 li and 2 han with browsers, 3 with a desk
// phone, 4 without the skill; number 4001 says hello, asks for an order number, looks it up and queues.
Configuration shop();
// Agents 1, 2, … with browsers and no skills, and queues 1, 2, … that ask for nothing. Number n and site n lead straight into
// queue n. Flows n + 100 are for overflows: they ask for a key (1: a callback to the caller, then the end; anything else: queue n again).
Configuration counter(int queues = 1, int agents = 2);

// Who contacts us.
struct Contact {
  CustomerId customer;
  std::string tier, language;
  CustomerTraits traits;
};

class World {
 public:
  explicit World(Configuration configuration = shop());

  StepResult step(Stimulus stimulus);
  void pass_ms(std::int64_t ms);     // fires what becomes due on the way, in order
  void come_to_ms(std::int64_t ms);  // the same, but what is due at the very last millisecond has yet to fire
  void fire();                       // what is due
  const State& state() const { return engine_.state(); }
  WallTime now() const { return now_; }

  // People.
  void sign_in(std::int64_t agent);
  void set_state(std::int64_t agent, AgentState state, std::string reason = {});
  LegId call(std::string from = "+8613800006721", CustomerId customer = CustomerId{501});
  LegId call_into_queue();  // keys in 8841, the order is found
  struct Talk {
    LegId customer, agent;
    ConversationId conversation;
  };
  Talk talk_to(std::int64_t agent);  // signs them in; a call comes, waits for nobody else, and they accept it
  void key_in(LegId leg, std::string digits);
  void finish_prompt(LegId leg);
  ConversationId chat(std::string text = "hello", std::int64_t visitor = 1);
  StepResult accept(ReservationId reservation, std::int64_t agent);
  StepResult decline(std::int64_t agent);        // what they are offered
  StepResult accept_offer(std::int64_t agent);   // what they are offered
  StepResult finish(ConversationId conversation, std::int64_t agent);
  // With counter().
  ConversationId call_to(std::int64_t queue, Contact who = {});
  ConversationId chat_to(std::int64_t queue, Contact who = {});
  ConversationId work(Channel channel, std::int64_t queue, Contact who = {}, std::int64_t not_before_ms = 0, std::int64_t due_ms = 0);
  void hang_up(ConversationId conversation);  // the customer
  void link(ConversationId conversation, Contact who);
  void set_value(ConversationId conversation, std::string name, std::string value);
  StepResult move(ConversationId conversation, std::int64_t from, std::int64_t to, std::int64_t by = 900);
  void publish(Configuration configuration);  // as the next version

  // What is there now.
  ConversationId conversation_of(LegId leg) const;
  LegId customer_leg(ConversationId conversation) const;
  ReservationId offer_to(std::int64_t agent) const;  // none: no open offer
  const Task* task_of(ConversationId conversation) const;  // null: it does not wait
  std::int64_t offered_to(ConversationId conversation) const;  // 0: nobody
  int load_of(std::int64_t agent) const { return state().agent(AgentId{agent})->load; }
  AgentState state_of(std::int64_t agent) const { return state().agent(AgentId{agent})->state; }
  SegmentKind customer_segment(ConversationId conversation) const;

  template <class EffectType>
  const EffectType* last_effect() const {
    for (auto step = steps_.rbegin(); step != steps_.rend(); ++step)
      for (auto at = step->result.effects.rbegin(); at != step->result.effects.rend(); ++at)
        if (const auto* found = std::get_if<EffectType>(&*at)) return found;
    return nullptr;
  }
  template <class FactType>
  std::vector<FactType> facts() const {
    std::vector<FactType> result;
    for (const auto& step : steps_)
      for (const auto& fact : step.result.facts)
        if (const auto* found = std::get_if<FactType>(&fact)) result.push_back(*found);
    return result;
  }
  template <class FactType>
  FactType last() const {
    const auto all = facts<FactType>();
    EXPECT_FALSE(all.empty()) << "no " << FactType::name;
    return all.empty() ? FactType{} : all.back();
  }
  std::string transcript() const;  // every stimulus and fact since the start, or since begin_story(), for people
  void begin_story();

 private:
  Private make_private(std::string text) { return {PayloadId{++next_outside_id_}, std::move(text), false}; }

  Engine engine_;
  Witness witness_;
  WallTime now_{1'780'000'000'000};
  std::int64_t next_outside_id_ = std::int64_t{1} << 50;
  std::vector<Happened> steps_;
  std::size_t story_from_ = 0;
  bool measured_alike_ = true;  // no configuration with other capacity rules has been published
  WallTime story_start_ = now_;
};

}  // namespace tandem::scenarios
