#include "core/indexes.hpp"

namespace tandem::indexes {
namespace {

IdleKey idle_key(const Agent& agent) { return {agent.load > 0, agent.idle_since, agent.id}; }
WaitingKey waiting_key(const Task& task) { return {-task.priority, task.since, task.id}; }
WaitingClass waiting_class(const Task& task) { return {task.channel, task.queue, task.required}; }

}  // namespace

bool has_spare_capacity(const State& state, const Agent& agent) {
  return agent.state == AgentState::available && agent.load < state.configuration->capacity_limit;
}

void remove_agent(State& state, const Agent& agent) { state.idle.erase(idle_key(agent)); }

void add_agent(State& state, const Agent& agent) {
  if (has_spare_capacity(state, agent)) state.idle.insert(idle_key(agent));
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
