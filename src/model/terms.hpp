// The closed vocabularies of the model. Values are written to the journal: never renumber, only append.
// name_of gives the word used by the API and by golden files.
#pragma once

#include <string_view>

namespace tandem {

enum class Channel { voice = 1, webchat = 2, ticket = 3, email = 4, callback = 5 };
enum class Direction { inbound = 1, outbound = 2 };
enum class AgentState { offline = 0, available = 1, not_ready = 2, on_break = 3 };
enum class PhoneKind { browser = 1, sip = 2 };
enum class ParticipantKind { customer = 1, agent = 2, flow = 3 };
enum class SegmentKind { flow = 1, waiting = 2, ringing = 3, talking = 4, hold = 5, wrap_up = 6 };
enum class Author { customer = 1, agent = 2, flow = 3, system = 4 };
enum class ReservationOutcome { open = 0, accepted = 1, rejected = 2, timed_out = 3, cancelled = 4, rescinded = 5 };
enum class TaskOutcome {
  open = 0, answered = 1, abandoned = 2,
  overflowed = 3,  // it left the queue for a flow, with its place kept
  moved = 4        // into another queue or another channel, with its place kept
};
// Why a waiting task asks for something else than before.
enum class TaskChange {
  relaxed = 1,        // it has waited long enough for a step of its queue's relaxations
  opened = 2,         // the agent whom it was kept for did not come in time
  overflowed = 3,     // agents of another queue may take it too
  taken_back = 4,     // and no longer: the peak is over
  customer = 5,       // another customer, or something new is known about them
  started = 6         // its time has come
};
// What a skill stands for. Those of the other kinds are asked for by what a contact brings along (Queue::match).
enum class SkillKind { skill = 0, language = 1, region = 2, tier = 3, business = 4, complexity = 5 };
// For whom a task is kept a while before others may take it.
enum class StickyTo { nobody = 0, last = 1, owner = 2 };  // who served them last; who owns their open case
enum class OverflowWhen { waited = 1, waiting = 2, estimated_wait = 3, closed = 4, no_agents = 5 };
enum class EndedBy { nobody = 0, customer = 1, agent = 2, system = 3 };
// Why a leg or a conversation ended. SIP codes stay in the voice channel.
enum class EndCause {
  none = 0, hang_up = 1, rejected = 2, busy = 3, no_answer = 4, unreachable = 5, cancelled = 6, failed = 7,
  connection_lost = 8, media_timeout = 9, server_restart = 10, flow_ended = 11, refused = 12, overload = 13, draining = 14,
  moved = 15  // the same matter goes on by another channel
};
// What keeps an agent from a task; the first that applies, in this order.
enum class Obstacle {
  none = 0, blocked, not_skilled, other_team, kept, signed_out, not_available, unreachable, busy, passed_over
};
enum class LookUpKind { customer = 1, order = 2 };
enum class LookUpResult { found = 1, not_found = 2, failed = 3 };
enum class CollectEnd { complete = 1, no_input = 2, too_short = 3, stopped = 4 };
enum class TimerKind {
  reservation = 1, wrap_up = 2, look_up = 3, agent_link = 4, flow_input = 5, retry = 6, wrap_up_grace = 7, relax = 8,
  sticky = 9, overflow = 10, start = 11, hours = 12
};
// Whom to ask first among those who could take a task. Ties go to whoever is idle longest, then to the lower id.
enum class AgentChoice {
  longest_idle = 1,
  least_occupied = 2,  // who has the least of their capacity taken
  most_skilled = 3,    // by the sum of the levels asked for
  least_skilled = 4,   // who suffices: keeps the experts free
  round_robin = 5,     // who was offered something the longest time ago
  best_score = 6       // by handle time, satisfaction and first-contact resolution (Queue::weights)
};
enum class RowKind { customer = 1, identity = 2, order = 3, case_ = 4, note = 5, user = 6, session = 7, draft = 8, device = 9 };
enum class Change { created = 1, updated = 2, removed = 3 };
// Why a stimulus changed nothing. The API answers 409 with this word.
enum class Refusal {
  none = 0, unknown_agent, unknown_conversation, unknown_reservation, reservation_over, not_yours, conversation_over,
  not_a_call, not_a_chat, no_such_number, no_such_site, still_busy, not_in_wrap_up, unknown_leg, bad_reason, duplicate,
  phone_not_ready, draining, no_such_queue, not_waiting, bad_value
};

std::string_view name_of(Channel);
std::string_view name_of(Direction);
std::string_view name_of(AgentState);
std::string_view name_of(PhoneKind);
std::string_view name_of(ParticipantKind);
std::string_view name_of(SegmentKind);
std::string_view name_of(Author);
std::string_view name_of(ReservationOutcome);
std::string_view name_of(TaskOutcome);
std::string_view name_of(TaskChange);
std::string_view name_of(SkillKind);
std::string_view name_of(StickyTo);
std::string_view name_of(OverflowWhen);
std::string_view name_of(EndedBy);
std::string_view name_of(EndCause);
std::string_view name_of(LookUpKind);
std::string_view name_of(LookUpResult);
std::string_view name_of(CollectEnd);
std::string_view name_of(TimerKind);
std::string_view name_of(AgentChoice);
std::string_view name_of(Obstacle);
std::string_view name_of(RowKind);
std::string_view name_of(Change);
std::string_view name_of(Refusal);

}  // namespace tandem
