// Who gets what. Tasks that ask for the same thing stand in one line (State::waiting), agents with room to spare in
// others (State::ready, longest idle first); a step looks only at the tasks and agents that it touched.
#include <algorithm>

#include "core/indexes.hpp"
#include "core/rules/rules.hpp"

namespace tandem::rules {
namespace {

constexpr int most_counted_candidates = 50;  // the sentence on the screen says "50 or more" beyond that

int level_of(const std::vector<SkillLevel>& skills, SkillId skill) {
  for (const auto& known : skills)
    if (known.skill == skill) return known.level;
  return -1;
}

bool is_skilled(const AgentProfile& profile, const std::vector<SkillLevel>& required) {
  return std::all_of(required.begin(), required.end(),
                     [&](const SkillLevel& need) { return level_of(profile.skills, need.skill) >= need.level; });
}

bool can_be_reached(const Agent& agent, const AgentProfile& profile, Channel channel) {
  if (channel == Channel::voice && profile.phone == PhoneKind::sip) return true;
  return agent.connected;
}

bool was_passed_over(const Task& task, AgentId agent, WallTime now) {
  return std::any_of(task.passed.begin(), task.passed.end(),
                     [&](const PassedOver& passed) { return passed.agent == agent && passed.until > now; });
}

bool can_serve(const State& state, const Agent& agent, Channel channel, const std::vector<SkillLevel>& required) {
  if (agent.state != AgentState::available) return false;
  const auto* profile = find_by_id(state.configuration->agents, agent.id);
  return profile && can_be_reached(agent, *profile, channel) && indexes::has_room(state, agent, channel) &&
         is_skilled(*profile, required);
}

bool can_take(const Decisions& d, const Agent& agent, const Task& task) {
  return can_serve(d.state(), agent, task.channel, task.required) && !was_passed_over(task, agent.id, d.at());
}

// Those with room for the task and the rarest of the skills that it asks for, longest idle first.
const std::set<IdleKey>& candidates_for(const State& state, const Task& task) {
  static const std::set<IdleKey> nobody;
  const std::set<IdleKey>* fewest = nullptr;
  const auto consider = [&](SkillId skill) {
    const auto line = state.ready.find({task.channel, skill});
    const auto* found = line == state.ready.end() ? &nobody : &line->second;
    if (!fewest || found->size() < fewest->size()) fewest = found;
  };
  if (task.required.empty()) consider(SkillId{});
  for (const auto& need : task.required) consider(need.skill);
  return *fewest;
}

RoutingReason reason_for(const Decisions& d, const Agent& agent, const Task& task) {
  RoutingReason why;
  const auto* profile = find_by_id(d.configuration().agents, agent.id);
  for (const auto& need : task.required) why.matched.push_back({need.skill, level_of(profile->skills, need.skill)});
  why.idle_ms = agent.load > 0 ? 0 : d.at().since_ms(agent.idle_since);
  for (const auto& [busy, since, id] : candidates_for(d.state(), task)) {
    if (why.candidates == most_counted_candidates) break;
    if (can_take(d, *d.state().agent(id), task)) ++why.candidates;
  }
  return why;
}

// The agent idle longest who can take the task, or null.
const Agent* best_agent(const Decisions& d, const Task& task) {
  for (const auto& [busy, since, id] : candidates_for(d.state(), task)) {
    const auto* agent = d.state().agent(id);
    if (can_take(d, *agent, task)) return agent;
  }
  return nullptr;
}

// The task that has waited longest at the highest priority and that the agent can take, or null.
const Task* best_task(const Decisions& d, const Agent& agent) {
  const Task* best = nullptr;
  WaitingKey best_key;
  for (const auto& [line, members] : d.state().waiting) {
    if (best && *members.begin() > best_key) continue;
    if (!can_serve(d.state(), agent, line.channel, line.required)) continue;
    for (const auto& key : members) {
      if (best && key > best_key) break;
      const auto* task = d.state().task(std::get<TaskId>(key));
      if (was_passed_over(*task, agent.id, d.at())) continue;
      best = task;
      best_key = key;
      break;
    }
  }
  return best;
}

}  // namespace

void enqueue(Decisions& d, ConversationId id, QueueId queue, int priority) {
  const auto* settings = find_by_id(d.configuration().queues, queue);
  const auto* conversation = d.state().conversation(id);
  TaskCreated created;
  created.task = d.after<TaskId>(d.state().last_task);
  created.conversation = id;
  created.channel = conversation->channel;
  created.queue = queue;
  created.priority = (settings ? settings->priority : 0) + priority;
  if (settings) created.required = settings->required;
  const auto task = created.task;
  d.decide(std::move(created));
  if (const auto* customer = conversation->of_kind(ParticipantKind::customer)) {
    const auto leg = customer->leg;
    d.start_segment(id, customer->id, SegmentKind::waiting, queue);
    if (leg) d.effect(PlayMusic{leg, settings ? settings->music : "default"});
  }
  d.waits(task);
}

void route(Decisions& d) {
  // An agent who became free takes the oldest work first; then work that became free looks for any agent.
  for (const auto id : d.take_freed_agents()) {
    for (const Agent* agent = d.state().agent(id); agent && agent->state == AgentState::available;
         agent = d.state().agent(id)) {
      const auto* task = best_task(d, *agent);
      if (!task) break;
      make_reservation(d, *task, *agent, reason_for(d, *agent, *task));
    }
  }
  for (const auto id : d.take_waiting_tasks()) {
    const auto* task = d.state().task(id);
    if (!task || task->reservation) continue;
    if (const auto* agent = best_agent(d, *task)) make_reservation(d, *task, *agent, reason_for(d, *agent, *task));
  }
}

}  // namespace tandem::rules
