// Follows an engine by its facts alone, as recovery does, and judges each of them by the state before it: no offer beyond
// capacity, to the wrong agent or past somebody who is due earlier; places are kept; capacity comes back exactly once.
// Cheap enough for every step of a storm. Findings are test failures.
#pragma once

#include <map>
#include <set>

#include "core/engine.hpp"

namespace tandem::scenarios {

class Witness {
 public:
  void see(const StepResult& result);
  const State& state() const { return state_; }

 private:
  void judge(const ReservationMade& made);
  void judge(const ReservationEnded& ended);
  void judge(const TaskCreated& created);
  void judge(const TaskChanged& changed);
  void judge(const TaskEnded& ended);
  void judge(const ConversationStarted& started);
  void judge(const ConversationClosed& closed);
  void judge(const CapacityReleased& released);
  void judge(const auto&) {}

  State state_;
  std::map<ConversationId, WallTime> places_;  // kept by those who are between two queues
  std::set<TaskId> accepted_;                  // in this step
};

}  // namespace tandem::scenarios
