#include "core/views/explain.hpp"

#include <algorithm>
#include <map>

#include "core/estimate.hpp"
#include "core/indexes.hpp"
#include "core/rules/matching.hpp"

namespace tandem {
namespace {

struct Fit {
  bool skilled = false, of_team = false;  // of_team: in a group for which they are skilled
};

// While it is kept for them, they take it as one of its own queue's agents or not at all.
Fit fit_of(const AgentProfile& profile, const Task& task) {
  Fit out;
  const auto consider = [&](const std::vector<SkillLevel>& required, const std::vector<TeamId>& teams) {
    if (!rules::is_skilled(profile, required)) return;
    out.skilled = true;
    out.of_team = out.of_team || rules::is_of_team(profile, teams);
  };
  consider(task.required, task.teams);
  if (task.only == profile.id) return out;
  for (const auto& way : task.also) consider(way.required, way.teams);
  return out;
}

std::optional<WallTime> due_of(const State& state, TimerKind kind, TaskId task) {
  const auto* timer = state.timer(kind, task.value);
  return timer ? std::optional(timer->due) : std::nullopt;
}

}  // namespace

Obstacle obstacle_of(const State& state, const Agent& agent, const Task& task, WallTime now) {
  if (rules::is_blocked(task, agent.id)) return Obstacle::blocked;
  const auto* profile = agent.profile;
  const auto fit = profile ? fit_of(*profile, task) : Fit{};
  if (!fit.skilled) return Obstacle::not_skilled;
  if (!fit.of_team) return Obstacle::other_team;
  if (rules::is_kept_from(task, agent.id)) return Obstacle::kept;
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
  out.ahead = ahead_of(state, task);
  out.estimated_wait_ms = estimated_wait_ms(state, task.queue, out.ahead);
  out.next_relaxation = due_of(state, TimerKind::relax, task.id);
  if (task.only) out.kept_until = due_of(state, TimerKind::sticky, task.id);
  return out;
}

}  // namespace tandem
