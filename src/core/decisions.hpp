// What one step has decided so far. Every rule of the core writes through this: decide() applies a fact at once, so
// that the next rule sees it. Lives for one step, on the engine's thread.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "core/engine.hpp"

namespace tandem {

class Decisions {
 public:
  Decisions(State& state, WallTime at) : state_(state), at_(at) {
    facts_.reserve(16);  // most steps decide fewer
  }

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
  void freed(AgentId agent) { freed_agents_.push_back(agent); }
  void waits(TaskId task) { waiting_tasks_.push_back(task); }
  void queue_changed(QueueId queue) { changed_queues_.push_back(queue); }  // its length, its hours, or who is there
  void presence_changed() { presence_changed_ = true; }
  bool queues_changed() const { return !changed_queues_.empty() || presence_changed_; }
  // In order, each once.
  std::vector<QueueId> take_changed_queues() { return take_sorted(changed_queues_); }
  bool take_presence_changed() { return std::exchange(presence_changed_, false); }
  std::vector<AgentId> take_freed_agents() { return take_sorted(freed_agents_); }
  std::vector<TaskId> take_waiting_tasks() { return take_sorted(waiting_tasks_); }

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
  template <class IdType>
  static std::vector<IdType> take_sorted(std::vector<IdType>& ids) {
    auto out = std::exchange(ids, {});
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  State& state_;
  WallTime at_;
  std::vector<Fact> facts_;
  std::vector<Effect> effects_;
  Refusal refusal_ = Refusal::none;
  std::vector<AgentId> freed_agents_;
  std::vector<TaskId> waiting_tasks_;
  std::vector<QueueId> changed_queues_;
  bool presence_changed_ = false;
};

}  // namespace tandem
