// The engine's state: live things only (open conversations, tasks, reservations, agents, legs, flow runs, timers and the
// configuration). Customers, cases and messages are rows elsewhere. Only apply() changes it; it is a value that can be
// copied, encoded as a snapshot and compared. Everything iterates in a fixed order. Not thread-safe.
#pragma once

#include <absl/container/btree_set.h>
#include <absl/container/flat_hash_map.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/result.hpp"
#include "model/configuration.hpp"
#include "model/fact.hpp"
#include "model/record.hpp"

namespace tandem {

// One conversation that takes part of an agent's capacity, from the accepted reservation to the end of wrap-up.
struct Engagement {
  ConversationId conversation;
  Channel channel = Channel::voice;
  int cost = 0;
  QueueId queue;
  WallTime since;
  static void fields(auto& self, auto& v) {
    v("conversation", self.conversation); v("channel", self.channel); v("cost", self.cost); v("queue", self.queue);
    v("since", self.since);
  }
};

// How an agent's contacts turn out, for AgentChoice::best_score.
struct AgentQuality {
  std::int64_t handle_ms = 0;      // moving average over what they finished; 0: nothing yet
  int satisfaction_permille = -1;  // -1: not known
  int resolution_permille = -1;
  static void fields(auto& self, auto& v) {
    v("handle_ms", self.handle_ms); v("satisfaction_permille", self.satisfaction_permille);
    v("resolution_permille", self.resolution_permille);
  }
};

struct Agent {
  AgentId id;
  AgentState state = AgentState::offline;
  std::string reason;
  WallTime since;       // in this state
  WallTime idle_since;  // last time that work ended or began, or the state became available
  WallTime offered_at;  // last time that something was offered
  bool connected = false;
  std::vector<Engagement> engagements;
  std::vector<ReservationId> offers;
  int load = 0;  // engagements and open offers; more than capacity_limit where something interrupts something else
  AgentQuality quality;
  const AgentProfile* profile = nullptr;  // in State::configuration; derived; null: no longer configured
  static void fields(auto& self, auto& v) {
    v("id", self.id); v("state", self.state); v("reason", self.reason); v("since", self.since);
    v("idle_since", self.idle_since); v("offered_at", self.offered_at); v("connected", self.connected); v("engagements", self.engagements);
    v("offers", self.offers); v("load", self.load); v("quality", self.quality);
  }
};

struct Segment {
  SegmentId id;
  SegmentKind kind = SegmentKind::flow;
  QueueId queue;
  WallTime since;
  static void fields(auto& self, auto& v) { v("id", self.id); v("kind", self.kind); v("queue", self.queue); v("since", self.since); }
};

struct Participant {
  ParticipantId id;
  ParticipantKind kind = ParticipantKind::customer;
  AgentId agent;
  LegId leg;
  bool left = false;
  bool muted = false;
  std::optional<Segment> segment;  // the one that runs
  static void fields(auto& self, auto& v) {
    v("id", self.id); v("kind", self.kind); v("agent", self.agent); v("leg", self.leg); v("left", self.left);
    v("muted", self.muted); v("segment", self.segment);
  }
};

// A flow that runs on a conversation. It is parked at `node` until its action, request or input comes back.
struct FlowRun {
  FlowId flow;
  std::int64_t configuration = 0;
  NodeIndex node = flow_end;
  int attempt = 1;
  ActionId action;
  RequestId request;
  static void fields(auto& self, auto& v) {
    v("flow", self.flow); v("configuration", self.configuration); v("node", self.node); v("attempt", self.attempt);
    v("action", self.action); v("request", self.request);
  }
};

struct CollectedValue {
  NamedValue value;
  Localized label;
  static void fields(auto& self, auto& v) { v("value", self.value); v("label", self.label); }
};

struct LastMessage {
  Private text;
  Author author = Author::customer;
  WallTime at;
  static void fields(auto& self, auto& v) { v("text", self.text); v("author", self.author); v("at", self.at); }
};

// An overflow's flow that a conversation has been through: not again.
struct TakenOverflow {
  QueueId queue;
  int step = 0;  // of the queue's overflows, from 1
  bool operator==(const TakenOverflow&) const = default;
  static void fields(auto& self, auto& v) { v("queue", self.queue); v("step", self.step); }
};

struct Conversation {
  ConversationId id;
  Channel channel = Channel::voice;
  Direction direction = Direction::inbound;
  WallTime started;
  Private contact;
  CustomerId customer;
  std::string tier, language;
  CustomerTraits traits;
  CaseId case_id;  // that it is about from the start
  NumberId number;
  TrunkId trunk;
  SiteId site;
  std::vector<Participant> participants;  // in the order they joined
  std::optional<FlowRun> flow;
  std::vector<CollectedValue> values;  // in the order they were first set
  TaskId task;        // waiting or offered; none once answered
  QueueId queue;      // last one entered
  WallTime waits_since;  // its place, kept while it is away in an overflow's flow; 0: none
  std::vector<TakenOverflow> taken;
  RecordingId recording;  // running; none otherwise
  int messages = 0;   // highest number given
  int read_up_to = 0; // by an agent
  int unread = 0;     // of the customer's
  std::vector<std::int64_t> keys;  // of the last messages, oldest first (kept_keys of them)
  std::optional<LastMessage> last_message;
  bool ended = false;
  EndedBy ended_by = EndedBy::nobody;
  EndCause end_cause = EndCause::none;
  static constexpr std::size_t kept_keys = 128;

