#include "core/explain.hpp"

#include <algorithm>
#include <map>

#include "core/indexes.hpp"
#include "core/rules/matching.hpp"

namespace tandem {

Obstacle obstacle_of(const State& state, const Agent& agent, const Task& task, WallTime now) {
  const auto* profile = find_by_id(state.configuration->agents, agent.id);
  if (!profile || !rules::is_skilled(*profile, task.required)) return Obstacle::not_skilled;
  if (!rules::is_of_team(*profile, task.teams)) return Obstacle::other_team;
  if (agent.state == AgentState::offline) return Obstacle::signed_out;
  if (agent.state != AgentState::available) return Obstacle::not_available;
  if (!rules::can_be_reached(agent, *profile, task.channel)) return Obstacle::unreachable;
  if (!indexes::has_room(state, agent, task.channel)) return Obstacle::busy;
  if (rules::was_passed_over(task, agent.id, now)) return Obstacle::passed_over;
  return Obstacle::none;
}

Explanation explain(const State& state, const Task& task, WallTime now) {
  Explanation out;
  std::map<Obstacle, CandidateGroup> groups;
  for (const auto& [id, agent] : state.agents) {
    const auto obstacle = obstacle_of(state, agent, task, now);
    auto& group = groups[obstacle];
    group.obstacle = obstacle;
    ++group.count;
    if (group.first.size() < CandidateGroup::most_named) group.first.push_back(id);
  }
  for (auto& [obstacle, group] : groups) out.groups.push_back(std::move(group));
  for (const auto& [id, other] : state.tasks)
    if (id != task.id && other.queue == task.queue && other.channel == task.channel &&
        std::tie(other.due, other.since, id) < std::tie(task.due, task.since, task.id))
      ++out.ahead;
  const auto* timer = state.timer(TimerKind::relax, task.id.value);
  if (timer) out.next_relaxation = timer->due;
  return out;
}

}  // namespace tandem
