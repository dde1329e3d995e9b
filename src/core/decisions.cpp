#include "core/decisions.hpp"

namespace tandem {

void Decisions::set_timer(TimerKind kind, std::int64_t subject, std::int64_t delay_ms) {
  clear_timer(kind, subject);
  TimerSet set;
  set.timer = after<TimerId>(state_.last_timer);
  set.due = at_.plus_ms(delay_ms);
  set.kind = kind;
  set.subject = subject;
  decide(set);
}

void Decisions::clear_timer(TimerKind kind, std::int64_t subject) {
  if (const auto* timer = state_.timer(kind, subject)) {
    TimerCleared cleared;
    cleared.timer = timer->id;
    decide(cleared);
  }
}

void Decisions::start_segment(ConversationId conversation, ParticipantId participant, SegmentKind kind, QueueId queue) {
  end_segment(conversation, participant);
  SegmentStarted started;
  started.conversation = conversation;
  started.participant = participant;
  started.segment = after<SegmentId>(state_.last_segment);
  started.kind = kind;
  started.queue = queue;
  decide(started);
}

void Decisions::end_segment(ConversationId conversation, ParticipantId participant) {
  const auto* found = state_.conversation(conversation);
  const auto* who = found ? found->find(participant) : nullptr;
  if (!who || !who->segment) return;
  SegmentEnded ended;
  ended.conversation = conversation;
  ended.participant = participant;
  ended.segment = who->segment->id;
  decide(ended);
}

void Decisions::set_value(ConversationId conversation, NamedValue value, Localized label) {
  ValueSet set;
  set.conversation = conversation;
  set.value = std::move(value);
  set.label = std::move(label);
  decide(std::move(set));
}

Private Decisions::make_private(std::string text) const {
  return {PayloadId{state_.last_payload + 1}, std::move(text), false};
}

}  // namespace tandem
