#include "core/rules/rules.hpp"

namespace tandem::rules {
namespace {

const Reservation* offer_on(const State& state, LegId leg) {
  const auto* found = state.leg(leg);
  const auto* conversation = found ? state.conversation(found->conversation) : nullptr;
  const auto* task = conversation ? state.task(conversation->task) : nullptr;
  const auto* reservation = task ? state.reservation(task->reservation) : nullptr;
  return reservation && reservation->leg == leg ? reservation : nullptr;
}

// The phone of an agent ended while it was being offered a call.
void offered_phone_ended(Decisions& d, const Reservation& offer, EndCause cause) {
  const auto agent = offer.agent;
  const auto id = offer.id;
  const bool declined = cause == EndCause::busy || cause == EndCause::rejected || cause == EndCause::hang_up;
  withdraw(d, id, declined ? ReservationOutcome::rejected : ReservationOutcome::timed_out, std::string(name_of(cause)), true);
  if (!declined) change_state(d, agent, AgentState::not_ready, "phone_unreachable", {});
}

// Nobody ended it: the network, the browser or the telephone did.
bool is_lost(EndCause cause) {
  return cause == EndCause::connection_lost || cause == EndCause::media_timeout || cause == EndCause::failed ||
         cause == EndCause::unreachable;
}

}  // namespace

void leg_gone(Decisions& d, LegId leg, EndCause cause, EndedBy by) {
  LegGone gone;
  gone.leg = leg;
  gone.cause = cause;
  gone.by = by;
  d.decide(gone);
}

void leg_ringing(Decisions& d, const LegRinging& stimulus) {
  if (!d.state().leg(stimulus.leg)) d.refuse(Refusal::unknown_leg);
}

void leg_answered(Decisions& d, const LegAnswered& stimulus) {
  if (!d.state().leg(stimulus.leg)) {
    d.effect(HangUpLeg{stimulus.leg, EndCause::cancelled});  // picked up just after the offer was withdrawn
    return d.refuse(Refusal::unknown_leg);
  }
  LegStateChanged changed;
  changed.leg = stimulus.leg;
  changed.answered = true;
  changed.descriptor = stimulus.descriptor;
  d.decide(std::move(changed));
  const auto* offer = offer_on(d.state(), stimulus.leg);
  const auto* profile = offer ? d.state().agent(offer->agent)->profile : nullptr;
  if (profile && profile->phone == PhoneKind::sip) accept(d, offer->id);
}

void leg_described(Decisions& d, const LegDescribed& stimulus) {
  if (!d.state().leg(stimulus.leg)) return d.refuse(Refusal::unknown_leg);
  LegStateChanged changed;
  changed.leg = stimulus.leg;
  changed.descriptor = stimulus.descriptor;
  d.decide(std::move(changed));
}

void leg_ended(Decisions& d, const LegEnded& stimulus) {
  const auto* leg = d.state().leg(stimulus.leg);
  if (!leg) return d.refuse(Refusal::unknown_leg);
  if (const auto* offer = offer_on(d.state(), stimulus.leg)) return offered_phone_ended(d, *offer, stimulus.cause);
  const auto conversation = leg->conversation;
  const auto* who = d.state().conversation(conversation)->find(leg->participant);
  const bool person_hung_up = stimulus.cause == EndCause::hang_up || stimulus.cause == EndCause::cancelled;
  const bool is_agent = who && who->kind == ParticipantKind::agent;
  const auto by = !person_hung_up ? EndedBy::system : is_agent ? EndedBy::agent : EndedBy::customer;
  const auto* customer = d.state().conversation(conversation)->of_kind(ParticipantKind::customer);
  const bool others_stay = is_agent && customer && d.state().leg(customer->leg);
  const auto participant = who ? who->id : ParticipantId{};
  leg_gone(d, stimulus.leg, stimulus.cause, by);
  if (others_stay && is_lost(stimulus.cause)) return agent_lost(d, conversation, participant, stimulus.cause);
  end_conversation(d, conversation, by, stimulus.cause);
}

void set_hold(Decisions& d, const SetHold& stimulus) {
  const auto* conversation = d.state().conversation(stimulus.conversation);
  if (!conversation) return d.refuse(Refusal::unknown_conversation);
  if (conversation->channel != Channel::voice) return d.refuse(Refusal::not_a_call);
  const auto* agent = conversation->of_agent(stimulus.agent);
  if (!agent) return d.refuse(Refusal::not_yours);
  const auto* customer = conversation->of_kind(ParticipantKind::customer);
  const auto from = stimulus.on ? SegmentKind::talking : SegmentKind::hold;
  if (conversation->ended || !customer || !agent->segment) return d.refuse(Refusal::conversation_over);
  if (agent->segment->kind != from) {
    if (agent->segment->kind != SegmentKind::talking && agent->segment->kind != SegmentKind::hold)
      d.refuse(Refusal::not_yours);
    return;  // already as asked
  }
  const auto queue = agent->segment->queue;
  const auto customer_id = customer->id;
  const auto agent_id = agent->id;
  const auto legs = std::pair(customer->leg, agent->leg);
  const auto to = stimulus.on ? SegmentKind::hold : SegmentKind::talking;
  d.start_segment(stimulus.conversation, customer_id, to, queue);
  d.start_segment(stimulus.conversation, agent_id, to, queue);
  const auto* settings = find_by_id(d.configuration().queues, queue);
  d.effect(HoldLeg{legs.first, legs.second, stimulus.on, settings ? settings->music : "default"});
}

void set_mute(Decisions& d, const SetMute& stimulus) {
  const auto* conversation = d.state().conversation(stimulus.conversation);
  if (!conversation) return d.refuse(Refusal::unknown_conversation);
  if (conversation->channel != Channel::voice) return d.refuse(Refusal::not_a_call);
  const auto* agent = conversation->of_agent(stimulus.agent);
  if (!agent || !agent->leg) return d.refuse(Refusal::not_yours);
  if (conversation->ended) return d.refuse(Refusal::conversation_over);
  if (agent->muted == stimulus.on) return;
  MuteChanged changed;
  changed.conversation = stimulus.conversation;
  changed.participant = agent->id;
  changed.on = stimulus.on;
  const auto leg = agent->leg;
  d.decide(changed);
  d.effect(MuteLeg{leg, stimulus.on});
}

}  // namespace tandem::rules
