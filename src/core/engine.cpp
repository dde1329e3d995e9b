#include "core/engine.hpp"

#include "core/rules/rules.hpp"

namespace tandem {
namespace {

void decide_on(Decisions& d, const ConfigurationPublished& s) { rules::publish_configuration(d, s); }
void decide_on(Decisions& d, const ProgramStarted&) { rules::program_started(d); }
void decide_on(Decisions& d, const TimersDue&) { rules::timers_due(d); }
void decide_on(Decisions& d, const SetAgentState& s) { rules::set_agent_state(d, s); }
void decide_on(Decisions& d, const AgentLinkChanged& s) { rules::change_agent_link(d, s); }
void decide_on(Decisions& d, const CallArrived& s) { rules::call_arrived(d, s); }
void decide_on(Decisions& d, const LegRinging& s) { rules::leg_ringing(d, s); }
void decide_on(Decisions& d, const LegAnswered& s) { rules::leg_answered(d, s); }
void decide_on(Decisions& d, const LegDescribed& s) { rules::leg_described(d, s); }
void decide_on(Decisions& d, const LegEnded& s) { rules::leg_ended(d, s); }
void decide_on(Decisions& d, const PlaybackFinished& s) { rules::playback_finished(d, s); }
void decide_on(Decisions& d, const DigitsCollected& s) { rules::digits_collected(d, s); }
void decide_on(Decisions& d, const ChatArrived& s) { rules::chat_arrived(d, s); }
void decide_on(Decisions& d, const MessagePosted& s) { rules::message_posted(d, s); }
void decide_on(Decisions& d, const MarkRead& s) { rules::mark_read(d, s); }
void decide_on(Decisions& d, const AcceptReservation& s) { rules::accept_reservation(d, s); }
void decide_on(Decisions& d, const RejectReservation& s) { rules::reject_reservation(d, s); }
void decide_on(Decisions& d, const SetHold& s) { rules::set_hold(d, s); }
void decide_on(Decisions& d, const SetMute& s) { rules::set_mute(d, s); }
void decide_on(Decisions& d, const EndConversation& s) { rules::end_requested(d, s); }
void decide_on(Decisions& d, const FinishWrapUp& s) { rules::finish_wrap_up(d, s); }
void decide_on(Decisions& d, const LinkCustomer& s) { rules::link_customer(d, s); }
void decide_on(Decisions& d, const LookUpAnswered& s) { rules::look_up_answered(d, s); }
void decide_on(Decisions& d, const WorkArrived& s) { rules::work_arrived(d, s); }
void decide_on(Decisions& d, const MoveTask& s) { rules::move_task(d, s); }
void decide_on(Decisions& d, const SetValues& s) { rules::set_values(d, s); }
void decide_on(Decisions& d, const RateAgent& s) { rules::rate_agent(d, s); }

}  // namespace

StepResult Engine::step(WallTime now, const Stimulus& stimulus) {
  Decisions decisions(state_, std::max(now, state_.now));
  std::visit([&](const auto& body) { decide_on(decisions, body); }, stimulus);
  rules::route(decisions);
  return decisions.take();
}

}  // namespace tandem
