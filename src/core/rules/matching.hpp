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
bool can_serve(const State& state, const Agent& agent, const WaitingClass& line);
// An agent who let the task go is not asked again for a while; one who must not serve this customer is never asked.
bool was_passed_over(const Task& task, AgentId agent, WallTime now);
bool is_blocked(const Task& task, AgentId agent);
bool is_kept_from(const Task& task, AgentId agent);  // it is kept for somebody else
bool can_take(const State& state, const Agent& agent, const Task& task, WallTime now);
// On duty or on a break or busy, but not signed out; skilled and in the team as the queue asks at first.
bool anybody_serves(const State& state, const Queue& queue);

// The agent to ask first, by the choice of the task's queue; null: nobody can take it. Agents of its own queue go before those
// of the queues that help out.
const Agent* choose_agent(const State& state, const Task& task, WallTime now);
RoutingReason reason_for(const State& state, const Agent& agent, const Task& task, WallTime now);
// 0–1000: of AgentChoice::best_score. What is not known counts as the middle.
int score_permille(const State& state, const Agent& agent, const Queue& queue);

// Every line in which something waits that this agent's skills and name may lead to.
template <class Visit>
void for_each_line_of(const State& state, const Agent& agent, Visit visit) {
  for (auto line = state.waiting.lower_bound(LinesOf{agent.id, SkillId{}}); line != state.waiting.end() && line->first.only == agent.id; ++line)
    visit(line->first, line->second);
  if (!agent.profile) return;
  const auto visit_home = [&](SkillId home) {
    for (auto line = state.waiting.lower_bound(LinesOf{AgentId{}, home});
         line != state.waiting.end() && !line->first.only && line->first.home() == home; ++line)
      visit(line->first, line->second);
  };
  visit_home(SkillId{});
  for (const auto& known : agent.profile->skills) visit_home(known.skill);
}

}  // namespace tandem::rules