  const Participant* find(ParticipantId wanted) const;
  const Participant* of_kind(ParticipantKind kind) const;    // the first that has not left
  const Participant* of_agent(AgentId agent) const;          // that has not left
  const std::string* value(std::string_view name) const;     // of a collected value
  static void fields(auto& self, auto& v) {
    v("id", self.id); v("channel", self.channel); v("direction", self.direction); v("started", self.started);
    v("contact", self.contact); v("customer", self.customer); v("tier", self.tier); v("language", self.language);
    v("number", self.number); v("trunk", self.trunk); v("site", self.site); v("participants", self.participants);
    v("flow", self.flow); v("values", self.values); v("task", self.task); v("queue", self.queue);
    v("recording", self.recording); v("messages", self.messages); v("read_up_to", self.read_up_to);
    v("unread", self.unread); v("keys", self.keys); v("last_message", self.last_message); v("ended", self.ended);
    v("ended_by", self.ended_by); v("end_cause", self.end_cause); v("traits", self.traits); v("case", self.case_id);
    v("waits_since", self.waits_since); v("taken", self.taken);
  }
};

// An agent who let this task go: not asked again before `until`, unless they make themselves available anew.
struct PassedOver {
  AgentId agent;
  WallTime until;
  static void fields(auto& self, auto& v) { v("agent", self.agent); v("until", self.until); }
};

struct Task {
  TaskId id;
  ConversationId conversation;
  Channel channel = Channel::voice;
  QueueId queue;
  int priority = 0;
  std::vector<SkillLevel> required;
  std::vector<TeamId> teams;  // an agent is of one of them; empty: of any team
  WallTime since;  // it entered the queue: kept through offers, misses and restarts
  // Its place: when it should be answered (`since` and the queue's target), earlier by ageing_ms for each point of
  // priority. A constant, so nothing starves: what comes later than `due` and the most that priority can be worth never
  // goes first.
  WallTime due;
  QueueId entered;            // the queue that the flow chose, and the priority that came with it: rules are
  int added = 0;              // looked at anew from here when something changes
  WallTime promised;          // answered by then, whatever the queue's target; 0: nothing was promised
  UserId by;                  // who put it into this queue; none: its flow, or the engine
  WallTime not_before;        // later than now: it is not offered yet (`asleep`)
  bool asleep = false;
  AgentId only;               // kept for this agent; none: for anybody
  StickyTo sticky = StickyTo::nobody;
  std::vector<AgentId> blocked;    // never to these; sorted
  std::vector<OverflowWay> also;   // others who may take it, by step
  std::vector<std::string> rules;  // that applied
  int relaxed = 0;            // steps of its queue's relaxations that have been taken
  ReservationId reservation;  // open offer; none: waiting
  std::vector<PassedOver> passed;
  static void fields(auto& self, auto& v) {
    v("id", self.id); v("conversation", self.conversation); v("channel", self.channel); v("queue", self.queue);
    v("priority", self.priority); v("required", self.required); v("teams", self.teams); v("since", self.since);
    v("due", self.due); v("relaxed", self.relaxed); v("reservation", self.reservation); v("passed", self.passed);
    v("entered", self.entered); v("added", self.added); v("promised", self.promised); v("by", self.by); v("not_before", self.not_before); v("asleep", self.asleep);
    v("only", self.only); v("sticky", self.sticky); v("blocked", self.blocked); v("also", self.also);
    v("rules", self.rules);
  }
};

struct Reservation {
  ReservationId id;
  TaskId task;
  ConversationId conversation;
  AgentId agent;
  QueueId queue;
  Channel channel = Channel::voice;
  int cost = 0;
  WallTime made, expires;
  LegId leg;
  RoutingReason why;
  static void fields(auto& self, auto& v) {
    v("id", self.id); v("task", self.task); v("conversation", self.conversation); v("agent", self.agent);
    v("queue", self.queue); v("channel", self.channel); v("cost", self.cost); v("made", self.made);
    v("expires", self.expires); v("leg", self.leg); v("why", self.why);
  }
};

struct Leg {
  LegId id;
  ConversationId conversation;
  ParticipantId participant;
  bool answered = false;
  std::string descriptor;
  static void fields(auto& self, auto& v) {
    v("id", self.id); v("conversation", self.conversation); v("participant", self.participant);
    v("answered", self.answered); v("descriptor", self.descriptor);
  }
};

struct Timer {
  TimerId id;
  WallTime due;
  TimerKind kind = TimerKind::reservation;
  std::int64_t subject = 0;
  static void fields(auto& self, auto& v) { v("id", self.id); v("due", self.due); v("kind", self.kind); v("subject", self.subject); }
};

// How fast a queue moves: what an estimate of the wait is made from.
struct QueuePace {
  std::int64_t interval_ms = 0;  // moving average of the time between two contacts taken while others waited; 0: none yet
  std::int64_t handle_ms = 0;    // moving average of the time an agent has for one; 0: none yet
  WallTime last_taken;
  bool backlog = false;          // somebody has waited ever since `last_taken`
  static void fields(auto& self, auto& v) {
    v("interval_ms", self.interval_ms); v("handle_ms", self.handle_ms); v("last_taken", self.last_taken);
    v("backlog", self.backlog);
  }
};

// Tasks that ask for the same thing wait in one line. A task that several groups of agents may take stands in several.
struct WaitingClass {
  AgentId only;
  Channel channel = Channel::voice;
  std::vector<SkillLevel> required;
  std::vector<TeamId> teams;
  // The skill under which it is found from an agent's side: the first that is asked for; none: any agent may do.
  SkillId home() const { return required.empty() ? SkillId{} : required.front().skill; }
};
// Where the lines that are kept for an agent (or for nobody) and are found under a skill begin.
struct LinesOf {
  AgentId only;
  SkillId home;
};
struct WaitingOrder {
  using is_transparent = void;
  bool operator()(const WaitingClass& a, const WaitingClass& b) const;
  bool operator()(const WaitingClass& a, LinesOf b) const { return std::tuple(a.only, a.home()) < std::tuple(b.only, b.home); }
};
using WaitingKey = std::tuple<WallTime, WallTime, TaskId>;  // due, since, id: the first goes first
using IdleKey = std::tuple<bool, WallTime, AgentId>;   // has work, idle since, id: the first is asked first

// Who has room for one more of exactly these channels (see indexes::channel_bit).
struct ReadyLine {
  unsigned channels = 0;
  absl::btree_set<IdleKey> agents;
  bool operator==(const ReadyLine&) const = default;
};

// What is going on in a queue at this moment.
struct QueueLoad {
  absl::btree_set<WaitingKey> waiting;  // those being offered included, those asleep not
  int engaged = 0;                      // contacts from it that agents have
};

// Ids counted by the state are far below those that an IdSource makes (base/id_source.hpp).
inline constexpr std::int64_t counted_ids_below = std::int64_t{1} << 40;

struct State {
  WallTime now;  // of the last fact; never decreases
  std::int64_t last_conversation = 0, last_participant = 0, last_segment = 0, last_task = 0, last_reservation = 0,
               last_recording = 0, last_timer = 0, last_action = 0, last_request = 0, last_payload = 0, last_leg = 0,
               last_message = 0;
  ConfigurationPtr configuration = std::make_shared<const Configuration>();
  std::map<std::int64_t, ConfigurationPtr> pinned;  // versions that running flows still use
  IdTable<AgentId, Agent> agents;
  IdTable<ConversationId, Conversation> conversations;
  IdTable<TaskId, Task> tasks;
  IdTable<ReservationId, Reservation> reservations;
  SparseIdTable<LegId, Leg> legs;  // those of callers have ids from outside
  IdTable<TimerId, Timer> timers;
  std::map<QueueId, QueuePace> pace;
  std::set<std::pair<QueueId, int>> overflowing;  // queue and step (from 1) of the overflows that are on

