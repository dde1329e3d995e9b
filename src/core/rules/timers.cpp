#include <algorithm>

#include "core/rules/rules.hpp"

namespace tandem::rules {
namespace {

void fire(Decisions& d, const Timer& timer) {
  switch (timer.kind) {
    case TimerKind::reservation: return reservation_expired(d, ReservationId{timer.subject});
    case TimerKind::wrap_up: return wrap_up_over(d, ConversationId{timer.subject});
    case TimerKind::wrap_up_grace: return wrap_up_unfinished(d, ConversationId{timer.subject});
    case TimerKind::look_up: return look_up_timed_out(d, RequestId{timer.subject});
    case TimerKind::agent_link: return agent_link_lost(d, AgentId{timer.subject});
    case TimerKind::retry:
      look_again_later(d, TaskId{timer.subject});  // for the next of those who let it go
      return d.waits(TaskId{timer.subject});
    case TimerKind::relax: return relax(d, TaskId{timer.subject});
    case TimerKind::sticky: return open_to_all(d, TaskId{timer.subject});
    case TimerKind::overflow: return waited_long(d, TaskId{timer.subject});
    case TimerKind::start: return start_waiting(d, TaskId{timer.subject});
    case TimerKind::hours: return watch_hours(d, QueueId{timer.subject});
    case TimerKind::flow_input: return;
  }
}

}  // namespace

void timers_due(Decisions& d) {
  while (!d.state().due.empty() && d.state().due.begin()->first <= d.at()) {
    const auto timer = d.state().timers.at(d.state().due.begin()->second);
    TimerCleared cleared;
    cleared.timer = timer.id;
    d.decide(cleared);
    fire(d, timer);
  }
}

// After an end of whatever kind: offers are nobody's miss, waiting chats keep their place, calls have lost their legs.
void program_started(Decisions& d) {
  const auto offers = d.state().reservations;
  for (const auto& [id, offer] : offers) withdraw(d, id, ReservationOutcome::rescinded, {}, true);
  const auto agents = d.state().agents;
  for (const auto& [id, agent] : agents) {
    if (!agent.connected) continue;
    AgentLinkChanged lost;
    lost.agent = id;
    change_agent_link(d, lost);
  }
  const auto conversations = d.state().conversations;
  for (const auto& [id, conversation] : conversations)
    if (conversation.channel == Channel::voice && !conversation.ended)
      end_conversation(d, id, EndedBy::system, EndCause::server_restart, Ending::legs_are_lost);
}

}  // namespace tandem::rules
