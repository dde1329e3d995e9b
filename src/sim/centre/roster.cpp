#include "sim/centre/roster.hpp"

#include <algorithm>
#include <utility>

namespace tandem::sim {
namespace {

SetAgentState becomes(AgentId agent, AgentState state) {
  SetAgentState stimulus;
  stimulus.agent = agent;
  stimulus.state = state;
  return stimulus;
}

}  // namespace

Roster::Roster(const Configuration& configuration, const Load& load) : load_(load) {
  for (const auto& agent : configuration.agents) {
    auto& member = members_[agent.id];
    const auto own = load.shifts.find(agent.id);
    if (own != load.shifts.end()) member.shifts = &own->second;
    else if (load.others) member.shifts = &*load.others;
    member.in_shift = !member.shifts || member.shifts->on_duty(0);
    member.away = !member.in_shift;
  }
}

std::vector<SetAgentState> Roster::absent_at_start() const {
  std::vector<SetAgentState> out;
  for (const auto& [agent, member] : members_)
    if (member.away) out.push_back(becomes(agent, AgentState::offline));
  return out;
}

std::optional<std::int64_t> Roster::next_change(AgentId agent, std::int64_t at_ms) const {
  const auto* shifts = members_.at(agent).shifts;
  return shifts ? shifts->next_change(at_ms) : std::nullopt;
}

std::optional<std::int64_t> Roster::late_break_ends(AgentId agent, std::int64_t at_ms) const {
  const auto& member = members_.at(agent);
  return member.away && member.back_ms > at_ms ? std::optional(member.back_ms) : std::nullopt;
}

std::int64_t Roster::break_from(const Member& member, std::int64_t at_ms) const {
  const auto end_ms = member.shifts->next_change(at_ms);
  return end_ms && *end_ms - at_ms <= longest_break_ms ? *end_ms - at_ms : 0;
}

std::optional<SetAgentState> Roster::shift_changed(AgentId agent, std::int64_t at_ms) {
  auto& member = members_.at(agent);
  member.in_shift = member.shifts->on_duty(at_ms);
  if (member.in_shift) {
    if (member.away) return come_back(agent, at_ms);
    return member.owed_ms > 0 ? std::nullopt : std::optional(becomes(agent, AgentState::available));
  }
  if (member.away) {  // still on the break before
    member.back_ms += break_from(member, at_ms);
    return std::nullopt;
  }
  if (member.contacts == 0) return leave(agent, member, at_ms);
  member.owed_ms += break_from(member, at_ms);
  return becomes(agent, AgentState::not_ready);
}

void Roster::took_work(AgentId agent, std::int64_t at_ms) {
  auto& member = members_.at(agent);
  if (member.contacts++ == 0) member.busy_since_ms = at_ms;
}

std::optional<SetAgentState> Roster::finished_work(AgentId agent, std::int64_t at_ms) {
  auto& member = members_.at(agent);
  if (at_ms >= load_.warm_up_ms) ++member.tally.handled;
  if (--member.contacts > 0) return std::nullopt;
  member.tally.busy_ms += counted(member.busy_since_ms, at_ms);
  if (member.in_shift && member.owed_ms == 0) return std::nullopt;
  member.back_ms = at_ms + std::exchange(member.owed_ms, 0);
  return leave(agent, member, at_ms);
}

std::optional<SetAgentState> Roster::come_back(AgentId agent, std::int64_t at_ms) {
  auto& member = members_.at(agent);
  if (!member.away || !member.in_shift || at_ms < member.back_ms) return std::nullopt;
  member.away = false;
  member.present_since_ms = at_ms;
  return becomes(agent, AgentState::available);
}

SetAgentState Roster::leave(AgentId agent, Member& member, std::int64_t at_ms) {
  member.away = true;
  member.tally.on_duty_ms += counted(member.present_since_ms, at_ms);
  return becomes(agent, AgentState::offline);
}

std::map<AgentId, AgentTally> Roster::finish(std::int64_t at_ms) {
  std::map<AgentId, AgentTally> out;
  for (auto& [agent, member] : members_) {
    if (member.contacts > 0) member.tally.busy_ms += counted(member.busy_since_ms, at_ms);
    if (!member.away) member.tally.on_duty_ms += counted(member.present_since_ms, at_ms);
    out[agent] = member.tally;
  }
  return out;
}

std::int64_t Roster::counted(std::int64_t from_ms, std::int64_t until_ms) const {
  return std::max<std::int64_t>(std::min(until_ms, load_.length_ms) - std::max(from_ms, load_.warm_up_ms), 0);
}

}  // namespace tandem::sim
