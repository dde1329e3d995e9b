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
  for_each_line_of(d.state(), agent, [&](const WaitingClass& line, const auto& members) {
    if (best && *members.begin() >= best_key) return;
    if (!can_serve(d.state(), agent, line)) return;
    for (const auto& key : members) {
      if (best && key >= best_key) break;
      const auto* task = d.state().task(std::get<TaskId>(key));
      if (was_passed_over(*task, agent.id, d.at()) || is_blocked(*task, agent.id)) continue;
      best = task;
      best_key = key;
      break;
    }
  });
  return best;
}

std::vector<WaitingKey> in_order(const State& state, const std::vector<TaskId>& tasks) {
  std::vector<WaitingKey> out;
  for (const auto id : tasks)
    if (const auto* task = state.task(id)) out.emplace_back(task->due, task->since, id);
  std::sort(out.begin(), out.end());
  return out;
}

// An agent who became free takes the work that is due first; then work that became free looks for any agent.
void offer_what_is_possible(Decisions& d) {
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

}  // namespace

void route(Decisions& d) {
  // Once, and again after offers that were accepted at once: they changed the length of a queue.
  do {
    check_overflows(d);
    offer_what_is_possible(d);
  } while (d.queues_changed());
}

}  // namespace tandem::rules
