#include "sim/replay/trace.hpp"

#include <algorithm>

#include "core/rules/matching.hpp"

namespace tandem::sim {
namespace {

TaskOutcome outcome_of(Ending ending) {
  switch (ending) {
    case Ending::answered: return TaskOutcome::answered;
    case Ending::left: return TaskOutcome::abandoned;
    case Ending::open: return TaskOutcome::open;
  }
  return TaskOutcome::open;
}

// From the answer to the end of wrap-up; nothing where nobody, or nobody known, served.
std::optional<Shift> service_of(const TraceContact& contact) {
  if (contact.ending != Ending::answered || !contact.agent || contact.handle_ms < 0) return std::nullopt;
  const auto answered_ms = contact.at_ms + contact.waited_ms;
  return Shift{answered_ms, answered_ms + contact.handle_ms};
}

constexpr std::int64_t ringing_ms = 10'000;  // so long everybody may wait for the telephone to be picked up

// When somebody waited, longer than it takes to pick up, whom an agent could have served.
class Waiting {
 public:
  Waiting(const Trace& trace, const Configuration& configuration) : configuration_(configuration) {
    for (const auto& contact : trace.contacts)
      if (contact.waited_ms > ringing_ms) of_queue_[contact.queue].push_back({contact.at_ms, contact.at_ms + contact.waited_ms});
  }

  const Shifts& for_agent(const AgentProfile& agent) {
    std::vector<QueueId> queues;
    for (const auto& queue : configuration_.queues)
      if (rules::is_skilled(agent, queue.required) && rules::is_of_team(agent, queue.teams)) queues.push_back(queue.id);
    const auto [at, fresh] = of_queues_.try_emplace(queues);
    if (!fresh) return at->second;
    std::vector<Shift> all;
    for (const auto queue : queues) all.insert(all.end(), of_queue_[queue].begin(), of_queue_[queue].end());
    return at->second = Shifts(std::move(all));
  }

 private:
  const Configuration& configuration_;
  std::map<QueueId, std::vector<Shift>> of_queue_;
  std::map<std::vector<QueueId>, Shifts> of_queues_;  // many agents have the same skills
};

}  // namespace

Outcome observed(const Trace& trace, const Configuration& configuration) {
  Outcome out;
  out.counted_ms = trace.length_ms;
  out.contacts = static_cast<std::int64_t>(trace.contacts.size());
  for (const auto& queue : configuration.queues) out.queues[queue.id];
  for (const auto& agent : configuration.agents) out.agents[agent.id];
  std::map<AgentId, std::vector<Shift>> busy;
  for (const auto& contact : trace.contacts) {
    const auto* queue = find_by_id(configuration.queues, contact.queue);
    Visit visit{outcome_of(contact.ending), contact.waited_ms, contact.estimate_ms, contact.overflowed};
    count(out.queues[contact.queue], visit, std::int64_t{1000} * (queue ? queue->target_seconds : 0));
    const auto service = service_of(contact);
    if (!service) continue;
    busy[contact.agent].push_back(*service);
    ++out.agents[contact.agent].handled;
  }
  for (auto& [id, tally] : out.agents) {
    const auto at = busy.find(id);
    auto present = at == busy.end() ? std::vector<Shift>{} : at->second;
    if (at != busy.end()) tally.busy_ms = Shifts(at->second).between(0, trace.length_ms);
    // Who finishes a contact after the shift is still there.
    const auto shifts = trace.shifts ? trace.shifts->find(id) : decltype(trace.shifts->find(id)){};
    if (!trace.shifts) present.push_back({0, trace.length_ms});
    else if (shifts != trace.shifts->end()) present.insert(present.end(), shifts->second.list().begin(), shifts->second.list().end());
    tally.on_duty_ms = Shifts(std::move(present)).between(0, trace.length_ms);
  }
  return out;
}

std::optional<std::map<AgentId, Shifts>> shifts_by_work(const Trace& trace, const Configuration& configuration) {
  std::map<AgentId, std::vector<Shift>> half_hours_of, work_of;
  for (const auto& contact : trace.contacts) {
    const auto service = service_of(contact);
    if (!service) continue;
    const auto first = service->from_ms / half_hour_ms * half_hour_ms;
    const auto last = std::max(service->until_ms - 1, service->from_ms) / half_hour_ms * half_hour_ms;
    half_hours_of[contact.agent].push_back({first, last + half_hour_ms});
    work_of[contact.agent].push_back(*service);
  }
  if (work_of.empty()) return std::nullopt;
  Waiting waiting(trace, configuration);
  std::map<AgentId, Shifts> out;
  for (const auto& agent : configuration.agents) {
    const Shifts seen(std::move(half_hours_of[agent.id])), work(std::move(work_of[agent.id]));
    out[agent.id] = seen.without(seen.without(work).within(waiting.for_agent(agent)));
  }
  return out;
}

}  // namespace tandem::sim
