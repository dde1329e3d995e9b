// Who gets what. Tasks that ask for the same thing stand in one line (State::waiting), agents with room to spare in
// others (State::ready, longest idle first); a step looks only at the tasks and agents that it touched.
#include <algorithm>

#include "core/rules/matching.hpp"
#include "core/rules/rules.hpp"

namespace tandem::rules {
namespace {

// The task that is due first of those that the agent can take, or null.
const Task* best_task(const Decisions& d, const Agent& agent) {
  const Task* best = nullptr;
  WaitingKey best_key;
  for (const auto& [line, members] : d.state().waiting) {
    if (best && *members.begin() > best_key) continue;
    if (!can_serve(d.state(), agent, line.channel, line.required, line.teams)) continue;
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

std::set<WaitingKey> in_order(const State& state, const std::set<TaskId>& tasks) {
  std::set<WaitingKey> out;
  for (const auto id : tasks)
    if (const auto* task = state.task(id)) out.insert({task->due, task->since, id});
  return out;
}

// Of its queue, which may have others by now; null: none is left.
const Relaxation* next_relaxation(const Decisions& d, const Task& task) {
  const auto* queue = find_by_id(d.configuration().queues, task.queue);
  const auto step = static_cast<std::size_t>(task.relaxed);
  return queue && step < queue->relaxations.size() ? &queue->relaxations[step] : nullptr;
}

void await_relaxation(Decisions& d, const Task& task) {
  const auto* step = next_relaxation(d, task);
  if (!step) return;
  const auto due = task.since.plus_ms(step->after_ms);
  d.set_timer(TimerKind::relax, task.id.value, std::max<std::int64_t>(due.since_ms(d.at()), 1));
}

}  // namespace

void relax(Decisions& d, TaskId id) {
  const auto* task = d.state().task(id);
  const auto* step = task ? next_relaxation(d, *task) : nullptr;
  if (!step) return;
  TaskRelaxed relaxed;
  relaxed.task = id;
  relaxed.step = task->relaxed + 1;
  relaxed.required = step->required;
  relaxed.teams = step->teams;
  d.decide(std::move(relaxed));
  await_relaxation(d, *d.state().task(id));
  d.waits(id);
}

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
  if (settings) created.teams = settings->teams;
  const std::int64_t target_ms = settings ? std::int64_t{1000} * settings->target_seconds : 0;
  created.due = d.at().plus_ms(target_ms - std::int64_t{d.configuration().ageing_ms} * created.priority);
  const auto task = created.task;
  d.decide(std::move(created));
  await_relaxation(d, *d.state().task(task));
  if (const auto* customer = conversation->of_kind(ParticipantKind::customer)) {
    const auto leg = customer->leg;
    d.start_segment(id, customer->id, SegmentKind::waiting, queue);
    if (leg) d.effect(PlayMusic{leg, settings ? settings->music : "default"});
  }
  d.waits(task);
}

void route(Decisions& d) {
  // An agent who became free takes the work that is due first; then work that became free looks for any agent.
  for (const auto id : d.take_freed_agents()) {
    for (const Agent* agent = d.state().agent(id); agent && agent->state == AgentState::available;
         agent = d.state().agent(id)) {
      const auto* task = best_task(d, *agent);
      if (!task) break;
      make_reservation(d, *task, *agent, reason_for(d.state(), *agent, *task, d.at()));
    }
  }
  for (const auto& [due, since, id] : in_order(d.state(), d.take_waiting_tasks())) {
    const auto* task = d.state().task(id);
    if (!task || task->reservation) continue;
    if (const auto* agent = choose_agent(d.state(), *task, d.at()))
      make_reservation(d, *task, *agent, reason_for(d.state(), *agent, *task, d.at()));
  }
}

}  // namespace tandem::rules
