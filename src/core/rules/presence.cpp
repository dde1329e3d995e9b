#include <algorithm>

#include "core/rules/rules.hpp"

namespace tandem::rules {

void change_state(Decisions& d, AgentId agent, AgentState state, std::string reason, UserId by) {
  AgentStateChanged changed;
  changed.agent = agent;
  changed.state = state;
  changed.reason = std::move(reason);
  changed.by = by;
  d.decide(std::move(changed));
  d.presence_changed();
  if (state == AgentState::available) {
    d.freed(agent);
    return;
  }
  const auto offers = d.state().agent(agent)->offers;
  for (const auto offer : offers) withdraw(d, offer, ReservationOutcome::rescinded, {});
  if (state == AgentState::offline) open_what_is_kept_for(d, agent);
}

void publish_configuration(Decisions& d, const ConfigurationPublished& stimulus) {
  const auto before = d.state().agents;
  end_overflows(d);
  ConfigurationActivated activated;
  activated.configuration = stimulus.configuration;
  d.decide(std::move(activated));
  for (const auto& [id, agent] : before)
    if (!find_by_id(d.configuration().agents, id) && d.state().agent(id) && agent.state != AgentState::offline)
      change_state(d, id, AgentState::offline, "removed", {});
  for (const auto& profile : d.configuration().agents) {
    const bool is_new = !before.contains(profile.id);
    if (is_new && profile.start_available) change_state(d, profile.id, AgentState::available, {}, {});
  }
  wait_by_configuration(d);
  for (const auto& queue : d.configuration().queues) {
    watch_hours(d, queue.id);
    d.queue_changed(queue.id);
  }
}

void set_agent_state(Decisions& d, const SetAgentState& stimulus) {
  const auto* agent = d.state().agent(stimulus.agent);
  if (!agent || !find_by_id(d.configuration().agents, stimulus.agent)) return d.refuse(Refusal::unknown_agent);
  const auto& breaks = d.configuration().break_reasons;
  const bool known_reason =
      stimulus.reason.empty() ||
      std::any_of(breaks.begin(), breaks.end(), [&](const Choice& choice) { return choice.code == stimulus.reason; });
  if (stimulus.state == AgentState::on_break && !known_reason) return d.refuse(Refusal::bad_reason);
  if (stimulus.state == AgentState::offline && !agent->engagements.empty()) return d.refuse(Refusal::still_busy);
  if (agent->state == stimulus.state && agent->reason == stimulus.reason) return;
  change_state(d, stimulus.agent, stimulus.state, stimulus.state == AgentState::on_break ? stimulus.reason : "", stimulus.by);
}

void change_agent_link(Decisions& d, const AgentLinkChanged& stimulus) {
  const auto* agent = d.state().agent(stimulus.agent);
  if (!agent) return d.refuse(Refusal::unknown_agent);
  if (agent->connected != stimulus.connected) {
    AgentLinked linked;
    linked.agent = stimulus.agent;
    linked.connected = stimulus.connected;
    d.decide(linked);
  }
  if (stimulus.connected) {
    d.clear_timer(TimerKind::agent_link, stimulus.agent.value);
    d.freed(stimulus.agent);
  } else if (!d.state().timer(TimerKind::agent_link, stimulus.agent.value)) {
    d.set_timer(TimerKind::agent_link, stimulus.agent.value, d.configuration().agent_link_grace_ms);
  }
}

// Somebody on a break often closes the lid: they keep it. Unattended phones need no desk at all.
void agent_link_lost(Decisions& d, AgentId id) {
  const auto* agent = d.state().agent(id);
  const auto* profile = find_by_id(d.configuration().agents, id);
  if (!agent || agent->connected || agent->state == AgentState::offline || agent->state == AgentState::on_break) return;
  if (profile && profile->start_available) return;
  change_state(d, id, AgentState::offline, "link_lost", {});
}

}  // namespace tandem::rules
