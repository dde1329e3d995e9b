// Who may take a task, and whom to ask first. Reads the state only.
#pragma once

#include "core/state.hpp"

namespace tandem::rules {

// RoutingReason::candidates goes no further: to the agent "10 or more" says as much as 437.
inline constexpr int most_counted_candidates = 10;

bool is_skilled(const AgentProfile& profile, const std::vector<SkillLevel>& required);
bool is_of_team(const AgentProfile& profile, const std::vector<TeamId>& teams);  // no teams: anybody is
bool can_be_reached(const Agent& agent, const AgentProfile& profile, Channel channel);
// Whether this agent may take tasks of this line at all: on duty, reachable, with room, skilled enough, in the team.
bool can_serve(const State& state, const Agent& agent, Channel channel, const std::vector<SkillLevel>& required,
               const std::vector<TeamId>& teams);
// An agent who let the task go is not asked again for a while.
bool was_passed_over(const Task& task, AgentId agent, WallTime now);
bool can_take(const State& state, const Agent& agent, const Task& task, WallTime now);

// The agent to ask first, by the choice of the task's queue; null: nobody can take it.
const Agent* choose_agent(const State& state, const Task& task, WallTime now);
RoutingReason reason_for(const State& state, const Agent& agent, const Task& task, WallTime now);

}  // namespace tandem::rules
