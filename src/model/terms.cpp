#include "model/terms.hpp"

#include <array>

namespace tandem {
namespace {

// The word at `first + index`; a value outside the list can only come from a damaged record.
template <std::size_t N>
constexpr std::string_view pick(const std::array<std::string_view, N>& words, int value, int first) {
  const auto at = static_cast<unsigned>(value) - static_cast<unsigned>(first);  // below `first`: a number far too large
  return at < N ? words[at] : std::string_view("unknown");
}

template <class... Words>
constexpr auto list(Words... words) {
  return std::array<std::string_view, sizeof...(Words)>{words...};
}

}  // namespace

std::string_view name_of(Channel v) { return pick(list("voice", "webchat", "ticket", "email", "callback"), int(v), 1); }
std::string_view name_of(Direction v) { return pick(list("inbound", "outbound"), int(v), 1); }
std::string_view name_of(AgentState v) { return pick(list("offline", "available", "not_ready", "break"), int(v), 0); }
std::string_view name_of(PhoneKind v) { return pick(list("browser", "sip"), int(v), 1); }
std::string_view name_of(ParticipantKind v) { return pick(list("customer", "agent", "flow"), int(v), 1); }
std::string_view name_of(SegmentKind v) {
  return pick(list("flow", "waiting", "ringing", "talking", "hold", "wrap_up"), int(v), 1);
}
std::string_view name_of(Author v) { return pick(list("customer", "agent", "flow", "system"), int(v), 1); }
std::string_view name_of(ReservationOutcome v) {
  return pick(list("open", "accepted", "rejected", "timed_out", "cancelled", "rescinded"), int(v), 0);
}
std::string_view name_of(TaskOutcome v) {
  return pick(list("open", "answered", "abandoned", "overflowed", "moved"), int(v), 0);
}
std::string_view name_of(TaskChange v) {
  return pick(list("relaxed", "opened", "overflowed", "taken_back", "customer", "started"), int(v), 1);
}
std::string_view name_of(SkillKind v) {
  return pick(list("skill", "language", "region", "tier", "business", "complexity"), int(v), 0);
}
std::string_view name_of(StickyTo v) { return pick(list("nobody", "last", "owner"), int(v), 0); }
std::string_view name_of(OverflowWhen v) {
  return pick(list("waited", "waiting", "estimated_wait", "closed", "no_agents"), int(v), 1);
}
std::string_view name_of(EndedBy v) { return pick(list("nobody", "customer", "agent", "system"), int(v), 0); }
std::string_view name_of(EndCause v) {
  return pick(list("none", "hang_up", "rejected", "busy", "no_answer", "unreachable", "cancelled", "failed",
                   "connection_lost", "media_timeout", "server_restart", "flow_ended", "refused", "overload", "draining", "moved"),
              int(v), 0);
}
std::string_view name_of(LookUpKind v) { return pick(list("customer", "order"), int(v), 1); }
std::string_view name_of(LookUpResult v) { return pick(list("found", "not_found", "failed"), int(v), 1); }
std::string_view name_of(CollectEnd v) { return pick(list("complete", "no_input", "too_short", "stopped"), int(v), 1); }
std::string_view name_of(TimerKind v) {
  return pick(list("reservation", "wrap_up", "look_up", "agent_link", "flow_input", "retry", "wrap_up_grace", "relax",
                   "sticky", "overflow", "start", "hours"), int(v), 1);
}
std::string_view name_of(AgentChoice v) {
  return pick(list("longest_idle", "least_occupied", "most_skilled", "least_skilled", "round_robin", "best_score"), int(v), 1);
}
std::string_view name_of(Obstacle v) {
  return pick(list("none", "blocked", "not_skilled", "other_team", "kept", "signed_out", "not_available", "unreachable", "busy",
                   "passed_over"),
              int(v), 0);
}
std::string_view name_of(RowKind v) {
  return pick(list("customer", "identity", "order", "case", "note", "user", "session", "draft", "device"), int(v), 1);
}
std::string_view name_of(Change v) { return pick(list("created", "updated", "removed"), int(v), 1); }
std::string_view name_of(Refusal v) {
  return pick(list("none", "unknown_agent", "unknown_conversation", "unknown_reservation", "reservation_over", "not_yours",
                   "conversation_over", "not_a_call", "not_a_chat", "no_such_number", "no_such_site", "still_busy",
                   "not_in_wrap_up", "unknown_leg", "bad_reason", "duplicate", "phone_not_ready", "draining",
                   "no_such_queue", "not_waiting", "bad_value"),
              int(v), 0);
}

}  // namespace tandem
