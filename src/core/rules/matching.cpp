#include "core/rules/matching.hpp"

#include <algorithm>

#include "core/indexes.hpp"

namespace tandem::rules {
namespace {

using Line = absl::btree_set<IdleKey>;

int level_of(const std::vector<SkillLevel>& skills, SkillId skill) {
  for (const auto& known : skills)
    if (known.skill == skill) return known.level;
  return -1;
}

// Those with room for the task and the rarest of the skills that it asks for, longest idle first.
const Line& line_for(const State& state, const Task& task) {
  static const Line nobody;
  const Line* fewest = nullptr;
  const auto consider = [&](SkillId skill) {
    const auto line = state.ready.find({task.channel, skill});
    const auto* found = line == state.ready.end() ? &nobody : &line->second;
    if (!fewest || found->size() < fewest->size()) fewest = found;
  };
  if (task.required.empty()) consider(SkillId{});
  for (const auto& need : task.required) consider(need.skill);
  return *fewest;
}

AgentChoice choice_of(const State& state, const Task& task) {
  const auto* queue = find_by_id(state.configuration->queues, task.queue);
  return queue ? queue->choose : AgentChoice::longest_idle;
}

std::int64_t sum_of_levels(const State& state, const Agent& agent, const Task& task) {
  const auto* profile = find_by_id(state.configuration->agents, agent.id);
  std::int64_t sum = 0;
  for (const auto& need : task.required) sum += level_of(profile->skills, need.skill);
  return sum;
}

// The lower the sooner; all the same for who is asked longest idle first.
std::int64_t rank(const State& state, const Agent& agent, const Task& task, AgentChoice choice) {
  switch (choice) {
    case AgentChoice::longest_idle: return 0;
    case AgentChoice::least_occupied: return agent.load;
    case AgentChoice::most_skilled: return -sum_of_levels(state, agent, task);
    case AgentChoice::least_skilled: return sum_of_levels(state, agent, task);
    case AgentChoice::round_robin: return agent.offered_at.ms;
  }
  return 0;
}

}  // namespace

bool is_skilled(const AgentProfile& profile, const std::vector<SkillLevel>& required) {
  return std::all_of(required.begin(), required.end(),
                     [&](const SkillLevel& need) { return level_of(profile.skills, need.skill) >= need.level; });
}

bool can_be_reached(const Agent& agent, const AgentProfile& profile, Channel channel) {
  if (channel == Channel::voice && profile.phone == PhoneKind::sip) return true;
  return agent.connected;
}

bool is_of_team(const AgentProfile& profile, const std::vector<TeamId>& teams) {
  return teams.empty() || std::ranges::binary_search(teams, profile.team);
}

bool can_serve(const State& state, const Agent& agent, Channel channel, const std::vector<SkillLevel>& required,
               const std::vector<TeamId>& teams) {
  if (agent.state != AgentState::available) return false;
  const auto* profile = find_by_id(state.configuration->agents, agent.id);
  if (!profile || !can_be_reached(agent, *profile, channel) || !indexes::has_room(state, agent, channel)) return false;
  return is_skilled(*profile, required) && is_of_team(*profile, teams);
}

bool was_passed_over(const Task& task, AgentId agent, WallTime now) {
  return std::any_of(task.passed.begin(), task.passed.end(),
                     [&](const PassedOver& passed) { return passed.agent == agent && passed.until > now; });
}

bool can_take(const State& state, const Agent& agent, const Task& task, WallTime now) {
  return can_serve(state, agent, task.channel, task.required, task.teams) && !was_passed_over(task, agent.id, now);
}

const Agent* choose_agent(const State& state, const Task& task, WallTime now) {
  const auto choice = choice_of(state, task);
  const Agent* best = nullptr;
  std::int64_t best_rank = 0;
  for (const auto& [busy, since, id] : line_for(state, task)) {
    const auto* agent = state.agent(id);
    if (!can_take(state, *agent, task, now)) continue;
    if (choice == AgentChoice::longest_idle) return agent;  // the line's own order
    const auto agent_rank = rank(state, *agent, task, choice);
    if (best && agent_rank >= best_rank) continue;
    best = agent;
    best_rank = agent_rank;
  }
  return best;
}

RoutingReason reason_for(const State& state, const Agent& agent, const Task& task, WallTime now) {
  RoutingReason why;
  const auto* profile = find_by_id(state.configuration->agents, agent.id);
  for (const auto& need : task.required) why.matched.push_back({need.skill, level_of(profile->skills, need.skill)});
  why.idle_ms = agent.load > 0 ? 0 : now.since_ms(agent.idle_since);
  why.choose = choice_of(state, task);
  why.relaxed = task.relaxed;
  for (const auto& [busy, since, id] : line_for(state, task)) {
    if (why.candidates == most_counted_candidates) break;
    if (can_take(state, *state.agent(id), task, now)) ++why.candidates;
  }
  return why;
}

}  // namespace tandem::rules
