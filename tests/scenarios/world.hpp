// A contact centre without the world: the engine, a clock that only the test moves, and telephones that answer at
// once when told to. Every step is checked: applying its facts to a second state must give the engine's own.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/engine.hpp"

namespace tandem::scenarios {

// Two queues (support asks for technical 3, chat for nothing), agents 1 li and 2 han with browsers, 3 with a desk
// phone, 4 without the skill; number 4001 says hello, asks for an order number, looks it up and queues.
Configuration shop();

class World {
 public:
  explicit World(Configuration configuration = shop());

  StepResult step(Stimulus stimulus);
  void pass_ms(std::int64_t ms);  // fires what becomes due on the way, in order
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

  // What is there now.
  ConversationId conversation_of(LegId leg) const;
  ReservationId offer_to(std::int64_t agent) const;  // none: no open offer
  SegmentKind customer_segment(ConversationId conversation) const;

  template <class EffectType>
  const EffectType* last_effect() const {
    for (auto at = effects_.rbegin(); at != effects_.rend(); ++at)
      if (const auto* found = std::get_if<EffectType>(&*at)) return found;
    return nullptr;
  }
  template <class FactType>
  std::vector<FactType> facts() const {
    std::vector<FactType> result;
    for (const auto& fact : facts_)
      if (const auto* found = std::get_if<FactType>(&fact)) result.push_back(*found);
    return result;
  }
  std::string transcript() const;  // every stimulus and fact so far, for people

 private:
  Engine engine_;
  State follower_;
  WallTime now_{1'780'000'000'000};
  std::int64_t next_outside_id_ = std::int64_t{1} << 50;
  std::vector<Fact> facts_;
  std::vector<Effect> effects_;
  std::string transcript_;

  Private make_private(std::string text) { return {PayloadId{++next_outside_id_}, std::move(text), false}; }
};

// What must hold in every state: capacity, reservations, tasks, legs and indexes agree with each other.
void expect_sound(const State& state);

}  // namespace tandem::scenarios
