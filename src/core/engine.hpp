// The engine: decides facts from a stimulus, one after another, each applied before the next is decided. Pure: no
// clock, no random numbers, no I/O; the same state and stimulus always give the same facts and effects. Owned by the
// driver (or by a simulation) and used on one thread.
#pragma once

#include <vector>

#include "core/state.hpp"
#include "model/effect.hpp"
#include "model/record.hpp"

namespace tandem {

struct StepResult {
  WallTime at;                       // the time the facts carry: never before the state's
  std::vector<Fact> facts;           // already applied; empty: nothing changed
  std::vector<Effect> effects;       // for after the commit
  Refusal refusal = Refusal::none;   // why nothing changed
};

class Engine {
 public:
  Engine() = default;
  explicit Engine(State recovered) : state_(std::move(recovered)) {}

  StepResult step(WallTime now, const Stimulus& stimulus);
  const State& state() const { return state_; }

 private:
  State state_;
};

}  // namespace tandem
