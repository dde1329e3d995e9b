#include "checks/conditions.hpp"

#include <algorithm>

namespace tandem::scenarios {
namespace {

bool has_all(const AgentProfile& profile, const std::vector<SkillLevel>& required) {
  for (const auto& need : required) {
    bool enough = false;
    for (const auto& has : profile.skills) enough = enough || (has.skill == need.skill && has.level >= need.level);
    if (!enough) return false;
  }
  return true;
}

bool is_of(const AgentProfile& profile, const std::vector<TeamId>& teams) {
  return teams.empty() || std::find(teams.begin(), teams.end(), profile.team) != teams.end();
}

bool is_reachable(const Agent& agent, const AgentProfile& profile, Channel channel) {
  return agent.connected || (channel == Channel::voice && profile.phone == PhoneKind::sip);
}

}  // namespace

bool has_room_for(const State& state, const Agent& agent, Channel channel) {
  const auto* rule = state.configuration->capacity_of(channel);
  if (!rule) return false;
  int taken = rule->cost, same = 0;
  const auto count = [&](Channel other, int cost) {
    same += other == channel;
    const auto& weaker = rule->interrupts;
    if (std::find(weaker.begin(), weaker.end(), other) == weaker.end()) taken += cost;
  };
  for (const auto& engagement : agent.engagements) count(engagement.channel, engagement.cost);
  for (const auto& [id, offer] : state.reservations)
    if (offer.agent == agent.id) count(offer.channel, offer.cost);
  return taken <= state.configuration->capacity_limit && (rule->most == 0 || same < rule->most);
}

bool is_of_a_group(const State& state, const Agent& agent, const Task& task) {
  const auto* profile = find_by_id(state.configuration->agents, agent.id);
  if (!profile) return false;
  if (has_all(*profile, task.required) && is_of(*profile, task.teams)) return true;
  if (task.only) return false;
  for (const auto& way : task.also)
    if (has_all(*profile, way.required) && is_of(*profile, way.teams)) return true;
  return false;
}

bool may_take(const State& state, const Agent& agent, const Task& task, WallTime now) {
  const auto* profile = find_by_id(state.configuration->agents, agent.id);
  if (!profile || agent.state != AgentState::available || task.asleep) return false;
  if (task.only && task.only != agent.id) return false;
  for (const auto blocked : task.blocked)
    if (blocked == agent.id) return false;
  for (const auto& passed : task.passed)
    if (passed.agent == agent.id && passed.until > now) return false;
  return is_of_a_group(state, agent, task) && is_reachable(agent, *profile, task.channel) &&
         has_room_for(state, agent, task.channel);
}

bool is_live(Channel channel) { return channel == Channel::voice || channel == Channel::webchat; }

bool is_overdue(const State& state, const Task& task, WallTime now) {
  for (const auto kind : {TimerKind::retry, TimerKind::relax, TimerKind::sticky, TimerKind::overflow, TimerKind::start}) {
    const auto* timer = state.timer(kind, task.id.value);
    if (timer && timer->due <= now) return true;
  }
  return false;
}

}  // namespace tandem::scenarios
