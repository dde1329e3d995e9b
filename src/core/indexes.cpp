#include "core/indexes.hpp"

#include <algorithm>

namespace tandem::indexes {
namespace {

IdleKey idle_key(const Agent& agent) { return {agent.load > 0, agent.idle_since, agent.id}; }
WaitingKey waiting_key(const Task& task) { return {-task.priority, task.since, task.id}; }
WaitingClass waiting_class(const Task& task) { return {task.channel, task.queue, task.required}; }

// Calls `visit` with each key of State::ready under which the agent stands.
template <class Visit>
void for_each_ready_key(const State& state, const Agent& agent, Visit visit) {
  const auto* profile = find_by_id(state.configuration->agents, agent.id);
  if (!profile || agent.state != AgentState::available) return;
  for (const auto& rule : state.configuration->capacity) {
    if (!has_room(state, agent, rule.channel)) continue;
    visit({rule.channel, SkillId{}});
    for (const auto& known : profile->skills) visit({rule.channel, known.skill});
  }
}

}  // namespace

bool has_spare_capacity(const State& state, const Agent& agent) {
  return agent.state == AgentState::available && agent.load < state.configuration->capacity_limit;
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

void remove_agent(State& state, const Agent& agent) {
  const auto idle = idle_key(agent);
  state.idle.erase(idle);
  for_each_ready_key(state, agent, [&](std::pair<Channel, SkillId> key) {
    const auto line = state.ready.find(key);
    if (line == state.ready.end()) return;
    line->second.erase(idle);
    if (line->second.empty()) state.ready.erase(line);
  });
}

void add_agent(State& state, const Agent& agent) {
  const auto idle = idle_key(agent);
  if (has_spare_capacity(state, agent)) state.idle.insert(idle);
  for_each_ready_key(state, agent, [&](std::pair<Channel, SkillId> key) { state.ready[key].insert(idle); });
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
  for (const auto& [id, agent] : agents) indexes::add_agent(*this, agent);
  for (const auto& [id, timer] : timers) indexes::add_timer(*this, timer);
  for (const auto& [id, conversation] : conversations)
    if (conversation.flow && conversation.flow->request) look_ups.emplace(conversation.flow->request, id);
}

}  // namespace tandem
