// Why a task waits: everybody on the books, by what keeps them from taking it, who goes before it, and how long it may take.
// Pure; looks at every agent, so it is for a person who asks and not for the router.
#pragma once

#include <optional>
#include <vector>

#include "core/state.hpp"

namespace tandem {

struct CandidateGroup {
  Obstacle obstacle = Obstacle::none;
  int count = 0;
  std::vector<AgentId> first;  // at most `most_named` of them, by id
  static constexpr std::size_t most_named = 5;
};

struct Explanation {
  int ahead = 0;                         // tasks of the same queue that are due earlier
  std::vector<CandidateGroup> groups;    // in the order of Obstacle, without empty ones
  std::optional<WallTime> next_relaxation;
  std::optional<WallTime> kept_until;    // for Task::only
  std::optional<std::int64_t> estimated_wait_ms;  // from now on; nothing: nothing to go by
};

// The first thing that keeps this agent from the task, in the order of Obstacle; none: nothing does.
Obstacle obstacle_of(const State& state, const Agent& agent, const Task& task, WallTime now);
Explanation explain(const State& state, const Task& task, WallTime now);

}  // namespace tandem
