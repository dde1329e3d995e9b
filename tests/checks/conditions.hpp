// Who may take what, said a second time: slowly, plainly and without the core's rules, so that a mistake there is not
// repeated here. Reads the state only.
#pragma once

#include "core/state.hpp"

namespace tandem::scenarios {

// One more of this channel fits: its cost and that of all that it may not interrupt, and no more of it than allowed.
bool has_room_for(const State& state, const Agent& agent, Channel channel);
// Skilled, of the team, on duty, reachable, with room, neither blocked nor passed over nor kept from it.
bool may_take(const State& state, const Agent& agent, const Task& task, WallTime now);
// Of one of the groups that the task asks for, whatever they are doing.
bool is_of_a_group(const State& state, const Agent& agent, const Task& task);
bool is_live(Channel channel);  // somebody is at the other end
// Since when it counts as waiting.
inline WallTime waits_from(const Task& task) { return std::max(task.since, task.not_before); }
// A timer of this task that the driver is late with: until it fires, the task may look as if it had been forgotten.
bool is_overdue(const State& state, const Task& task, WallTime now);

}  // namespace tandem::scenarios
