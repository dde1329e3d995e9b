#include "core/indexes.hpp"

#include <algorithm>

namespace tandem::indexes {
namespace {

IdleKey idle_key(const Agent& agent) { return {agent.load > 0, agent.idle_since, agent.id}; }
WaitingKey waiting_key(const Task& task) { return {task.due, task.since, task.id}; }
WaitingClass waiting_class(const Task& task) { return {task.channel, task.queue, task.required, task.teams}; }

void leave(State& state, unsigned channels, SkillId skill, const IdleKey& key) {
  const auto line = state.ready.find({channels, skill});
  if (line == state.ready.end()) return;
  line->second.erase(key);
  if (line->second.empty()) state.ready.erase(line);
}

// Under each of the agent's skills, and under none.
template <class Visit>
void for_each_skill(const State& state, AgentId agent, Visit visit) {
  const auto* profile = find_by_id(state.configuration->agents, agent);
  if (!profile) return;
  visit(SkillId{});
  for (const auto& known : profile->skills) visit(known.skill);
}

}  // namespace

unsigned channel_bit(const Configuration& configuration, Channel channel) {
  for (std::size_t i = 0; i < configuration.capacity.size(); ++i)
    if (configuration.capacity[i].channel == channel) return 1u << i;
  return 0;
}

bool has_room(const State& state, const Agent& agent, Channel channel) {
  const auto* rule = state.configuration->capacity_of(channel);
  if (!rule || agent.load + rule->cost > state.configuration->capacity_limit) return false;
  if (rule->most == 0) return true;
  auto count = std::count_if(agent.engagements.begin(), agent.engagements.end(),
                             [&](const Engagement& engagement) { return engagement.channel == channel; });
  count += std::count_if(agent.offers.begin(), agent.offers.end(),
                         [&](ReservationId offer) { return state.reservation(offer)->channel == channel; });
  return count < rule->most;
}

Standing standing_of(const State& state, const Agent& agent) {
  Standing out;
  if (agent.state != AgentState::available) return out;
  out.key = idle_key(agent);
  out.idle = agent.load < state.configuration->capacity_limit;
  for (std::size_t i = 0; i < state.configuration->capacity.size(); ++i)
    if (has_room(state, agent, state.configuration->capacity[i].channel)) out.channels |= 1u << i;
  return out;
}

void move_agent(State& state, const Agent& agent, const Standing& before) {
  const auto now = standing_of(state, agent);
  if (now == before) return;
  const bool other_key = now.key != before.key;
  if (before.idle && (!now.idle || other_key)) state.idle.erase(before.key);
  if (now.idle && (!before.idle || other_key)) state.idle.insert(now.key);
  if (!other_key && now.channels == before.channels) return;
  for_each_skill(state, agent.id, [&](SkillId skill) {
    if (before.channels) leave(state, before.channels, skill, before.key);
    if (now.channels) state.ready[{now.channels, skill}].insert(now.key);
  });
}

void remove_task(State& state, const Task& task) {
  const auto line = state.waiting.find(waiting_class(task));
  if (line == state.waiting.end()) return;
  line->second.erase(waiting_key(task));
  if (line->second.empty()) state.waiting.erase(line);
}

void add_task(State& state, const Task& task) {
  if (!task.reservation) state.waiting[waiting_class(task)].insert(waiting_key(task));
}

void add_timer(State& state, const Timer& timer) {
  state.due.insert({timer.due, timer.id});
  state.timer_of[{timer.kind, timer.subject}] = timer.id;
}

void remove_timer(State& state, const Timer& timer) {
  state.due.erase({timer.due, timer.id});
  const auto at = state.timer_of.find({timer.kind, timer.subject});
  if (at != state.timer_of.end() && at->second == timer.id) state.timer_of.erase(at);
}

}  // namespace tandem::indexes

namespace tandem {

void State::rebuild_indexes() {
  waiting.clear();
  idle.clear();
  ready.clear();
  due.clear();
  timer_of.clear();
  look_ups.clear();
  for (const auto& [id, task] : tasks) indexes::add_task(*this, task);
  for (const auto& [id, agent] : agents) indexes::move_agent(*this, agent, {});
  for (const auto& [id, timer] : timers) indexes::add_timer(*this, timer);
  for (const auto& [id, conversation] : conversations)
    if (conversation.flow && conversation.flow->request) look_ups.emplace(conversation.flow->request, id);
}

}  // namespace tandem
