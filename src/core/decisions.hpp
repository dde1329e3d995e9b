// What one step has decided so far. Every rule of the core writes through this: decide() applies a fact at once, so
// that the next rule sees it. Lives for one step, on the engine's thread.
#pragma once

#include <set>
#include <vector>

#include "core/engine.hpp"

namespace tandem {

class Decisions {
 public:
  Decisions(State& state, WallTime at) : state_(state), at_(at) {}

  const State& state() const { return state_; }
  const Configuration& configuration() const { return *state_.configuration; }
  WallTime at() const { return at_; }

  template <class FactType>
  void decide(FactType fact) {
    fact.at = at_;
    Fact decided{std::move(fact)};
    tandem::apply(state_, decided);  // qualified: std::apply would be found through the variant
    facts_.push_back(std::move(decided));
  }
  void effect(Effect effect) { effects_.push_back(std::move(effect)); }
  void refuse(Refusal why) { refusal_ = why; }

  // Who and what the router has to look at when the rules are through.
  void freed(AgentId agent) { freed_agents_.insert(agent); }
  void waits(TaskId task) { waiting_tasks_.insert(task); }
  std::set<AgentId> take_freed_agents() { return std::exchange(freed_agents_, {}); }
  std::set<TaskId> take_waiting_tasks() { return std::exchange(waiting_tasks_, {}); }

  // Counters of the state: the fact that uses the number moves it on.
  template <class IdType>
  static IdType after(std::int64_t last) { return IdType{last + 1}; }

  void set_timer(TimerKind kind, std::int64_t subject, std::int64_t delay_ms);
  void clear_timer(TimerKind kind, std::int64_t subject);  // nothing happens where none runs
  void start_segment(ConversationId conversation, ParticipantId participant, SegmentKind kind, QueueId queue);
  void end_segment(ConversationId conversation, ParticipantId participant);  // nothing happens where none runs
  void set_value(ConversationId conversation, NamedValue value, Localized label = {});
  Private make_private(std::string text) const;  // a value that the core itself made

  StepResult take() { return {at_, std::move(facts_), std::move(effects_), refusal_}; }

 private:
  State& state_;
  WallTime at_;
  std::vector<Fact> facts_;
  std::vector<Effect> effects_;
  Refusal refusal_ = Refusal::none;
  std::set<AgentId> freed_agents_;
  std::set<TaskId> waiting_tasks_;
};

}  // namespace tandem
