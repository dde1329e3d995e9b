// What the engine decided, and what a service changed in a row. apply(State&, Fact) is the only thing that changes
// the state; projections, the live stream and recovery read facts. Each has a tag, a version and a golden file per
// version in the tests; tags are never reused. `at` is the time stamped on the stimulus.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "model/stimulus.hpp"

namespace tandem {

struct ConfigurationActivated {
  static constexpr int tag = 1, version = 3;
  static constexpr std::string_view name = "configuration.activated";
  WallTime at;
  Configuration configuration;
  static void fields(auto& self, auto& v) { v("at", self.at); v("configuration", self.configuration); }
};

struct AgentStateChanged {
  static constexpr int tag = 2, version = 1;
  static constexpr std::string_view name = "agent.state_changed";
  WallTime at;
  AgentId agent;
  AgentState state = AgentState::offline;
  std::string reason;
  UserId by;  // none: the engine (missed offer, lost desk)
  static void fields(auto& self, auto& v) { v("at", self.at); v("agent", self.agent); v("state", self.state); v("reason", self.reason); v("by", self.by); }
};

struct AgentLinked {
  static constexpr int tag = 3, version = 1;
  static constexpr std::string_view name = "agent.linked";
  WallTime at;
  AgentId agent;
  bool connected = false;
  static void fields(auto& self, auto& v) { v("at", self.at); v("agent", self.agent); v("connected", self.connected); }
};

// See RateAgent.
struct AgentRated {
  static constexpr int tag = 4, version = 1;
  static constexpr std::string_view name = "agent.rated";
  WallTime at;
  AgentId agent;
  int satisfaction_permille = -1, resolution_permille = -1;
  static void fields(auto& self, auto& v) {
    v("at", self.at); v("agent", self.agent); v("satisfaction_permille", self.satisfaction_permille);
    v("resolution_permille", self.resolution_permille);
  }
};

struct ConversationStarted {
  static constexpr int tag = 10, version = 2;
  static constexpr std::string_view name = "conversation.started";
  WallTime at;
  ConversationId conversation;
  Channel channel = Channel::voice;
  Direction direction = Direction::inbound;
  Private contact;
  CustomerId customer;
  std::string tier, language;
  NumberId number;
  TrunkId trunk;
  SiteId site;
  CustomerTraits traits;
  CaseId case_id;              // that it is about from the start
  ConversationId instead_of;   // what it goes on from by another channel
  static void fields(auto& self, auto& v) {
    v("at", self.at); v("conversation", self.conversation); v("channel", self.channel); v("direction", self.direction);
    v("contact", self.contact); v("customer", self.customer); v("tier", self.tier); v("language", self.language);
    v("number", self.number); v("trunk", self.trunk); v("site", self.site); v.since(2, "traits", self.traits);
    v.since(2, "case", self.case_id); v.since(2, "instead_of", self.instead_of);
  }
};

struct CustomerLinked {
  static constexpr int tag = 11, version = 2;
  static constexpr std::string_view name = "conversation.customer_linked";
  WallTime at;
  ConversationId conversation;
  CustomerId customer;
  std::string tier, language;
  CustomerTraits traits;
  static void fields(auto& self, auto& v) {
    v("at", self.at); v("conversation", self.conversation); v("customer", self.customer); v("tier", self.tier);
    v("language", self.language); v.since(2, "traits", self.traits);
  }
};

struct ParticipantJoined {
  static constexpr int tag = 12, version = 1;
  static constexpr std::string_view name = "participant.joined";
  WallTime at;
  ConversationId conversation;
  ParticipantId participant;
  ParticipantKind kind = ParticipantKind::customer;
  AgentId agent;
  LegId leg;
  static void fields(auto& self, auto& v) {
    v("at", self.at); v("conversation", self.conversation); v("participant", self.participant); v("kind", self.kind);
    v("agent", self.agent); v("leg", self.leg);
  }
};

struct ParticipantLeft {
  static constexpr int tag = 13, version = 1;
  static constexpr std::string_view name = "participant.left";
  WallTime at;
  ConversationId conversation;
  ParticipantId participant;
  EndCause cause = EndCause::none;
  static void fields(auto& self, auto& v) { v("at", self.at); v("conversation", self.conversation); v("participant", self.participant); v("cause", self.cause); }
};

struct SegmentStarted {
  static constexpr int tag = 14, version = 1;
  static constexpr std::string_view name = "segment.started";
  WallTime at;
  ConversationId conversation;
  ParticipantId participant;
  SegmentId segment;
  SegmentKind kind = SegmentKind::flow;
  QueueId queue;  // of waiting, ringing and what follows from it
  static void fields(auto& self, auto& v) {
    v("at", self.at); v("conversation", self.conversation); v("participant", self.participant); v("segment", self.segment);
    v("kind", self.kind); v("queue", self.queue);
  }
};

struct SegmentEnded {
  static constexpr int tag = 15, version = 1;
  static constexpr std::string_view name = "segment.ended";
  WallTime at;
  ConversationId conversation;
  ParticipantId participant;
  SegmentId segment;
  static void fields(auto& self, auto& v) { v("at", self.at); v("conversation", self.conversation); v("participant", self.participant); v("segment", self.segment); }
};

struct ConversationEnded {
  static constexpr int tag = 16, version = 1;
  static constexpr std::string_view name = "conversation.ended";
  WallTime at;
  ConversationId conversation;
  EndedBy by = EndedBy::nobody;
  EndCause cause = EndCause::none;
  static void fields(auto& self, auto& v) { v("at", self.at); v("conversation", self.conversation); v("by", self.by); v("cause", self.cause); }
};

// Nobody is on it any more and all wrap-up is done: it leaves the live state.
struct ConversationClosed {
  static constexpr int tag = 17, version = 1;
  static constexpr std::string_view name = "conversation.closed";
  WallTime at;
  ConversationId conversation;
  static void fields(auto& self, auto& v) { v("at", self.at); v("conversation", self.conversation); }
};

struct MuteChanged {
  static constexpr int tag = 18, version = 1;
  static constexpr std::string_view name = "participant.mute_changed";
  WallTime at;
  ConversationId conversation;
  ParticipantId participant;
  bool on = false;
  static void fields(auto& self, auto& v) { v("at", self.at); v("conversation", self.conversation); v("participant", self.participant); v("on", self.on); }
};

struct LegStateChanged {
  static constexpr int tag = 20, version = 1;
  static constexpr std::string_view name = "leg.state_changed";
  WallTime at;
  LegId leg;
  bool answered = false;
  std::string descriptor;  // empty: unchanged
  static void fields(auto& self, auto& v) { v("at", self.at); v("leg", self.leg); v("answered", self.answered); v("descriptor", self.descriptor); }
};

struct LegGone {
  static constexpr int tag = 21, version = 1;
  static constexpr std::string_view name = "leg.gone";
  WallTime at;
  LegId leg;
  EndCause cause = EndCause::none;
  EndedBy by = EndedBy::nobody;
  static void fields(auto& self, auto& v) { v("at", self.at); v("leg", self.leg); v("cause", self.cause); v("by", self.by); }
};

struct FlowStarted {
  static constexpr int tag = 30, version = 1;
  static constexpr std::string_view name = "flow.started";
  WallTime at;
  ConversationId conversation;
  FlowId flow;
  std::int64_t configuration = 0;  // version that this run is pinned to
  static void fields(auto& self, auto& v) { v("at", self.at); v("conversation", self.conversation); v("flow", self.flow); v("configuration", self.configuration); }
};

// The run stands at this node, waiting for what the node asked for.
struct FlowMoved {
  static constexpr int tag = 31, version = 1;
  static constexpr std::string_view name = "flow.moved";
  WallTime at;
  ConversationId conversation;
  NodeIndex node = flow_end;
  int attempt = 1;
  ActionId action;    // of a prompt or collection under way; none: none
  RequestId request;  // of a look-up under way; none: none
  static void fields(auto& self, auto& v) {
    v("at", self.at); v("conversation", self.conversation); v("node", self.node); v("attempt", self.attempt);
    v("action", self.action); v("request", self.request);
  }
};

struct ValueSet {
  static constexpr int tag = 32, version = 1;
  static constexpr std::string_view name = "flow.value_set";
  WallTime at;
  ConversationId conversation;
  NamedValue value;
  Localized label;  // not empty: shown to the agent under this label
  static void fields(auto& self, auto& v) { v("at", self.at); v("conversation", self.conversation); v("value", self.value); v("label", self.label); }
};

struct FlowEnded {
  static constexpr int tag = 33, version = 1;
  static constexpr std::string_view name = "flow.ended";
  WallTime at;
  ConversationId conversation;
  static void fields(auto& self, auto& v) { v("at", self.at); v("conversation", self.conversation); }
};

struct TimerSet {
  static constexpr int tag = 40, version = 1;
  static constexpr std::string_view name = "timer.set";
  WallTime at;
  TimerId timer;
  WallTime due;
  TimerKind kind = TimerKind::reservation;
  std::int64_t subject = 0;  // the reservation, conversation, request or agent it is about
  static void fields(auto& self, auto& v) { v("at", self.at); v("timer", self.timer); v("due", self.due); v("kind", self.kind); v("subject", self.subject); }
};

struct TimerCleared {
  static constexpr int tag = 41, version = 1;
  static constexpr std::string_view name = "timer.cleared";
  WallTime at;
  TimerId timer;
  static void fields(auto& self, auto& v) { v("at", self.at); v("timer", self.timer); }
};

// Agents of another queue who may take a task as well, for as long as its own queue overflows.
struct OverflowWay {
  int step = 0;   // of the queue's overflows, from 1
  QueueId queue;  // whose agents
  std::vector<SkillLevel> required;
  std::vector<TeamId> teams;
  bool operator==(const OverflowWay&) const = default;
  static void fields(auto& self, auto& v) {
    v("step", self.step); v("queue", self.queue); v("required", self.required); v("teams", self.teams);
  }
};

struct TaskCreated {
  static constexpr int tag = 50, version = 3;
  static constexpr std::string_view name = "task.created";
  WallTime at;
  TaskId task;
  ConversationId conversation;
  Channel channel = Channel::voice;
  QueueId queue;
  int priority = 0;
  std::vector<SkillLevel> required;
  std::vector<TeamId> teams;
  WallTime due;  // what is due first goes first (Task::due); version 1 had none: then when it was created
  WallTime since;                  // it waits: before `at` where it kept its place; versions 1 and 2: when it was created
  WallTime not_before;             // offered to nobody until then; 0: at once
  AgentId only;                    // kept for this agent until TaskChanged opens it; none: for anybody
  StickyTo sticky = StickyTo::nobody;  // why
  std::vector<AgentId> blocked;    // never to these; sorted
  std::vector<OverflowWay> also;
  std::vector<std::string> rules;  // that applied, by name
  int estimate_ms = -1;            // how long it was thought to wait; -1: nothing to go by
  QueueId entered;                 // the queue that the flow chose, before any rule
  int added = 0;                   // the priority that came with it, before any rule
  WallTime promised;               // answered by then, whatever the queue's target; 0: nothing was promised
  UserId by;                       // who put it into this queue; none: its flow, or the engine
  WallTime entered_at() const { return std::max(at, not_before); }  // from when on it waits in this queue
  static void fields(auto& self, auto& v) {
    v("at", self.at); v("task", self.task); v("conversation", self.conversation); v("channel", self.channel);
    v("queue", self.queue); v("priority", self.priority); v("required", self.required); v.since(2, "teams", self.teams);
    v.since(2, "due", self.due); v.since(3, "since", self.since); v.since(3, "not_before", self.not_before);
    v.since(3, "only", self.only); v.since(3, "sticky", self.sticky); v.since(3, "blocked", self.blocked);
    v.since(3, "also", self.also); v.since(3, "rules", self.rules); v.since(3, "estimate_ms", self.estimate_ms);
    v.since(3, "entered", self.entered); v.since(3, "added", self.added);
    v.since(3, "promised", self.promised); v.since(3, "by", self.by);
  }
};

// A task asks for something else from now on. All of it is written down, changed or not.
struct TaskChanged {
  static constexpr int tag = 55, version = 2;
  static constexpr std::string_view name = "task.changed";
  WallTime at;
  TaskId task;
  int step = 0;  // relaxations of the queue that have been taken
  std::vector<SkillLevel> required;
  std::vector<TeamId> teams;
  TaskChange change = TaskChange::relaxed;  // version 1 was of these alone, without what follows
  int priority = 0;
  WallTime due;  // never 0 from version 2 on
  WallTime not_before;
  AgentId only;
  StickyTo sticky = StickyTo::nobody;
  std::vector<AgentId> blocked;
  std::vector<OverflowWay> also;
  std::vector<std::string> rules;
  static void fields(auto& self, auto& v) {
    v("at", self.at); v("task", self.task); v("step", self.step); v("required", self.required); v("teams", self.teams);
    v.since(2, "change", self.change); v.since(2, "priority", self.priority);
    v.since(2, "due", self.due); v.since(2, "not_before", self.not_before); v.since(2, "only", self.only);
    v.since(2, "sticky", self.sticky); v.since(2, "blocked", self.blocked); v.since(2, "also", self.also);
    v.since(2, "rules", self.rules);
  }
};

// A queue is fuller than one of its overflows allows, or no longer. Everything that waits in it gets this way, or loses it.
struct OverflowChanged {
  static constexpr int tag = 56, version = 1;
  static constexpr std::string_view name = "queue.overflow_changed";
  WallTime at;
  QueueId queue;
  bool on = false;
  OverflowWay way;
  static void fields(auto& self, auto& v) { v("at", self.at); v("queue", self.queue); v("on", self.on); v("way", self.way); }
};

// A conversation goes through the flow of one of a queue's overflows: not again.
struct OverflowTaken {
  static constexpr int tag = 57, version = 1;
  static constexpr std::string_view name = "conversation.overflow_taken";
  WallTime at;
  ConversationId conversation;
  QueueId queue;
  int step = 0;  // of the queue's overflows, from 1
  static void fields(auto& self, auto& v) { v("at", self.at); v("conversation", self.conversation); v("queue", self.queue); v("step", self.step); }
};

struct TaskEnded {
  static constexpr int tag = 51, version = 1;
  static constexpr std::string_view name = "task.ended";
  WallTime at;
  TaskId task;
  TaskOutcome outcome = TaskOutcome::answered;
  static void fields(auto& self, auto& v) { v("at", self.at); v("task", self.task); v("outcome", self.outcome); }
};

// Why this agent: enough for one sentence, none of it a person's.
struct RoutingReason {
  std::vector<SkillLevel> matched;  // the agent's own levels of the skills asked for
  int candidates = 0;               // who could have taken it at this moment
  std::int64_t idle_ms = 0;         // how long the agent had been free
  AgentChoice choose = AgentChoice::longest_idle;
  int relaxed = 0;                  // steps of relaxation before somebody could take it
  StickyTo sticky = StickyTo::nobody;  // it was kept for this agent
  QueueId overflow;                 // the agent is of this other queue, which helps out; none: of its own
  int score_permille = 0;           // best_score: the agent's
  std::vector<std::string> rules;   // that applied to the contact
  static void fields(auto& self, auto& v) {
    v("matched", self.matched); v("candidates", self.candidates); v("idle_ms", self.idle_ms);
    v.since(2, "choose", self.choose); v.since(2, "relaxed", self.relaxed); v.since(3, "sticky", self.sticky);
    v.since(3, "overflow", self.overflow); v.since(3, "score_permille", self.score_permille);
    v.since(3, "rules", self.rules);
  }
};

struct ReservationMade {
  static constexpr int tag = 52, version = 3;
  static constexpr std::string_view name = "reservation.made";
  WallTime at;
  ReservationId reservation;
  TaskId task;
  ConversationId conversation;
  AgentId agent;
  QueueId queue;
  Channel channel = Channel::voice;
  int cost = 0;
  WallTime expires;
  LegId leg;  // the agent's leg of a call; none for other channels
  RoutingReason why;
  static void fields(auto& self, auto& v) {
    v("at", self.at); v("reservation", self.reservation); v("task", self.task); v("conversation", self.conversation);
    v("agent", self.agent); v("queue", self.queue); v("channel", self.channel); v("cost", self.cost);
    v("expires", self.expires); v("leg", self.leg); v("why", self.why);
  }
};

struct ReservationEnded {
  static constexpr int tag = 53, version = 1;
  static constexpr std::string_view name = "reservation.ended";
  WallTime at;
  ReservationId reservation;
  ReservationOutcome outcome = ReservationOutcome::accepted;
  std::string reason;  // of a rejection
  static void fields(auto& self, auto& v) { v("at", self.at); v("reservation", self.reservation); v("outcome", self.outcome); v("reason", self.reason); }
};

// The capacity that an accepted reservation took is free again (once, whatever ended first).
struct CapacityReleased {
  static constexpr int tag = 54, version = 1;
  static constexpr std::string_view name = "agent.capacity_released";
  WallTime at;
  AgentId agent;
  ConversationId conversation;
  int cost = 0;
  static void fields(auto& self, auto& v) { v("at", self.at); v("agent", self.agent); v("conversation", self.conversation); v("cost", self.cost); }
};

struct MessageCreated {
  static constexpr int tag = 60, version = 1;
  static constexpr std::string_view name = "message.created";
  WallTime at;
  ConversationId conversation;
  MessageId message;
  int number = 0;  // 1, 2, … within the conversation
  Author author = Author::customer;
  AgentId agent;
  std::int64_t key = 0;
  Private text;
  static void fields(auto& self, auto& v) {
    v("at", self.at); v("conversation", self.conversation); v("message", self.message); v("number", self.number);
    v("author", self.author); v("agent", self.agent); v("key", self.key); v("text", self.text);
  }
};

struct MessagesRead {
  static constexpr int tag = 61, version = 1;
  static constexpr std::string_view name = "conversation.read";
  WallTime at;
  ConversationId conversation;
  AgentId agent;
  int up_to = 0;
  static void fields(auto& self, auto& v) { v("at", self.at); v("conversation", self.conversation); v("agent", self.agent); v("up_to", self.up_to); }
};

struct RecordingStarted {
  static constexpr int tag = 70, version = 1;
  static constexpr std::string_view name = "recording.started";
  WallTime at;
  RecordingId recording;
  ConversationId conversation;
  static void fields(auto& self, auto& v) { v("at", self.at); v("recording", self.recording); v("conversation", self.conversation); }
};

struct RecordingEnded {
  static constexpr int tag = 71, version = 1;
  static constexpr std::string_view name = "recording.ended";
  WallTime at;
  RecordingId recording;
  ConversationId conversation;
  static void fields(auto& self, auto& v) { v("at", self.at); v("recording", self.recording); v("conversation", self.conversation); }
};

struct WrappedUp {
  static constexpr int tag = 80, version = 1;
  static constexpr std::string_view name = "conversation.wrapped_up";
  WallTime at;
  ConversationId conversation;
  ParticipantId participant;
  AgentId agent;
  std::string disposition;  // empty: the time ran out
  Private note;
  CaseId case_id;
  static void fields(auto& self, auto& v) {
    v("at", self.at); v("conversation", self.conversation); v("participant", self.participant); v("agent", self.agent);
    v("disposition", self.disposition); v("note", self.note); v("case", self.case_id);
  }
};

// A service wrote a row in the same transaction as this record. The engine's state does not change.
struct RowChanged {
  static constexpr int tag = 90, version = 1;
  static constexpr std::string_view name = "row.changed";
  WallTime at;
  RowKind kind = RowKind::customer;
  Change change = Change::updated;
  std::int64_t id = 0;
  std::int64_t owner = 0;  // the customer it belongs to; 0: none
  UserId by;
  std::vector<std::string> changed;  // names of the fields
  static void fields(auto& self, auto& v) {
    v("at", self.at); v("kind", self.kind); v("change", self.change); v("id", self.id); v("owner", self.owner);
    v("by", self.by); v("changed", self.changed);
  }
};

using Fact = std::variant<ConfigurationActivated, AgentStateChanged, AgentLinked, ConversationStarted, CustomerLinked,
                          ParticipantJoined, ParticipantLeft, SegmentStarted, SegmentEnded, ConversationEnded,
                          ConversationClosed, MuteChanged, LegStateChanged, LegGone, FlowStarted, FlowMoved, ValueSet,
                          FlowEnded, TimerSet, TimerCleared, TaskCreated, TaskChanged, OverflowChanged, OverflowTaken, TaskEnded, ReservationMade, ReservationEnded,
                          CapacityReleased, AgentRated, MessageCreated, MessagesRead, RecordingStarted, RecordingEnded, WrappedUp,
                          RowChanged>;

}  // namespace tandem
