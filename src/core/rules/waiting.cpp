// Tasks from the moment they enter a queue: their place, what they ask for, and what time and people change about it.
#include <algorithm>

#include "core/estimate.hpp"
#include "core/hours.hpp"
#include "core/rules/demands.hpp"
#include "core/rules/matching.hpp"
#include "core/rules/rules.hpp"

namespace tandem::rules {
namespace {

TaskChanged as_it_is(const Task& task, TaskChange change) {
  TaskChanged out;
  out.task = task.id;
  out.change = change;
  out.step = task.relaxed;
  out.required = task.required;
  out.teams = task.teams;
  out.priority = task.priority;
  out.due = task.due;
  out.not_before = task.not_before;
  out.only = task.only;
  out.sticky = task.sticky;
  out.blocked = task.blocked;
  out.also = task.also;
  out.rules = task.rules;
  return out;
}

const Relaxation* next_relaxation(const Decisions& d, const Task& task) {
  const auto* queue = find_by_id(d.configuration().queues, task.queue);
  const auto step = static_cast<std::size_t>(task.relaxed);
  return queue && step < queue->relaxations.size() ? &queue->relaxations[step] : nullptr;
}

void await_relaxation(Decisions& d, const Task& task) {
  const auto* step = next_relaxation(d, task);
  if (!step) return;
  const auto due = std::max(task.since, task.not_before).plus_ms(step->after_ms);
  d.set_timer(TimerKind::relax, task.id.value, std::max<std::int64_t>(due.since_ms(d.at()), 1));
}

// Other work than calls and chats is not offered before its time, nor while its queue is closed.
WallTime earliest_offer(const Decisions& d, const Entry& entry, const Queue* queue, Channel channel) {
  if (channel == Channel::voice || channel == Channel::webchat) return {};
  const auto from = std::max(entry.not_before, d.at());
  const auto* hours = queue ? find_by_id(d.configuration().hours, queue->hours) : nullptr;
  const auto open = hours ? next_open(*hours, from) : from;
  const auto earliest = open.value_or(from);
  return earliest > d.at() ? earliest : WallTime{};
}

struct Keeper {
  AgentId agent;
  StickyTo why = StickyTo::nobody;
};

// The first of those whom the queue keeps a contact for who is there and could take it at all.
Keeper keeper_for(const Decisions& d, const Queue* queue, const Conversation& conversation, const Demand& demand) {
  if (!queue || queue->sticky_ms <= 0) return {};
  for (const auto to : queue->sticky) {
    const auto id = to == StickyTo::owner ? conversation.traits.owner : conversation.traits.last_agent;
    const auto* agent = d.state().agent(id);
    const auto* profile = agent ? agent->profile : nullptr;
    if (!profile || agent->state == AgentState::offline) continue;
    if (std::ranges::binary_search(demand.blocked, id)) continue;
    if (is_skilled(*profile, demand.required) && is_of_team(*profile, demand.teams)) return {id, to};
  }
  return {};
}

WallTime due_for(const Decisions& d, const Demand& demand, Channel channel, WallTime since, WallTime promised) {
  if (!promised) return due_of(d.configuration(), demand, channel, since);
  return promised.plus_ms(-std::int64_t{d.configuration().ageing_ms} * demand.priority);
}

TaskCreated task_for(const Decisions& d, const Conversation& conversation, const Entry& entry, Demand demand) {
  const auto* queue = find_by_id(d.configuration().queues, demand.queue);
  TaskCreated out;
  out.task = Decisions::after<TaskId>(d.state().last_task);
  out.conversation = conversation.id;
  out.channel = conversation.channel;
  out.queue = demand.queue;
  out.priority = demand.priority;
  out.entered = entry.queue;
  out.added = entry.priority;
  out.promised = entry.promised;
  out.by = entry.by;
  out.not_before = earliest_offer(d, entry, queue, conversation.channel);
  out.since = conversation.waits_since ? conversation.waits_since : d.at();
  out.due = due_for(d, demand, conversation.channel, std::max(out.since, out.not_before), entry.promised);
  const auto keeper = keeper_for(d, queue, conversation, demand);
  out.only = keeper.agent;
  out.sticky = keeper.why;
  if (queue) out.also = ways_of(d.state(), *queue);
  const auto estimate = estimated_wait_ms(d.state(), demand.queue, ahead_of_new(d.state(), demand.queue, out.due));
  constexpr std::int64_t most_ms = 24 * 3'600'000;  // more says no more, and fits the field
  if (estimate) out.estimate_ms = static_cast<int>(std::min(*estimate, most_ms));
  out.required = std::move(demand.required);
  out.teams = std::move(demand.teams);
  out.blocked = std::move(demand.blocked);
  out.rules = std::move(demand.rules);
  return out;
}

void set_task_timers(Decisions& d, const Task& task, std::int64_t sticky_ms) {
  await_relaxation(d, task);
  await_overflow(d, task);
  if (task.asleep) d.set_timer(TimerKind::start, task.id.value, task.not_before.since_ms(d.at()));
  if (task.only)
    d.set_timer(TimerKind::sticky, task.id.value, std::max(task.not_before, d.at()).since_ms(d.at()) + sticky_ms);
}

}  // namespace

void enqueue(Decisions& d, ConversationId id, Entry entry) {
  const auto* conversation = d.state().conversation(id);
  auto demand = demand_of(d.state(), *conversation, {entry.queue, entry.priority, 0, bool(entry.by)}, d.at());
  const auto* queue = find_by_id(d.configuration().queues, demand.queue);
  if (queue && overflows_at_once(d, *conversation, *queue)) return;
  const auto created = task_for(d, *conversation, entry, std::move(demand));
  d.decide(created);
  set_task_timers(d, *d.state().task(created.task), queue ? queue->sticky_ms : 0);
  if (const auto* customer = conversation->of_kind(ParticipantKind::customer)) {
    const auto leg = customer->leg;
    d.start_segment(id, customer->id, SegmentKind::waiting, created.queue);
    if (leg) d.effect(PlayMusic{leg, queue ? queue->music : "default"});
  }
  d.queue_changed(created.queue);
  d.waits(created.task);
}

void end_waiting(Decisions& d, TaskId id, TaskOutcome outcome) {
  const auto* task = d.state().task(id);
  if (!task) return;
  if (task->reservation)
    withdraw(d, task->reservation, outcome == TaskOutcome::abandoned ? ReservationOutcome::cancelled : ReservationOutcome::rescinded, {});
  clear_task_timers(d, id);
  const auto queue = d.state().task(id)->queue;
  TaskEnded ended;
  ended.task = id;
  ended.outcome = outcome;
  d.decide(ended);
  d.queue_changed(queue);
}

void clear_task_timers(Decisions& d, TaskId id) {
  for (const auto kind : {TimerKind::retry, TimerKind::relax, TimerKind::sticky, TimerKind::overflow, TimerKind::start})
    d.clear_timer(kind, id.value);
}

void relax(Decisions& d, TaskId id) {
  const auto* task = d.state().task(id);
  if (!task || !next_relaxation(d, *task)) return;
  const auto* conversation = d.state().conversation(task->conversation);
  const auto demand = demand_of(d.state(), *conversation, {task->entered, task->added, task->relaxed + 1, bool(task->by)}, d.at());
  auto changed = as_it_is(*task, TaskChange::relaxed);
  changed.step = task->relaxed + 1;
  if (demand.queue == task->queue) {  // a rule may have changed its mind with the time of day: that is for its next look
    changed.required = demand.required;
    changed.teams = demand.teams;
  }
  d.decide(std::move(changed));
  await_relaxation(d, *d.state().task(id));
  d.waits(id);
}

void open_to_all(Decisions& d, TaskId id) {
  const auto* task = d.state().task(id);
  if (!task || !task->only) return;
  auto changed = as_it_is(*task, TaskChange::opened);
  changed.only = AgentId{};
  d.clear_timer(TimerKind::sticky, id.value);
  d.decide(std::move(changed));
  d.waits(id);
}

void open_what_is_kept_for(Decisions& d, AgentId agent) {
  std::vector<TaskId> kept;
  for (auto line = d.state().waiting.lower_bound(LinesOf{agent, SkillId{}});
       line != d.state().waiting.end() && line->first.only == agent; ++line)
    for (const auto& key : line->second) kept.push_back(std::get<TaskId>(key));
  for (const auto id : kept) open_to_all(d, id);
}

void start_waiting(Decisions& d, TaskId id) {
  const auto* task = d.state().task(id);
  if (!task || !task->asleep) return;
  auto changed = as_it_is(*task, TaskChange::started);
  const auto queue = task->queue;
  const auto* settings = find_by_id(d.configuration().queues, queue);
  changed.also = settings ? ways_of(d.state(), *settings) : std::vector<OverflowWay>{};  // what came and went meanwhile
  d.decide(std::move(changed));
  const auto* kept_for = d.state().agent(d.state().task(id)->only);
  if (!kept_for || kept_for->state == AgentState::offline) open_to_all(d, id);
  d.queue_changed(queue);
  d.waits(id);
}

void add_way(Decisions& d, TaskId id, OverflowWay way) {
  const auto* task = d.state().task(id);
  auto changed = as_it_is(*task, TaskChange::overflowed);
  const auto place = std::ranges::upper_bound(changed.also, way.step, {}, &OverflowWay::step);
  changed.also.insert(place, std::move(way));
  d.decide(std::move(changed));
  d.waits(id);
}

void look_at_demand_again(Decisions& d, ConversationId id) {
  const auto* conversation = d.state().conversation(id);
  const auto* task = conversation ? d.state().task(conversation->task) : nullptr;
  if (!task) return;
  auto demand = demand_of(d.state(), *conversation, {task->entered, task->added, task->relaxed, bool(task->by)}, d.at());
  if (demand.queue != task->queue && task->reservation) return;  // the offer that stands, stands
  if (demand.queue != task->queue)
    return requeue(d, id, {.queue = task->entered, .priority = task->added, .not_before = task->not_before, .promised = task->promised});
  const bool same = demand.priority == task->priority && demand.required == task->required && demand.teams == task->teams &&
                    demand.blocked == task->blocked && demand.rules == task->rules;
  if (same) return;
  auto changed = as_it_is(*task, TaskChange::customer);
  changed.priority = demand.priority;
  changed.due = due_for(d, demand, task->channel, std::max(task->since, task->not_before), task->promised);
  changed.required = std::move(demand.required);
  changed.teams = std::move(demand.teams);
  changed.blocked = std::move(demand.blocked);
  changed.rules = std::move(demand.rules);
  const auto task_id = task->id;
  const bool is_blocked_for = task->only && std::ranges::binary_search(changed.blocked, task->only);
  d.decide(std::move(changed));
  if (is_blocked_for) open_to_all(d, task_id);
  d.waits(task_id);
}

void wait_by_configuration(Decisions& d) {
  std::vector<TaskId> ids;
  for (const auto& [id, task] : d.state().tasks) ids.push_back(id);
  for (const auto id : ids) {
    const auto* task = d.state().task(id);
    if (!task->also.empty()) {  // for having waited: the steps may be others now
      auto changed = as_it_is(*task, TaskChange::taken_back);
      changed.also.clear();
      d.decide(std::move(changed));
    }
    await_relaxation(d, *d.state().task(id));
    await_overflow(d, *d.state().task(id));
    d.waits(id);  // for others than before, perhaps
  }
}

void requeue(Decisions& d, ConversationId id, Entry entry) {
  const auto task = d.state().conversation(id)->task;
  end_waiting(d, task, TaskOutcome::moved);
  enqueue(d, id, std::move(entry));
}

void move_task(Decisions& d, const MoveTask& stimulus) {
  const auto* conversation = d.state().conversation(stimulus.conversation);
  if (!conversation) return d.refuse(Refusal::unknown_conversation);
  const auto* task = d.state().task(conversation->task);
  if (!task || task->queue != stimulus.from) return d.refuse(Refusal::not_waiting);
  if (!find_by_id(d.configuration().queues, stimulus.to)) return d.refuse(Refusal::no_such_queue);
  if (stimulus.to == stimulus.from) return;
  requeue(d, stimulus.conversation,
          {.queue = stimulus.to, .priority = task->added, .not_before = task->not_before, .promised = task->promised, .by = stimulus.by});
}

}  // namespace tandem::rules
