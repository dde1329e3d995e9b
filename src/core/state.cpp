#include "core/state.hpp"

#include <algorithm>

namespace tandem {
namespace {

// The encoded part of a state, in one place for writing and reading.
struct SnapshotFields {
  static void fields(auto& self, auto& v) {
    auto& s = *self.state;
    v("now", s.now); v("last_conversation", s.last_conversation); v("last_participant", s.last_participant);
    v("last_segment", s.last_segment); v("last_task", s.last_task); v("last_reservation", s.last_reservation);
    v("last_recording", s.last_recording); v("last_timer", s.last_timer); v("last_action", s.last_action);
    v("last_request", s.last_request); v("last_payload", s.last_payload); v("last_leg", s.last_leg);
    v("last_message", s.last_message); v("agents", s.agents); v("conversations", s.conversations); v("tasks", s.tasks);
    v("reservations", s.reservations); v("legs", s.legs); v("timers", s.timers); v("pace", s.pace);
    v("overflowing", s.overflowing);
  }
};
struct SnapshotWriter : SnapshotFields { const State* state = nullptr; };
struct SnapshotReader : SnapshotFields { State* state = nullptr; };

constexpr int snapshot_version = 3;

}  // namespace

const Participant* Conversation::find(ParticipantId wanted) const {
  for (const auto& participant : participants)
    if (participant.id == wanted) return &participant;
  return nullptr;
}

const Participant* Conversation::of_kind(ParticipantKind kind) const {
  for (const auto& participant : participants)
    if (participant.kind == kind && !participant.left) return &participant;
  return nullptr;
}

const Participant* Conversation::of_agent(AgentId agent) const {
  for (const auto& participant : participants)
    if (participant.agent == agent && participant.kind == ParticipantKind::agent && !participant.left) return &participant;
  return nullptr;
}

const std::string* Conversation::value(std::string_view name) const {
  for (const auto& collected : values)
    if (collected.value.name == name) return &collected.value.value.text;
  return nullptr;
}

bool WaitingOrder::operator()(const WaitingClass& a, const WaitingClass& b) const {
  if (a.only != b.only) return a.only < b.only;
  if (a.home() != b.home()) return a.home() < b.home();
  if (a.channel != b.channel) return a.channel < b.channel;
  if (a.teams != b.teams) return a.teams < b.teams;
  return std::lexicographical_compare(
      a.required.begin(), a.required.end(), b.required.begin(), b.required.end(),
      [](const SkillLevel& x, const SkillLevel& y) { return std::tie(x.skill, x.level) < std::tie(y.skill, y.level); });
}

const Agent* State::agent(AgentId id) const { return agents.get(id); }
const Conversation* State::conversation(ConversationId id) const { return conversations.get(id); }
const Task* State::task(TaskId id) const { return tasks.get(id); }
const Reservation* State::reservation(ReservationId id) const { return reservations.get(id); }
const Leg* State::leg(LegId id) const { return legs.get(id); }

const std::vector<ReadyLine>& State::ready_with(SkillId skill) const {
  static const std::vector<ReadyLine> nobody;
  const auto at = ready.find(skill.value);
  return at == ready.end() ? nobody : at->second;
}

const QueueLoad* State::queue_load(QueueId id) const {
  const auto at = load.find(id);
  return at == load.end() ? nullptr : &at->second;
}

const Timer* State::timer(TimerKind kind, std::int64_t subject) const {
  const auto at = timer_of.find({static_cast<int>(kind), subject});
  return at == timer_of.end() ? nullptr : timers.get(at->second);
}

std::optional<WallTime> State::next_due() const {
  if (due.empty()) return std::nullopt;
  return due.begin()->first;
}

ConfigurationPtr State::configuration_of(std::int64_t version) const {
  if (configuration->version == version) return configuration;
  const auto at = pinned.find(version);
  return at == pinned.end() ? nullptr : at->second;
}

std::string encode_state(const State& state) {
  codec::Writer out;
  out.put(snapshot_version);
  out.put(*state.configuration);
  out.put_unsigned(state.pinned.size());
  for (const auto& [version, configuration] : state.pinned) out.put(*configuration);
  SnapshotWriter fields;
  fields.state = &state;
  SnapshotFields::fields(fields, out);
  return out.take();
}

Result<State> decode_state(std::string_view bytes, const codec::Reader::Resolve& resolve) {
  codec::Reader in(bytes, snapshot_version, resolve);
  int version = 0;
  in.get(version);
  if (in.error()) return fail(in.error(), "snapshot");
  if (version != snapshot_version) return fail(make_error_code(codec::errc::newer_version), "snapshot");
  State state;
  Configuration configuration;
  in.get(configuration);
  state.configuration = std::make_shared<const Configuration>(std::move(configuration));
  const auto pinned = in.get_unsigned();
  for (std::uint64_t i = 0; i < pinned && !in.error(); ++i) {
    Configuration old;
    in.get(old);
    const auto number = old.version;
    state.pinned.emplace(number, std::make_shared<const Configuration>(std::move(old)));
  }
  SnapshotReader fields;
  fields.state = &state;
  SnapshotFields::fields(fields, in);
  if (in.error()) return fail(in.error(), "snapshot");
  if (!in.at_end()) return fail(make_error_code(codec::errc::too_long), "snapshot");
  state.rebuild_indexes();
  return state;
}

}  // namespace tandem