  // Derived from the above by apply() and rebuild_indexes(); not in snapshots.
  std::map<WaitingClass, absl::btree_set<WaitingKey>, WaitingOrder> waiting;  // tasks without an open offer
  // Available agents, under each skill of theirs and, everybody, under none; never iterated.
  absl::flat_hash_map<std::int64_t, std::vector<ReadyLine>> ready;
  absl::btree_set<std::pair<WallTime, TimerId>> due;
  absl::flat_hash_map<std::pair<int, std::int64_t>, TimerId> timer_of;  // by kind and subject: at most one; never iterated
  std::map<RequestId, ConversationId> look_ups;  // flows parked at a look-up
  std::map<QueueId, QueueLoad> load;

  std::optional<WallTime> next_due() const;  // when the driver must send TimersDue
  const Agent* agent(AgentId id) const;
  const Conversation* conversation(ConversationId id) const;
  const Task* task(TaskId id) const;
  const Reservation* reservation(ReservationId id) const;
  const Leg* leg(LegId id) const;
  const Timer* timer(TimerKind kind, std::int64_t subject) const;
  const QueueLoad* queue_load(QueueId id) const;  // null: nothing goes on in it
  const std::vector<ReadyLine>& ready_with(SkillId skill) const;  // none: whatever their skills; by channels, none empty
  ConfigurationPtr configuration_of(std::int64_t version) const;  // null: not kept
  void rebuild_indexes();
};

// The only function that changes a state: used by the engine while it decides and by everything that recovers.
void apply(State& state, const Fact& fact);

// A snapshot: a cache of the state at a position of the journal. Private values stand as payload ids only.
std::string encode_state(const State& state);
Result<State> decode_state(std::string_view bytes, const codec::Reader::Resolve& resolve);

}  // namespace tandem
