#include "core/indexes.hpp"

#include <algorithm>

namespace tandem::indexes {
namespace {

IdleKey idle_key(const Agent& agent) { return {agent.load > 0, agent.idle_since, agent.id}; }

// Every group of agents who may take it: one line for each.
template <class Visit>
void for_each_class(const Task& task, Visit visit) {
  visit(WaitingClass{task.only, task.channel, task.required, task.teams});
  if (task.only) return;
  for (const auto& way : task.also) visit(WaitingClass{AgentId{}, task.channel, way.required, way.teams});
}

auto line_for(std::vector<ReadyLine>& lines, unsigned channels) {
  return std::lower_bound(lines.begin(), lines.end(), channels, [](const ReadyLine& line, unsigned wanted) { return line.channels < wanted; });
}

void leave(State& state, unsigned channels, SkillId skill, const IdleKey& key) {
  const auto at = state.ready.find(skill.value);
  if (at == state.ready.end()) return;
  auto& lines = at->second;
  const auto line = line_for(lines, channels);
  if (line == lines.end() || line->channels != channels) return;
  line->agents.erase(key);
  if (!line->agents.empty()) return;
  lines.erase(line);
  if (lines.empty()) state.ready.erase(at);
}

void join(State& state, unsigned channels, SkillId skill, const IdleKey& key) {
  auto& lines = state.ready[skill.value];
  auto line = line_for(lines, channels);
  if (line == lines.end() || line->channels != channels) line = lines.insert(line, ReadyLine{channels, {}});
  line->agents.insert(key);
}

// Under each of the agent's skills, and under none.
template <class Visit>
void for_each_skill(const Agent& agent, Visit visit) {
  if (!agent.profile) return;
  visit(SkillId{});
  for (const auto& known : agent.profile->skills) visit(known.skill);
}

}  // namespace

unsigned channel_bit(const Configuration& configuration, Channel channel) {
  for (std::size_t i = 0; i < configuration.capacity.size(); ++i)
    if (configuration.capacity[i].channel == channel) return 1u << i;
  return 0;
}

bool has_room(const State& state, const Agent& agent, Channel channel) {
  const auto* rule = state.configuration->capacity_of(channel);
  if (!rule) return false;
  int taken = rule->cost, count = 0;
  const auto consider = [&](Channel other, int cost) {
    if (other == channel) ++count;
    if (std::find(rule->interrupts.begin(), rule->interrupts.end(), other) == rule->interrupts.end()) taken += cost;
  };
  for (const auto& engagement : agent.engagements) consider(engagement.channel, engagement.cost);
  for (const auto id : agent.offers) {
    const auto* offer = state.reservation(id);
    consider(offer->channel, offer->cost);
  }
  return taken <= state.configuration->capacity_limit && (rule->most == 0 || count < rule->most);
}

Standing standing_of(const State& state, const Agent& agent) {
  Standing out;
  if (agent.state != AgentState::available) return out;
  out.key = idle_key(agent);
  for (std::size_t i = 0; i < state.configuration->capacity.size(); ++i)
    if (has_room(state, agent, state.configuration->capacity[i].channel)) out.channels |= 1u << i;
  return out;
}

void move_agent(State& state, const Agent& agent, const Standing& before) {
  const auto now = standing_of(state, agent);
  if (now == before) return;
  for_each_skill(agent, [&](SkillId skill) {
    if (before.channels) leave(state, before.channels, skill, before.key);
    if (now.channels) join(state, now.channels, skill, now.key);
  });
}

WaitingKey waiting_key(const Task& task) { return {task.due, task.since, task.id}; }

void leave_lines(State& state, const Task& task) {
  for_each_class(task, [&](const WaitingClass& asks) {
    const auto line = state.waiting.find(asks);
    if (line == state.waiting.end()) return;
    line->second.erase(waiting_key(task));
    if (line->second.empty()) state.waiting.erase(line);
  });
}

void join_lines(State& state, const Task& task) {
  if (task.reservation || task.asleep) return;
  for_each_class(task, [&](WaitingClass asks) { state.waiting[std::move(asks)].insert(waiting_key(task)); });
}

void leave_queue(State& state, const Task& task) {
  const auto load = state.load.find(task.queue);
  if (load != state.load.end()) load->second.waiting.erase(waiting_key(task));
}

void join_queue(State& state, const Task& task) {
  if (!task.asleep) state.load[task.queue].waiting.insert(waiting_key(task));
}

void add_timer(State& state, const Timer& timer) {
  state.due.insert({timer.due, timer.id});
  state.timer_of[{static_cast<int>(timer.kind), timer.subject}] = timer.id;
}

void remove_timer(State& state, const Timer& timer) {
  state.due.erase({timer.due, timer.id});
  const auto at = state.timer_of.find({static_cast<int>(timer.kind), timer.subject});
  if (at != state.timer_of.end() && at->second == timer.id) state.timer_of.erase(at);
}

}  // namespace tandem::indexes

namespace tandem {

void State::rebuild_indexes() {
  waiting.clear();
  ready.clear();
  due.clear();
  timer_of.clear();
  look_ups.clear();
  load.clear();
  for (const auto& [id, task] : tasks) {
    indexes::join_lines(*this, task);
    indexes::join_queue(*this, task);
  }
  for (auto& [id, agent] : agents) {
    agent.profile = find_by_id(configuration->agents, id);
    indexes::move_agent(*this, agent, {});
    for (const auto& engagement : agent.engagements) ++load[engagement.queue].engaged;
  }
  for (const auto& [id, timer] : timers) indexes::add_timer(*this, timer);
  for (const auto& [id, conversation] : conversations)
    if (conversation.flow && conversation.flow->request) look_ups.emplace(conversation.flow->request, id);
}

}  // namespace tandem
