#include "core/rules/rules.hpp"

namespace tandem::rules {
namespace {

// Whoever was being served already goes before everybody who has not been yet.
constexpr int priority_of_the_interrupted = 1000;
constexpr std::int64_t wrap_up_grace_ms = 5000;  // for what was written to be read from the store

void leave(Decisions& d, ConversationId conversation, ParticipantId participant, EndCause cause) {
  ParticipantLeft left;
  left.conversation = conversation;
  left.participant = participant;
  left.cause = cause;
  d.decide(left);
}

void close_if_done(Decisions& d, ConversationId id) {
  const auto* conversation = d.state().conversation(id);
  if (!conversation || !conversation->ended || conversation->of_kind(ParticipantKind::agent)) return;
  ConversationClosed closed;
  closed.conversation = id;
  d.decide(closed);
}

void release_capacity(Decisions& d, AgentId agent, ConversationId id) {
  for (const auto& engagement : d.state().agent(agent)->engagements) {
    if (engagement.conversation != id) continue;
    CapacityReleased released;
    released.agent = agent;
    released.conversation = id;
    released.cost = engagement.cost;
    d.decide(released);
    break;
  }
  d.freed(agent);
}

bool works_unattended(const Decisions& d, AgentId agent) {
  const auto* profile = d.state().agent(agent)->profile;
  return profile && profile->start_available;
}

void complete_wrap_up(Decisions& d, ConversationId id, AgentId agent, std::string disposition, Private note, CaseId case_id) {
  const auto* conversation = d.state().conversation(id);
  const auto participant = conversation->of_agent(agent)->id;
  const auto queue_cause = conversation->end_cause;
  d.end_segment(id, participant);
  d.clear_timer(TimerKind::wrap_up, id.value);
  d.clear_timer(TimerKind::wrap_up_grace, id.value);
  WrappedUp wrapped;
  wrapped.conversation = id;
  wrapped.participant = participant;
  wrapped.agent = agent;
  wrapped.disposition = std::move(disposition);
  wrapped.note = std::move(note);
  wrapped.case_id = case_id;
  d.decide(std::move(wrapped));
  leave(d, id, participant, queue_cause);
  release_capacity(d, agent, id);
  close_if_done(d, id);
}

// Who is at it; nobody: it is over.
AgentId in_wrap_up(const Decisions& d, ConversationId id) {
  const auto* conversation = d.state().conversation(id);
  const auto* agent = conversation ? conversation->of_kind(ParticipantKind::agent) : nullptr;
  return agent && agent->segment && agent->segment->kind == SegmentKind::wrap_up ? agent->agent : AgentId{};
}

void begin_wrap_up(Decisions& d, ConversationId id, const Participant& participant) {
  const auto queue = participant.segment ? participant.segment->queue : QueueId{};
  const auto agent = participant.agent;
  d.start_segment(id, participant.id, SegmentKind::wrap_up, queue);
  if (works_unattended(d, agent)) return complete_wrap_up(d, id, agent, {}, {}, {});
  const auto* settings = find_by_id(d.configuration().queues, queue);
  if (settings && settings->wrap_up_ms > 0) d.set_timer(TimerKind::wrap_up, id.value, settings->wrap_up_ms);
}

void end_flow(Decisions& d, const Conversation& conversation) {
  if (!conversation.flow) return;
  d.clear_timer(TimerKind::look_up, conversation.flow->request.value);
  FlowEnded ended;
  ended.conversation = conversation.id;
  d.decide(ended);
}

void end_recording(Decisions& d, const Conversation& conversation) {
  if (!conversation.recording) return;
  const auto recording = conversation.recording;
  RecordingEnded ended;
  ended.recording = recording;
  ended.conversation = conversation.id;
  d.decide(ended);
  d.effect(StopRecording{recording});
}

}  // namespace

ParticipantId join(Decisions& d, ConversationId conversation, ParticipantKind kind, LegId leg) {
  ParticipantJoined joined;
  joined.conversation = conversation;
  joined.participant = d.after<ParticipantId>(d.state().last_participant);
  joined.kind = kind;
  joined.leg = leg;
  d.decide(joined);
  return joined.participant;
}

void call_arrived(Decisions& d, const CallArrived& stimulus) {
  const auto* number = find_by_id(d.configuration().numbers, stimulus.number);
  if (!number) {
    d.effect(RejectLeg{stimulus.leg, EndCause::unreachable});
    return d.refuse(Refusal::no_such_number);
  }
  ConversationStarted started;
  started.conversation = d.after<ConversationId>(d.state().last_conversation);
  started.channel = Channel::voice;
  started.contact = stimulus.contact;
  started.customer = stimulus.customer;
  started.tier = stimulus.tier;
  started.language = stimulus.language.empty() ? d.configuration().default_language : stimulus.language;
  started.number = stimulus.number;
  started.trunk = stimulus.trunk;
  started.site = stimulus.site;
  started.traits = stimulus.traits;
  const auto id = started.conversation;
  d.decide(std::move(started));
  const auto customer = join(d, id, ParticipantKind::customer, stimulus.leg);
  LegStateChanged answered;
  answered.leg = stimulus.leg;
  answered.answered = true;
  answered.descriptor = stimulus.descriptor;
  d.decide(std::move(answered));
  d.start_segment(id, customer, SegmentKind::flow, {});
  d.effect(AnswerLeg{stimulus.leg});
  start_flow(d, id, number->flow);
}

void chat_arrived(Decisions& d, const ChatArrived& stimulus) {
  const auto* site = find_by_id(d.configuration().sites, stimulus.site);
  if (!site) return d.refuse(Refusal::no_such_site);
  ConversationStarted started;
  started.conversation = d.after<ConversationId>(d.state().last_conversation);
  started.channel = Channel::webchat;
  started.contact = stimulus.contact;
  started.customer = stimulus.customer;
  started.tier = stimulus.tier;
  started.language = stimulus.language.empty() ? d.configuration().default_language : stimulus.language;
  started.site = stimulus.site;
  started.traits = stimulus.traits;
  const auto* waiting = d.state().conversation(stimulus.instead_of);
  const auto* task = waiting ? d.state().task(waiting->task) : nullptr;
  const bool takes_a_place = task && !task->reservation && waiting->channel == Channel::voice;
  if (takes_a_place) started.instead_of = stimulus.instead_of;
  const auto id = started.conversation;
  d.decide(std::move(started));
  const auto customer = join(d, id, ParticipantKind::customer, {});
  d.start_segment(id, customer, SegmentKind::flow, {});
  add_message(d, id, Author::customer, {}, stimulus.message, stimulus.key, stimulus.text);
  if (takes_a_place) return take_place_of(d, stimulus.instead_of, id);
  start_flow(d, id, site->chat_flow);
}

void link_customer(Decisions& d, const LinkCustomer& stimulus) {
  const auto* conversation = d.state().conversation(stimulus.conversation);
  if (!conversation) return d.refuse(Refusal::unknown_conversation);
  CustomerLinked linked;
  linked.conversation = stimulus.conversation;
  linked.customer = stimulus.customer;
  linked.tier = stimulus.tier;
  linked.language = stimulus.language;
  linked.traits = stimulus.traits;
  d.decide(std::move(linked));
  look_at_demand_again(d, stimulus.conversation);
}

void end_requested(Decisions& d, const EndConversation& stimulus) {
  const auto* conversation = d.state().conversation(stimulus.conversation);
  if (!conversation) return d.refuse(Refusal::unknown_conversation);
  if (conversation->ended) return d.refuse(Refusal::conversation_over);
  if (stimulus.by == EndedBy::agent) {
    const auto* agent = conversation->of_agent(stimulus.agent);
    if (!agent || (agent->segment && agent->segment->kind == SegmentKind::ringing)) return d.refuse(Refusal::not_yours);
  }
  end_conversation(d, stimulus.conversation, stimulus.by, stimulus.cause);
}

void end_conversation(Decisions& d, ConversationId id, EndedBy by, EndCause cause, Ending ending) {
  const auto* conversation = d.state().conversation(id);
  if (!conversation || conversation->ended) return;
  end_waiting(d, conversation->task, cause == EndCause::moved ? TaskOutcome::moved : TaskOutcome::abandoned);
  end_flow(d, *conversation);
  end_recording(d, *conversation);

  const auto participants = conversation->participants;
  for (const auto& participant : participants) {
    if (participant.left || !participant.leg || !d.state().leg(participant.leg)) continue;
    leg_gone(d, participant.leg, cause, by);
    if (ending == Ending::hang_up_legs) d.effect(HangUpLeg{participant.leg, cause});
  }
  ConversationEnded ended;
  ended.conversation = id;
  ended.by = by;
  ended.cause = cause;
  d.decide(ended);
  for (const auto& participant : participants) {
    if (participant.kind == ParticipantKind::agent || participant.left) continue;
    d.end_segment(id, participant.id);
    leave(d, id, participant.id, cause);
  }
  for (const auto& participant : participants) {
    const auto* now = d.state().conversation(id);
    const auto* agent = now ? now->find(participant.id) : nullptr;
    if (agent && agent->kind == ParticipantKind::agent && !agent->left) begin_wrap_up(d, id, *agent);
  }
  close_if_done(d, id);
}

void agent_lost(Decisions& d, ConversationId id, ParticipantId lost, EndCause cause) {
  const auto agent = *d.state().conversation(id)->find(lost);
  const auto queue = agent.segment ? agent.segment->queue : QueueId{};
  end_recording(d, *d.state().conversation(id));
  d.end_segment(id, lost);
  leave(d, id, lost, cause);
  // Off duty first: a phone that is gone must not be offered the same caller again.
  if (d.state().agent(agent.agent)->state == AgentState::available)
    change_state(d, agent.agent, AgentState::not_ready, "phone_unreachable", {});
  release_capacity(d, agent.agent, id);
  enqueue(d, id, {.queue = queue, .priority = priority_of_the_interrupted});
}

void finish_wrap_up(Decisions& d, const FinishWrapUp& stimulus) {
  const auto* conversation = d.state().conversation(stimulus.conversation);
  if (!conversation) return d.refuse(Refusal::unknown_conversation);
  const auto* agent = conversation->of_agent(stimulus.agent);
  if (!agent) return d.refuse(Refusal::not_yours);
  if (!agent->segment || agent->segment->kind != SegmentKind::wrap_up) return d.refuse(Refusal::not_in_wrap_up);
  complete_wrap_up(d, stimulus.conversation, stimulus.agent, stimulus.disposition, stimulus.note, stimulus.case_id);
}

void wrap_up_over(Decisions& d, ConversationId id) {
  const auto agent = in_wrap_up(d, id);
  if (!agent) return;
  d.set_timer(TimerKind::wrap_up_grace, id.value, wrap_up_grace_ms);
  d.effect(CompleteWrapUp{id, agent});
}

void wrap_up_unfinished(Decisions& d, ConversationId id) {
  if (const auto agent = in_wrap_up(d, id)) complete_wrap_up(d, id, agent, {}, {}, {});
}

}  // namespace tandem::rules
