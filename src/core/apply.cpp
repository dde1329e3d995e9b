// apply(): one function per fact. A fact about something the state does not have is a bug or a damaged journal, never
// bad input, so it is asserted in production too.
#include <algorithm>
#include <stdexcept>

#include "core/indexes.hpp"
#include "core/state.hpp"

namespace tandem {
namespace {

constexpr std::int64_t passed_over_ms = 30000;  // an agent who missed or declined a task is not asked again for this long

template <class Table, class Key>
auto& must_find(Table& table, Key key, const char* what) {
  auto* found = table.get(key);
  if (!found) throw std::logic_error(std::string("fact about an unknown ") + what + " " + key.text());
  return *found;
}

void count(std::int64_t& counter, std::int64_t used) {
  if (used < counted_ids_below) counter = std::max(counter, used);
}

Conversation& conversation_of(State& state, ConversationId id) {
  return must_find(state.conversations, id, "conversation");
}

Participant& participant_of(State& state, ConversationId conversation, ParticipantId id) {
  for (auto& participant : conversation_of(state, conversation).participants)
    if (participant.id == id) return participant;
  throw std::logic_error("fact about an unknown participant " + id.text());
}

// Moving averages: the newest value counts an eighth.
void average_in(std::int64_t& average, std::int64_t value) {
  average = average == 0 ? std::max<std::int64_t>(value, 1) : (7 * average + value + 4) / 8;
}

// Out of its queue; nobody who is left there has waited since the last one was taken.
void leave_queue(State& state, const Task& task) {
  indexes::leave_queue(state, task);
  const auto pace = state.pace.find(task.queue);
  const auto* load = state.queue_load(task.queue);
  if (pace != state.pace.end() && (!load || load->waiting.empty())) pace->second.backlog = false;
}

void note_taken(State& state, const Task& task, WallTime at) {
  auto& pace = state.pace[task.queue];
  if (pace.backlog) average_in(pace.interval_ms, at.since_ms(pace.last_taken));
  pace.last_taken = at;
  const auto* load = state.queue_load(task.queue);
  pace.backlog = load && load->waiting.size() > 1;
}

// Changes an agent and keeps its place among the idle ones right.
template <class ChangeAgent>
void with_agent(State& state, AgentId id, ChangeAgent change) {
  auto& agent = must_find(state.agents, id, "agent");
  const auto before = indexes::standing_of(state, agent);
  change(agent);
  indexes::move_agent(state, agent, before);
}

void drop_unused_configurations(State& state) {
  std::set<std::int64_t> used;
  for (const auto& [id, conversation] : state.conversations)
    if (conversation.flow) used.insert(conversation.flow->configuration);
  std::erase_if(state.pinned, [&](const auto& entry) { return !used.contains(entry.first); });
}

void on(State& state, const ConfigurationActivated& fact) {
  if (state.configuration->version != 0) state.pinned[state.configuration->version] = state.configuration;
  state.configuration = std::make_shared<const Configuration>(fact.configuration);
  const auto is_gone = [&](QueueId queue) { return !find_by_id(state.configuration->queues, queue); };
  std::erase_if(state.pace, [&](const auto& entry) { return is_gone(entry.first); });
  drop_unused_configurations(state);
  for (const auto& profile : state.configuration->agents) {
    auto& agent = state.agents[profile.id];
    if (!agent.id) {
      agent.id = profile.id;
      agent.since = agent.idle_since = fact.at;
    }
  }
  state.agents.erase_if([&](const auto& entry) {
    const auto& agent = entry.second;
    return !find_by_id(state.configuration->agents, agent.id) && agent.engagements.empty() && agent.offers.empty() &&
           agent.state == AgentState::offline;
  });
  state.rebuild_indexes();  // the capacity limit may be another one
}

void on(State& state, const AgentStateChanged& fact) {
  with_agent(state, fact.agent, [&](Agent& agent) {
    const bool was_available = agent.state == AgentState::available;
    agent.state = fact.state;
    agent.reason = fact.reason;
    agent.since = fact.at;
    if (fact.state == AgentState::available && !was_available) agent.idle_since = fact.at;
  });
  if (fact.state != AgentState::available) return;
  for (auto& [id, task] : state.tasks)
    std::erase_if(task.passed, [&](const PassedOver& passed) { return passed.agent == fact.agent; });
}

void on(State& state, const AgentLinked& fact) {
  with_agent(state, fact.agent, [&](Agent& agent) { agent.connected = fact.connected; });
}

void on(State& state, const AgentRated& fact) {
  auto& quality = must_find(state.agents, fact.agent, "agent").quality;
  quality.satisfaction_permille = fact.satisfaction_permille;
  quality.resolution_permille = fact.resolution_permille;
}

void on(State& state, const ConversationStarted& fact) {
  Conversation conversation;
  conversation.id = fact.conversation;
  conversation.channel = fact.channel;
  conversation.direction = fact.direction;
  conversation.started = fact.at;
  conversation.contact = fact.contact;
  conversation.customer = fact.customer;
  conversation.tier = fact.tier;
  conversation.language = fact.language;
  conversation.number = fact.number;
  conversation.trunk = fact.trunk;
  conversation.site = fact.site;
  conversation.traits = fact.traits;
  conversation.case_id = fact.case_id;
  if (const auto* before = state.conversation(fact.instead_of)) {
    const auto* task = state.task(before->task);
    conversation.waits_since = task ? task->since : before->waits_since;
  }
  count(state.last_conversation, fact.conversation.value);
  state.conversations.emplace(fact.conversation, std::move(conversation));
}

void on(State& state, const CustomerLinked& fact) {
  auto& conversation = conversation_of(state, fact.conversation);
  conversation.customer = fact.customer;
  conversation.tier = fact.tier;
  conversation.traits = fact.traits;
  if (!fact.language.empty()) conversation.language = fact.language;
}

void on(State& state, const ParticipantJoined& fact) {
  Participant participant;
  participant.id = fact.participant;
  participant.kind = fact.kind;
  participant.agent = fact.agent;
  participant.leg = fact.leg;
  count(state.last_participant, fact.participant.value);
  conversation_of(state, fact.conversation).participants.push_back(participant);
  if (!fact.leg) return;
  count(state.last_leg, fact.leg.value);
  Leg leg;
  leg.id = fact.leg;
  leg.conversation = fact.conversation;
  leg.participant = fact.participant;
  state.legs.emplace(fact.leg, std::move(leg));
}

void on(State& state, const ParticipantLeft& fact) {
  participant_of(state, fact.conversation, fact.participant).left = true;
}

void on(State& state, const SegmentStarted& fact) {
  count(state.last_segment, fact.segment.value);
  participant_of(state, fact.conversation, fact.participant).segment = Segment{fact.segment, fact.kind, fact.queue, fact.at};
}

void on(State& state, const SegmentEnded& fact) {
  participant_of(state, fact.conversation, fact.participant).segment.reset();
}

void on(State& state, const ConversationEnded& fact) {
  auto& conversation = conversation_of(state, fact.conversation);
  conversation.ended = true;
  conversation.ended_by = fact.by;
  conversation.end_cause = fact.cause;
}

void on(State& state, const ConversationClosed& fact) { state.conversations.erase(fact.conversation); }

void on(State& state, const MuteChanged& fact) {
  participant_of(state, fact.conversation, fact.participant).muted = fact.on;
}

void on(State& state, const LegStateChanged& fact) {
  auto& leg = must_find(state.legs, fact.leg, "leg");
  leg.answered = leg.answered || fact.answered;
  if (!fact.descriptor.empty()) leg.descriptor = fact.descriptor;
}

void on(State& state, const LegGone& fact) { state.legs.erase(fact.leg); }

void on(State& state, const FlowStarted& fact) {
  FlowRun run;
  run.flow = fact.flow;
  run.configuration = fact.configuration;
  conversation_of(state, fact.conversation).flow = run;
}

void on(State& state, const FlowMoved& fact) {
  auto& run = conversation_of(state, fact.conversation).flow;
  if (!run) throw std::logic_error("fact about a flow that does not run");
  if (run->request) state.look_ups.erase(run->request);
  if (fact.request) state.look_ups.emplace(fact.request, fact.conversation);
  run->node = fact.node;
  run->attempt = fact.attempt;
  run->action = fact.action;
  run->request = fact.request;
  count(state.last_action, fact.action.value);
  count(state.last_request, fact.request.value);
}

void on(State& state, const ValueSet& fact) {
  count(state.last_payload, fact.value.value.payload.value);
  auto& values = conversation_of(state, fact.conversation).values;
  for (auto& known : values) {
    if (known.value.name != fact.value.name) continue;
    known.value = fact.value;
    if (!fact.label.empty()) known.label = fact.label;
    return;
  }
  values.push_back({fact.value, fact.label});
}

void on(State& state, const FlowEnded& fact) {
  auto& run = conversation_of(state, fact.conversation).flow;
  if (run && run->request) state.look_ups.erase(run->request);
  run.reset();
}

void on(State& state, const TimerSet& fact) {
  count(state.last_timer, fact.timer.value);
  const Timer timer{fact.timer, fact.due, fact.kind, fact.subject};
  state.timers.emplace(fact.timer, timer);
  indexes::add_timer(state, timer);
}

void on(State& state, const TimerCleared& fact) {
  const auto& timer = must_find(state.timers, fact.timer, "timer");
  indexes::remove_timer(state, timer);
  state.timers.erase(fact.timer);
}

void on(State& state, const TaskCreated& fact) {
  Task task;
  task.id = fact.task;
  task.conversation = fact.conversation;
  task.channel = fact.channel;
  task.queue = fact.queue;
  task.priority = fact.priority;
  task.required = fact.required;
  task.teams = fact.teams;
  task.since = fact.since.ms > 0 ? fact.since : fact.at;
  task.due = fact.due.ms > 0 ? fact.due : fact.at;
  task.entered = fact.entered ? fact.entered : fact.queue;
  task.added = fact.added;
  task.promised = fact.promised;
  task.by = fact.by;
  task.not_before = fact.not_before;
  task.asleep = fact.not_before > fact.at;
  task.only = fact.only;
  task.sticky = fact.sticky;
  task.blocked = fact.blocked;
  task.also = fact.also;
  task.rules = fact.rules;
  count(state.last_task, fact.task.value);
  indexes::join_lines(state, task);
  indexes::join_queue(state, task);
  state.tasks.emplace(fact.task, std::move(task));
  auto& conversation = conversation_of(state, fact.conversation);
  conversation.task = fact.task;
  conversation.queue = fact.queue;
  conversation.waits_since = WallTime{};
}

void on(State& state, const TaskChanged& fact) {
  auto& task = must_find(state.tasks, fact.task, "task");
  indexes::leave_lines(state, task);
  const bool whole = fact.due.ms > 0;  // version 1 had no more than the next three
  if (whole) leave_queue(state, task);
  task.required = fact.required;
  task.teams = fact.teams;
  task.relaxed = fact.step;
  if (whole) {
    task.priority = fact.priority;
    task.due = fact.due;
    task.not_before = fact.not_before;
    task.asleep = fact.not_before > fact.at;
    task.only = fact.only;
    task.sticky = fact.sticky;
    task.blocked = fact.blocked;
    task.also = fact.also;
    task.rules = fact.rules;
    indexes::join_queue(state, task);
  }
  indexes::join_lines(state, task);
}

void on(State& state, const OverflowChanged& fact) {
  if (fact.on)
    state.overflowing.insert({fact.queue, fact.way.step});
  else
    state.overflowing.erase({fact.queue, fact.way.step});
  const auto* load = state.queue_load(fact.queue);
  if (!load) return;
  for (const auto& key : load->waiting) {
    auto& task = must_find(state.tasks, std::get<TaskId>(key), "task");
    if (!task.reservation) indexes::leave_lines(state, task);
    std::erase_if(task.also, [&](const OverflowWay& way) { return way.step == fact.way.step; });
    if (fact.on) task.also.insert(std::ranges::upper_bound(task.also, fact.way.step, {}, &OverflowWay::step), fact.way);
    indexes::join_lines(state, task);
  }
}

void on(State& state, const OverflowTaken& fact) {
  conversation_of(state, fact.conversation).taken.push_back({fact.queue, fact.step});
}

void on(State& state, const TaskEnded& fact) {
  const auto& task = must_find(state.tasks, fact.task, "task");
  if (!task.reservation) indexes::leave_lines(state, task);
  if (fact.outcome == TaskOutcome::answered) note_taken(state, task, fact.at);
  leave_queue(state, task);
  auto& conversation = conversation_of(state, task.conversation);
  conversation.task = TaskId{};
  const bool keeps_place = fact.outcome == TaskOutcome::overflowed || fact.outcome == TaskOutcome::moved;
  if (keeps_place) conversation.waits_since = task.since;
  state.tasks.erase(fact.task);
}

void on(State& state, const ReservationMade& fact) {
  Reservation reservation;
  reservation.id = fact.reservation;
  reservation.task = fact.task;
  reservation.conversation = fact.conversation;
  reservation.agent = fact.agent;
  reservation.queue = fact.queue;
  reservation.channel = fact.channel;
  reservation.cost = fact.cost;
  reservation.made = fact.at;
  reservation.expires = fact.expires;
  reservation.leg = fact.leg;
  reservation.why = fact.why;
  count(state.last_reservation, fact.reservation.value);
  count(state.last_leg, fact.leg.value);
  state.reservations.emplace(fact.reservation, std::move(reservation));

  auto& task = must_find(state.tasks, fact.task, "task");
  indexes::leave_lines(state, task);
  task.reservation = fact.reservation;
  with_agent(state, fact.agent, [&](Agent& agent) {
    agent.offers.push_back(fact.reservation);
    agent.load += fact.cost;
    agent.offered_at = fact.at;
  });
}

void on(State& state, const ReservationEnded& fact) {
  const auto reservation = must_find(state.reservations, fact.reservation, "reservation");
  const bool accepted = fact.outcome == ReservationOutcome::accepted;
  with_agent(state, reservation.agent, [&](Agent& agent) {
    std::erase(agent.offers, fact.reservation);
    if (accepted) {
      agent.engagements.push_back(
          {reservation.conversation, reservation.channel, reservation.cost, reservation.queue, fact.at});
      agent.idle_since = fact.at;
    } else {
      agent.load -= reservation.cost;
    }
  });
  state.reservations.erase(fact.reservation);  // not before: the agent's place among the idle ones is found by it
  auto& task = must_find(state.tasks, reservation.task, "task");
  task.reservation = ReservationId{};
  if (fact.outcome == ReservationOutcome::rejected || fact.outcome == ReservationOutcome::timed_out) {
    std::erase_if(task.passed, [&](const PassedOver& passed) { return passed.agent == reservation.agent; });
    task.passed.push_back({reservation.agent, fact.at.plus_ms(passed_over_ms)});
  }
  if (accepted)
    ++state.load[reservation.queue].engaged;
  else
    indexes::join_lines(state, task);
}

void on(State& state, const CapacityReleased& fact) {
  with_agent(state, fact.agent, [&](Agent& agent) {
    for (const auto& engagement : agent.engagements) {
      if (engagement.conversation != fact.conversation) continue;
      const auto handled_ms = fact.at.since_ms(engagement.since);
      average_in(agent.quality.handle_ms, handled_ms);
      average_in(state.pace[engagement.queue].handle_ms, handled_ms);
      --state.load[engagement.queue].engaged;
    }
    std::erase_if(agent.engagements, [&](const Engagement& e) { return e.conversation == fact.conversation; });
    agent.load -= fact.cost;
    agent.idle_since = fact.at;
  });
}

void on(State& state, const MessageCreated& fact) {
  count(state.last_payload, fact.text.payload.value);
  count(state.last_message, fact.message.value);
  auto& conversation = conversation_of(state, fact.conversation);
  conversation.messages = fact.number;
  conversation.last_message = LastMessage{fact.text, fact.author, fact.at};
  if (fact.author == Author::customer) ++conversation.unread;
  if (fact.key == 0) return;
  auto& keys = conversation.keys;
  keys.push_back(fact.key);
  if (keys.size() > Conversation::kept_keys) keys.erase(keys.begin());
}

void on(State& state, const MessagesRead& fact) {
  auto& conversation = conversation_of(state, fact.conversation);
  conversation.read_up_to = fact.up_to;
  conversation.unread = std::min(conversation.unread, conversation.messages - fact.up_to);
}

void on(State& state, const RecordingStarted& fact) {
  count(state.last_recording, fact.recording.value);
  conversation_of(state, fact.conversation).recording = fact.recording;
}

void on(State& state, const RecordingEnded& fact) {
  conversation_of(state, fact.conversation).recording = RecordingId{};
}

void on(State&, const WrappedUp&) {}   // a row; what it frees is said by facts of its own
void on(State&, const RowChanged&) {}  // a row; reaches the engine as a stimulus where it matters

}  // namespace

void apply(State& state, const Fact& fact) {
  std::visit(
      [&](const auto& body) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(body)>, RowChanged>) state.now = std::max(state.now, body.at);
        on(state, body);
      },
      fact);
}

}  // namespace tandem
