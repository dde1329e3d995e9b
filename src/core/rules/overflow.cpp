// What happens when a queue is too full, closed or without anybody: agents of another queue help out for as long as it lasts, or the
// contact leaves the line for a flow and keeps its place.
#include <algorithm>

#include "core/estimate.hpp"
#include "core/hours.hpp"
#include "core/rules/demands.hpp"
#include "core/rules/matching.hpp"
#include "core/rules/rules.hpp"

namespace tandem::rules {
namespace {

// Once on, an overflow by length or wait stays on until that is down to this share: it must not flicker.
constexpr std::int64_t off_numerator = 4, off_denominator = 5;

bool holds(const State& state, const Queue& queue, const Overflow& overflow, std::int64_t over, WallTime at) {
  const auto* load = state.queue_load(queue.id);
  const auto length = load ? static_cast<int>(load->waiting.size()) : 0;
  switch (overflow.when) {
    case OverflowWhen::waiting: return length >= over;
    case OverflowWhen::estimated_wait: return length > 0 && estimated_wait_ms(state, queue.id, length).value_or(0) >= over;
    case OverflowWhen::closed: return !is_open(*state.configuration, queue, at);
    case OverflowWhen::no_agents: return !anybody_serves(state, queue);
    case OverflowWhen::waited: return false;  // of a task, not of a queue
  }
  return false;
}

OverflowWay way_of(const State& state, const Queue& queue, int step) {
  const auto& overflow = queue.overflows[static_cast<std::size_t>(step - 1)];
  OverflowWay out;
  out.step = step;
  out.queue = overflow.queue;
  if (const auto* other = find_by_id(state.configuration->queues, overflow.queue)) {
    out.required = other->required;
    out.teams = other->teams;
  }
  return out;
}

void switch_way(Decisions& d, const Queue& queue, int step, bool on) {
  OverflowChanged changed;
  changed.queue = queue.id;
  changed.on = on;
  changed.way = way_of(d.state(), queue, step);
  d.decide(std::move(changed));
  const auto* load = d.state().queue_load(queue.id);
  if (!on || !load) return;
  for (const auto& key : load->waiting) d.waits(std::get<TaskId>(key));
}

void check_queue(Decisions& d, const Queue& queue) {
  for (std::size_t i = 0; i < queue.overflows.size(); ++i) {
    const auto& overflow = queue.overflows[i];
    if (!overflow.queue || overflow.when == OverflowWhen::waited) continue;
    const auto step = static_cast<int>(i) + 1;
    const bool is_on = d.state().overflowing.contains({queue.id, step});
    const auto over = is_on ? overflow.over * off_numerator / off_denominator + 1 : overflow.over;
    const bool should_be_on = holds(d.state(), queue, overflow, over, d.at());
    if (should_be_on != is_on) switch_way(d, queue, step, should_be_on);
  }
}

// A flow needs somebody at the other end, and nobody goes through the same one twice.
bool may_take_flow(const Conversation& conversation, const Queue& queue, int step) {
  const bool live = conversation.channel == Channel::voice || conversation.channel == Channel::webchat;
  const TakenOverflow taken{queue.id, step};
  return live && std::ranges::find(conversation.taken, taken) == conversation.taken.end();
}

std::int64_t waited_ms(const Task& task, WallTime at) { return at.since_ms(std::max(task.since, task.not_before)); }

bool has_way(const Task& task, int step) {
  return std::ranges::any_of(task.also, [&](const OverflowWay& way) { return way.step == step; });
}

// What a task may still get by waiting, as it stands.
bool is_to_come(const Decisions& d, const Task& task, const Queue& queue, int step) {
  const auto& overflow = queue.overflows[static_cast<std::size_t>(step - 1)];
  if (overflow.when != OverflowWhen::waited) return false;
  if (overflow.queue) return !has_way(task, step);
  return !task.reservation && may_take_flow(*d.state().conversation(task.conversation), queue, step);
}

void take_flow(Decisions& d, ConversationId id, QueueId queue, int step, FlowId flow) {
  OverflowTaken taken;
  taken.conversation = id;
  taken.queue = queue;
  taken.step = step;
  d.decide(taken);
  const auto* customer = d.state().conversation(id)->of_kind(ParticipantKind::customer);
  const bool in_flow = customer && customer->segment && customer->segment->kind == SegmentKind::flow;
  if (customer && !in_flow) d.start_segment(id, customer->id, SegmentKind::flow, {});
  start_flow(d, id, flow);
}

void leave_for_flow(Decisions& d, TaskId task, int step, FlowId flow) {
  const auto id = d.state().task(task)->conversation;
  const auto queue = d.state().task(task)->queue;
  end_waiting(d, task, TaskOutcome::overflowed);
  take_flow(d, id, queue, step, flow);
}

}  // namespace

std::vector<OverflowWay> ways_of(const State& state, const Queue& queue) {
  std::vector<OverflowWay> out;
  for (auto on = state.overflowing.lower_bound({queue.id, 0}); on != state.overflowing.end() && on->first == queue.id; ++on)
    if (static_cast<std::size_t>(on->second) <= queue.overflows.size()) out.push_back(way_of(state, queue, on->second));
  return out;
}

void check_overflows(Decisions& d) {
  const auto changed = d.take_changed_queues();
  for (const auto id : changed)
    if (const auto* queue = find_by_id(d.configuration().queues, id)) check_queue(d, *queue);
  if (!d.take_presence_changed()) return;
  for (const auto& queue : d.configuration().queues) {
    const bool by_presence = std::ranges::any_of(queue.overflows, [](const Overflow& o) { return o.when == OverflowWhen::no_agents; });
    if (by_presence && !std::ranges::binary_search(changed, queue.id)) check_queue(d, queue);
  }
}

void end_overflows(Decisions& d) {
  const auto on = d.state().overflowing;
  for (const auto& [id, step] : on) {
    const auto* queue = find_by_id(d.configuration().queues, id);
    OverflowChanged changed;
    changed.queue = id;
    changed.way.step = step;
    if (queue && static_cast<std::size_t>(step) <= queue->overflows.size()) changed.way = way_of(d.state(), *queue, step);
    d.decide(std::move(changed));
  }
}

bool overflows_at_once(Decisions& d, const Conversation& conversation, const Queue& queue) {
  for (std::size_t i = 0; i < queue.overflows.size(); ++i) {
    const auto& overflow = queue.overflows[i];
    const auto step = static_cast<int>(i) + 1;
    if (!overflow.flow || !may_take_flow(conversation, queue, step)) continue;
    if (!holds(d.state(), queue, overflow, overflow.over, d.at())) continue;
    const auto id = conversation.id;
    const auto flow = overflow.flow;
    take_flow(d, id, queue.id, step, flow);
    return true;
  }
  return false;
}

void await_overflow(Decisions& d, const Task& task) {
  const auto* queue = find_by_id(d.configuration().queues, task.queue);
  if (!queue) return;
  std::optional<std::int64_t> next;
  for (std::size_t i = 0; i < queue->overflows.size(); ++i) {
    if (!is_to_come(d, task, *queue, static_cast<int>(i) + 1)) continue;
    // A kept place may have waited for longer than that already.
    const auto left_ms = std::max<std::int64_t>(queue->overflows[i].over - waited_ms(task, d.at()), 1);
    next = std::min(next.value_or(left_ms), left_ms);
  }
  const auto* running = d.state().timer(TimerKind::overflow, task.id.value);
  if (next && !(running && running->due == d.at().plus_ms(*next))) d.set_timer(TimerKind::overflow, task.id.value, *next);
}

void waited_long(Decisions& d, TaskId id) {
  const auto* task = d.state().task(id);
  const auto* queue = task ? find_by_id(d.configuration().queues, task->queue) : nullptr;
  if (!queue) return;
  for (std::size_t i = 0; i < queue->overflows.size(); ++i) {
    const auto& overflow = queue->overflows[i];
    const auto step = static_cast<int>(i) + 1;
    task = d.state().task(id);
    if (!is_to_come(d, *task, *queue, step) || waited_ms(*task, d.at()) < overflow.over) continue;
    if (overflow.flow) return leave_for_flow(d, id, step, overflow.flow);
    add_way(d, id, way_of(d.state(), *queue, step));
  }
  await_overflow(d, *d.state().task(id));
}

void watch_hours(Decisions& d, QueueId id) {
  const auto* queue = find_by_id(d.configuration().queues, id);
  const auto* hours = queue ? find_by_id(d.configuration().hours, queue->hours) : nullptr;
  d.clear_timer(TimerKind::hours, id.value);
  if (!hours) return;
  const bool matters = std::ranges::any_of(queue->overflows, [](const Overflow& o) { return o.when == OverflowWhen::closed; });
  const auto next = matters ? next_change(*hours, d.at()) : std::nullopt;
  if (next) d.set_timer(TimerKind::hours, id.value, next->since_ms(d.at()));
  d.queue_changed(id);
}

}  // namespace tandem::rules
