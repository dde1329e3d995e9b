#include "checks/sound.hpp"

#include <algorithm>
#include <set>

#include "core/views/explain.hpp"
#include "core/rules/matching.hpp"
#include "checks/conditions.hpp"
#include "checks/must.hpp"

namespace tandem::scenarios {
namespace {

constexpr std::array all_channels{Channel::voice, Channel::webchat, Channel::ticket, Channel::email, Channel::callback};

bool interrupts(const Configuration& configuration, Channel one, Channel other) {
  const auto* rule = configuration.capacity_of(one);
  return rule && std::find(rule->interrupts.begin(), rule->interrupts.end(), other) != rule->interrupts.end();
}

struct Share {
  int cost = 0, count = 0;
};

// Of channels none of which may interrupt another, all that an agent has fits the limit: the last of them saw the others.
void expect_room(const State& state, const Agent& agent, const std::array<Share, all_channels.size()>& shares) {
  const auto& configuration = *state.configuration;
  for (unsigned set = 1; set < 1u << all_channels.size(); ++set) {
    int cost = 0;
    bool apart = true;
    for (std::size_t i = 0; i < all_channels.size(); ++i) {
      if (!(set & 1u << i)) continue;
      cost += shares[i].cost;
      for (std::size_t j = 0; j < all_channels.size(); ++j)
        apart = apart && !(set & 1u << j && interrupts(configuration, all_channels[i], all_channels[j]));
    }
    MUST(!apart || cost <= configuration.capacity_limit, "agent " << agent.id.text() << " has " << cost << " of channels " << set);
  }
  for (std::size_t i = 0; i < all_channels.size(); ++i) {
    const auto* rule = configuration.capacity_of(all_channels[i]);
    const int most = rule ? rule->most : 0;
    MUST(most == 0 || shares[i].count <= most, "agent " << agent.id.text() << " has too many of channel " << i + 1);
  }
}

void expect_capacity_is_right(const State& state, bool measured_alike) {
  for (const auto& [id, agent] : state.agents) {
    std::array<Share, all_channels.size()> shares{};
    int load = 0;
    const auto add = [&](Channel channel, int cost) {
      auto& share = shares[static_cast<std::size_t>(channel) - 1];
      share.cost += cost;
      ++share.count;
      load += cost;
    };
    std::set<ConversationId> once;
    for (const auto& engagement : agent.engagements) {
      add(engagement.channel, engagement.cost);
      MUST(once.insert(engagement.conversation).second, "engaged twice on " << engagement.conversation.text());
      const auto* conversation = state.conversation(engagement.conversation);
      MUST(conversation && conversation->of_agent(id), "engaged on a conversation that is gone");
    }
    for (const auto offer : agent.offers) {
      const auto* reservation = state.reservation(offer);
      ASSERT_TRUE(reservation) << "offer " << offer.text() << " is gone";
      MUST(reservation->agent == id, "offer " << offer.text() << " is another agent's");
      add(reservation->channel, reservation->cost);
    }
    MUST(load == agent.load, "load of agent " << id.text() << " is " << agent.load << " instead of " << load);
    if (measured_alike) expect_room(state, agent, shares);
  }
}

void expect_reservations_are_right(const State& state) {
  for (const auto& [id, reservation] : state.reservations) {
    const auto* task = state.task(reservation.task);
    ASSERT_TRUE(task) << "offer " << id.text() << " of a task that is gone";
    MUST(task->reservation == id, "task " << task->id.text() << " is offered twice");
    const auto* timer = state.timer(TimerKind::reservation, id.value);
    MUST(timer && timer->due == reservation.expires, "offer " << id.text() << " without an end");
    const auto* agent = state.agent(reservation.agent);
    ASSERT_TRUE(agent) << "offer " << id.text() << " to nobody";
    MUST(std::count(agent->offers.begin(), agent->offers.end(), id) == 1, "offer " << id.text() << " is not the agent's");
    MUST(agent->state == AgentState::available, "offer " << id.text() << " to somebody who is not available");
    MUST(!task->asleep, "offer " << id.text() << " of a task whose time has not come");
  }
}

void expect_task_is_right(const State& state, const Task& task) {
  const auto id = task.id.text();
  const auto* conversation = state.conversation(task.conversation);
  ASSERT_TRUE(conversation) << "task " << id << " of a conversation that is gone";
  MUST(conversation->task == task.id && !conversation->ended, "task " << id << " outlived its conversation");
  MUST(!conversation->flow, "task " << id << " waits while its flow runs");
  MUST(task.due.ms > 0 && task.since.ms > 0 && task.since <= state.now, "task " << id << " has no place");
  MUST(task.asleep ? task.not_before > state.now || is_overdue(state, task, state.now) : task.not_before <= state.now,
       "task " << id << " sleeps at the wrong time");
  MUST(!(task.asleep && is_live(task.channel)), "somebody at the other end sleeps: task " << id);
  MUST(std::is_sorted(task.blocked.begin(), task.blocked.end()), "blocked agents of task " << id);
  const bool is_blocked = std::find(task.blocked.begin(), task.blocked.end(), task.only) != task.blocked.end();
  MUST(!task.only || !is_blocked, "task " << id << " is kept for whom it is kept from");
  const auto* customer = conversation->of_kind(ParticipantKind::customer);
  MUST(customer && customer->segment && customer->segment->kind == SegmentKind::waiting, "task " << id << " without a customer who waits");
  if (!task.reservation) return;
  const auto* reservation = state.reservation(task.reservation);
  MUST(reservation && reservation->task == task.id, "task " << id << " is offered as another");
}

// A step that is due, or will be: never later than this.
void expect_timer(const State& state, const Task& task, TimerKind kind, WallTime latest) {
  const auto* timer = state.timer(kind, task.id.value);
  const auto at_latest = std::max(latest, state.now.plus_ms(1));
  MUST(timer && timer->due <= at_latest, "task " << task.id.text() << " waits for ever for its " << name_of(kind));
}

void expect_overflow_timer(const State& state, const Queue& queue, const Task& task) {
  const auto& taken = state.conversation(task.conversation)->taken;
  for (std::size_t i = 0; i < queue.overflows.size(); ++i) {
    const auto& overflow = queue.overflows[i];
    if (overflow.when != OverflowWhen::waited) continue;
    const auto step = static_cast<int>(i) + 1;
    const bool has_way = std::ranges::any_of(task.also, [&](const OverflowWay& way) { return way.step == step; });
    const bool was_there = std::ranges::find(taken, TakenOverflow{queue.id, step}) != taken.end();
    const bool may_leave = is_live(task.channel) && !was_there && !task.reservation;
    const bool to_come = overflow.queue ? !has_way : may_leave;
    if (to_come) expect_timer(state, task, TimerKind::overflow, waits_from(task).plus_ms(overflow.over));
  }
}

// Nothing waits for ever for a relaxation, an opening, a start, an overflow or another try.
void expect_timers_of(const State& state, const Task& task) {
  const auto* queue = find_by_id(state.configuration->queues, task.queue);
  if (task.asleep) expect_timer(state, task, TimerKind::start, task.not_before);
  if (task.only) {
    const auto wait_ms = queue ? std::max<std::int64_t>(queue->sticky_ms, 600'000) : 600'000;
    expect_timer(state, task, TimerKind::sticky, std::max(task.not_before, state.now).plus_ms(wait_ms));
  }
  if (queue && static_cast<std::size_t>(task.relaxed) < queue->relaxations.size())
    expect_timer(state, task, TimerKind::relax,
                 waits_from(task).plus_ms(queue->relaxations[static_cast<std::size_t>(task.relaxed)].after_ms));
  if (queue) expect_overflow_timer(state, *queue, task);
  if (task.reservation) return;
  for (const auto& passed : task.passed)
    if (passed.until > state.now) expect_timer(state, task, TimerKind::retry, passed.until);
}

bool is_of_task(TimerKind kind) {
  return kind == TimerKind::retry || kind == TimerKind::relax || kind == TimerKind::sticky ||
         kind == TimerKind::overflow || kind == TimerKind::start;
}

void expect_timers_are_about_something(const State& state) {
  for (const auto& [id, timer] : state.timers) {
    const auto subject = timer.subject;
    bool is_there = true;
    if (is_of_task(timer.kind)) is_there = state.task(TaskId{subject});
    if (timer.kind == TimerKind::reservation) is_there = state.reservation(ReservationId{subject});
    if (timer.kind == TimerKind::look_up) is_there = state.look_ups.contains(RequestId{subject});
    if (timer.kind == TimerKind::wrap_up || timer.kind == TimerKind::wrap_up_grace)
      is_there = state.conversation(ConversationId{subject});
    MUST(is_there, "a timer for the " << name_of(timer.kind) << " of " << subject << ", which is gone");
  }
}

bool is_open(const Configuration& configuration, const Queue& queue, WallTime at) {
  const auto* hours = find_by_id(configuration.hours, queue.hours);
  if (!hours) return true;
  return std::ranges::any_of(hours->open, [&](const Interval& open) { return open.from <= at && at < open.until; });
}

bool anybody_signed_in_for(const State& state, const Queue& queue) {
  Task any;
  any.required = queue.required;
  any.teams = queue.teams;
  return std::ranges::any_of(state.agents, [&](const auto& entry) {
    return entry.second.state != AgentState::offline && is_of_a_group(state, entry.second, any);
  });
}

// Between the two limits of an overflow by length it may be on or off.
void expect_overflow_is_right(const State& state, const Queue& queue, int step, const Overflow& overflow) {
  const bool on = state.overflowing.contains({queue.id, step});
  const auto* load = state.queue_load(queue.id);
  const auto length = load ? static_cast<std::int64_t>(load->waiting.size()) : 0;
  const auto* hours_timer = state.timer(TimerKind::hours, queue.id.value);
  const auto which = " overflow " + std::to_string(step) + " of queue " + queue.id.text();
  if (!overflow.queue) {
    MUST(!on, "a flow does not go on:" << which);
    return;
  }
  switch (overflow.when) {
    case OverflowWhen::waited: MUST(!on, "of a task, not of a queue:" << which); break;
    case OverflowWhen::waiting:
      MUST(length < overflow.over || on, "off with " << length << " waiting:" << which);
      MUST(length > overflow.over * 4 / 5 || !on, "on with " << length << " waiting:" << which);
      break;
    case OverflowWhen::estimated_wait: MUST(length > 0 || !on, "on with nobody waiting:" << which); break;
    case OverflowWhen::closed:
      if (hours_timer && hours_timer->due <= state.now) break;
      MUST(on != is_open(*state.configuration, queue, state.now), "open or closed:" << which);
      break;
    case OverflowWhen::no_agents: MUST(on != anybody_signed_in_for(state, queue), "agents or none:" << which); break;
  }
}

void expect_ways_of(const State& state, const Task& task) {
  const auto* queue = find_by_id(state.configuration->queues, task.queue);
  const auto id = task.id.text();
  int before = 0;
  for (const auto& way : task.also) {
    MUST(way.step > before, "ways of task " << id << " are not in order, or one is there twice");
    before = way.step;
    const auto known = queue && static_cast<std::size_t>(way.step) <= queue->overflows.size();
    MUST(known, "task " << id << " has a way that its queue does not know");
    if (!known) continue;
    const auto& overflow = queue->overflows[static_cast<std::size_t>(way.step) - 1];
    MUST(overflow.queue == way.queue, "task " << id << " has a way to another queue than configured");
    const bool holds = overflow.when == OverflowWhen::waited ? state.now >= waits_from(task).plus_ms(overflow.over)
                                                             : state.overflowing.contains({task.queue, way.step});
    MUST(holds, "task " << id << " has way " << way.step << " for no reason");
  }
  for (const auto& [overflowing, step] : state.overflowing) {
    const bool has = std::ranges::any_of(task.also, [step](const OverflowWay& way) { return way.step == step; });
    MUST(overflowing != task.queue || has, "task " << id << " lacks way " << step);
  }
}

void expect_overflows_are_right(const State& state) {
  for (const auto& queue : state.configuration->queues)
    for (std::size_t i = 0; i < queue.overflows.size(); ++i)
      expect_overflow_is_right(state, queue, static_cast<int>(i) + 1, queue.overflows[i]);
  for (const auto& [id, step] : state.overflowing) {
    const auto* queue = find_by_id(state.configuration->queues, id);
    MUST(queue && static_cast<std::size_t>(step) <= queue->overflows.size(), "an overflow of nothing is on");
  }
  for (const auto& [id, task] : state.tasks)
    if (!task.asleep) expect_ways_of(state, task);
}

void expect_conversations_are_right(const State& state) {
  for (const auto& [id, leg] : state.legs) {
    const auto* conversation = state.conversation(leg.conversation);
    ASSERT_TRUE(conversation) << "a leg without a conversation";
    const auto* who = conversation->find(leg.participant);
    MUST(who && who->leg == id, "leg " << id.text() << " is nobody's");
    MUST(!conversation->ended, "leg " << id.text() << " outlived its call");
  }
  for (const auto& [id, conversation] : state.conversations) {
    const bool waits_for_answer = conversation.flow && conversation.flow->request;
    MUST(!waits_for_answer || state.timer(TimerKind::look_up, conversation.flow->request.value),
         "conversation " << id.text() << " waits for ever for a look-up");
    MUST(!conversation.flow || state.configuration_of(conversation.flow->configuration),
         "conversation " << id.text() << " runs a flow that is not kept");
    const bool served = std::ranges::any_of(conversation.participants, [](const Participant& who) {
      return who.kind == ParticipantKind::agent && !who.left;
    });
    MUST(conversation.ended ? served : conversation.flow || conversation.task || served,
         "conversation " << id.text() << " is forgotten: no flow, no task, no agent");
  }
}

std::map<QueueId, QueueLoad> without_empty(std::map<QueueId, QueueLoad> load) {
  std::erase_if(load, [](const auto& entry) { return entry.second.waiting.empty() && entry.second.engaged == 0; });
  return load;
}

bool same_class(const WaitingClass& a, const WaitingClass& b) {
  return a.only == b.only && a.channel == b.channel && a.required == b.required && a.teams == b.teams;
}

void expect_indexes_are_right(const State& state) {
  State rebuilt = state;
  rebuilt.rebuild_indexes();
  MUST(rebuilt.ready_with({}) == state.ready_with({}), "the agents with room are not right");
  for (const auto& skill : state.configuration->skills)
    MUST(rebuilt.ready_with(skill.id) == state.ready_with(skill.id), "the agents with skill " << skill.id.text() << " are not right");
  MUST(rebuilt.due == state.due, "the due timers are not right");
  MUST(rebuilt.timer_of == state.timer_of, "the timers by subject are not right");
  MUST(rebuilt.look_ups == state.look_ups, "the look-ups are not right");
  MUST(rebuilt.waiting.size() == state.waiting.size() &&
           std::equal(rebuilt.waiting.begin(), rebuilt.waiting.end(), state.waiting.begin(),
                      [](const auto& a, const auto& b) { return same_class(a.first, b.first) && a.second == b.second; }),
       "the waiting lines are not right");
  const auto expected = without_empty(rebuilt.load), found = without_empty(state.load);
  const bool same = expected.size() == found.size() &&
                    std::equal(expected.begin(), expected.end(), found.begin(), [](const auto& a, const auto& b) {
                      return a.first == b.first && a.second.waiting == b.second.waiting && a.second.engaged == b.second.engaged;
                    });
  MUST(same, "what goes on in the queues is not right");
}

// Not by rebuilding: who stands where, from the tasks alone.
void expect_lines_hold_who_waits(const State& state) {
  std::set<TaskId> in_lines, in_queues, waiting, present;
  for (const auto& [asks, line] : state.waiting)
    for (const auto& key : line) in_lines.insert(std::get<TaskId>(key));
  for (const auto& [queue, load] : state.load)
    for (const auto& key : load.waiting) in_queues.insert(std::get<TaskId>(key));
  for (const auto& [id, task] : state.tasks) {
    if (!task.asleep) present.insert(id);
    if (!task.asleep && !task.reservation) waiting.insert(id);
  }
  MUST(in_lines == waiting, "the lines hold others than those who wait");
  MUST(in_queues == present, "the queues hold others than those who are there");
}

}  // namespace

void expect_sound(const State& state, bool measured_alike) {
  expect_capacity_is_right(state, measured_alike);
  expect_reservations_are_right(state);
  for (const auto& [id, task] : state.tasks) {
    expect_task_is_right(state, task);
    expect_timers_of(state, task);
  }
  expect_timers_are_about_something(state);
  expect_overflows_are_right(state);
  expect_conversations_are_right(state);
  expect_lines_hold_who_waits(state);
  expect_indexes_are_right(state);
}

void expect_nobody_waits_for_nothing(const State& state, WallTime now) {
  for (const auto& [id, task] : state.tasks) {
    if (task.reservation) continue;
    bool anybody = false;
    for (const auto& [agent_id, agent] : state.agents) {
      const bool may = may_take(state, agent, task, now);
      anybody = anybody || may;
      MUST(rules::can_take(state, agent, task, now) == may,
           "agent " << agent_id.text() << " may take task " << id.text() << ", or not: the core says otherwise");
      MUST(task.asleep || (obstacle_of(state, agent, task, now) == Obstacle::none) == may,
           "what keeps agent " << agent_id.text() << " from task " << id.text() << " is explained wrongly");
    }
    MUST(bool(rules::choose_agent(state, task, now)) == anybody, "nobody chosen for task " << id.text() << ", or somebody wrongly");
    MUST(!anybody || is_overdue(state, task, now), "task " << id.text() << " waits beside a free agent");
  }
}

void expect_nothing_left(const State& state) {
  MUST(state.conversations.empty() && state.tasks.empty() && state.reservations.empty(), "something is left over");
  MUST(state.legs.empty() && state.waiting.empty() && state.look_ups.empty(), "something is left over of what is gone");
  for (const auto& [id, agent] : state.agents)
    MUST(agent.load == 0 && agent.engagements.empty() && agent.offers.empty(), "agent " << id.text() << " did not get all capacity back");
  for (const auto& [queue, load] : state.load)
    MUST(load.waiting.empty() && load.engaged == 0, "queue " << queue.text() << " is not empty");
  for (const auto& [id, timer] : state.timers)
    MUST(timer.kind == TimerKind::agent_link || timer.kind == TimerKind::hours, "a timer for the " << name_of(timer.kind) << " is left");
}

}  // namespace tandem::scenarios
