#include <algorithm>

#include "core/rules/rules.hpp"

namespace tandem::rules {
namespace {

constexpr std::int64_t offer_ms_without_queue = 20000;

void end_reservation(Decisions& d, ReservationId id, ReservationOutcome outcome, std::string reason) {
  ReservationEnded ended;
  ended.reservation = id;
  ended.outcome = outcome;
  ended.reason = std::move(reason);
  d.decide(std::move(ended));
  d.clear_timer(TimerKind::reservation, id.value);
}

}  // namespace

void look_again_later(Decisions& d, TaskId id) {
  const auto* task = d.state().task(id);
  if (!task) return;
  std::optional<WallTime> next;
  for (const auto& passed : task->passed)
    if (passed.until > d.at()) next = std::min(next.value_or(passed.until), passed.until);
  if (next) d.set_timer(TimerKind::retry, id.value, next->since_ms(d.at()));
}

void make_reservation(Decisions& d, const Task& task, const Agent& agent, RoutingReason why) {
  const auto* queue = find_by_id(d.configuration().queues, task.queue);
  const auto* profile = agent.profile;
  const auto* rule = d.configuration().capacity_of(task.channel);
  const bool voice = task.channel == Channel::voice;
  const std::int64_t offer_ms = queue ? queue->offer_ms : offer_ms_without_queue;

  ReservationMade made;
  made.reservation = d.after<ReservationId>(d.state().last_reservation);
  made.task = task.id;
  made.conversation = task.conversation;
  made.agent = agent.id;
  made.queue = task.queue;
  made.channel = task.channel;
  made.cost = rule ? rule->cost : 0;
  made.expires = d.at().plus_ms(offer_ms);
  made.leg = voice ? d.after<LegId>(d.state().last_leg) : LegId{};
  made.why = std::move(why);
  const auto offer = made;
  d.clear_timer(TimerKind::retry, task.id.value);
  d.decide(std::move(made));
  d.set_timer(TimerKind::reservation, offer.reservation.value, offer_ms);

  ParticipantJoined joined;
  joined.conversation = offer.conversation;
  joined.participant = d.after<ParticipantId>(d.state().last_participant);
  joined.kind = ParticipantKind::agent;
  joined.agent = offer.agent;
  joined.leg = offer.leg;
  d.decide(joined);
  d.start_segment(offer.conversation, joined.participant, SegmentKind::ringing, offer.queue);
  const bool at_once = queue && queue->auto_accept;
  if (voice)
    d.effect(DialAgent{offer.leg, offer.agent, profile->phone, profile->contact, profile->device, offer.conversation,
                       offer.reservation, d.state().conversation(offer.conversation)->contact, at_once});
  // A telephone on a desk is asked to pick up by itself, and says when it has.
  if (at_once && !(voice && profile->phone == PhoneKind::sip)) accept(d, offer.reservation);
}

void withdraw(Decisions& d, ReservationId id, ReservationOutcome outcome, std::string reason, bool phone_is_gone) {
  const auto* found = d.state().reservation(id);
  if (!found) return;
  const auto offer = *found;
  end_reservation(d, id, outcome, std::move(reason));
  if (const auto* agent = d.state().conversation(offer.conversation)->of_agent(offer.agent)) {
    const auto participant = agent->id;
    d.end_segment(offer.conversation, participant);
    const auto cause = outcome == ReservationOutcome::rejected    ? EndCause::rejected
                       : outcome == ReservationOutcome::timed_out ? EndCause::no_answer
                                                                  : EndCause::cancelled;
    if (offer.leg && d.state().leg(offer.leg)) {
      leg_gone(d, offer.leg, cause, outcome == ReservationOutcome::rejected ? EndedBy::agent : EndedBy::system);
      if (!phone_is_gone) d.effect(HangUpLeg{offer.leg, cause});
    }
    ParticipantLeft left;
    left.conversation = offer.conversation;
    left.participant = participant;
    left.cause = cause;
    d.decide(left);
  }
  // Whoever it was kept for had the first word.
  if (outcome != ReservationOutcome::cancelled) open_to_all(d, offer.task);
  d.waits(offer.task);
  d.freed(offer.agent);
  look_again_later(d, offer.task);
  if (const auto* task = d.state().task(offer.task)) await_overflow(d, *task);  // what could not be while it was offered
}

void accept(Decisions& d, ReservationId id) {
  const auto offer = *d.state().reservation(id);
  end_reservation(d, id, ReservationOutcome::accepted, {});
  clear_task_timers(d, offer.task);
  TaskEnded ended;
  ended.task = offer.task;
  ended.outcome = TaskOutcome::answered;
  d.decide(ended);
  d.queue_changed(offer.queue);

  const auto* conversation = d.state().conversation(offer.conversation);
  const auto agent = conversation->of_agent(offer.agent)->id;
  const auto* customer = conversation->of_kind(ParticipantKind::customer);
  const auto customer_leg = customer ? customer->leg : LegId{};
  if (customer) d.start_segment(offer.conversation, customer->id, SegmentKind::talking, offer.queue);
  d.start_segment(offer.conversation, agent, SegmentKind::talking, offer.queue);
  if (offer.channel != Channel::voice) return;

  RecordingStarted recording;
  recording.recording = d.after<RecordingId>(d.state().last_recording);
  recording.conversation = offer.conversation;
  d.decide(recording);
  d.effect(Bridge{customer_leg, offer.leg});
  d.effect(StartRecording{recording.recording, offer.conversation, customer_leg, offer.leg});
}

void accept_reservation(Decisions& d, const AcceptReservation& stimulus) {
  const auto* offer = d.state().reservation(stimulus.reservation);
  if (!offer)
    return d.refuse(stimulus.reservation.value <= d.state().last_reservation ? Refusal::reservation_over
                                                                             : Refusal::unknown_reservation);
  if (offer->agent != stimulus.agent) return d.refuse(Refusal::not_yours);
  const auto* profile = d.state().agent(offer->agent)->profile;
  const bool desk_phone = offer->channel == Channel::voice && profile && profile->phone == PhoneKind::sip;
  if (desk_phone && !d.state().leg(offer->leg)->answered) return d.refuse(Refusal::phone_not_ready);
  accept(d, stimulus.reservation);
}

void reject_reservation(Decisions& d, const RejectReservation& stimulus) {
  const auto* offer = d.state().reservation(stimulus.reservation);
  if (!offer)
    return d.refuse(stimulus.reservation.value <= d.state().last_reservation ? Refusal::reservation_over
                                                                             : Refusal::unknown_reservation);
  if (offer->agent != stimulus.agent) return d.refuse(Refusal::not_yours);
  withdraw(d, stimulus.reservation, ReservationOutcome::rejected, stimulus.reason);
}

void reservation_expired(Decisions& d, ReservationId id) {
  const auto* offer = d.state().reservation(id);
  if (!offer) return;
  const auto agent = offer->agent;
  withdraw(d, id, ReservationOutcome::timed_out, {});
  change_state(d, agent, AgentState::not_ready, "offer_missed", {});
}

}  // namespace tandem::rules
