// What the outside has to do once the record that decided it is committed. Effects are never written down: those
// that matter after a crash are reconciled at start from the facts (legs, offers); prompts are simply lost.
// Identity of an effect: the record's number and its index in the record.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "model/stimulus.hpp"

namespace tandem {

struct AnswerLeg { LegId leg; };
struct RejectLeg { LegId leg; EndCause cause = EndCause::refused; };  // before it was answered
struct HangUpLeg { LegId leg; EndCause cause = EndCause::hang_up; };

struct Prompt {
  std::string text;      // variables already filled in
  std::string language;  // BCP 47
  bool spell = false;    // read digit by digit
};

// Ends with PlaybackFinished{leg, action}.
struct PlayPrompts { LegId leg; ActionId action; std::vector<Prompt> prompts; };

// One media action: keys count from the first instant (barge-in). Ends with DigitsCollected{leg, action}.
struct CollectDigits {
  LegId leg;
  ActionId action;
  std::vector<Prompt> prompts;
  int min = 1, max = 1;
  std::string terminators;
  int first_digit_ms = 6000;  // counted from the end of the prompts
  int inter_digit_ms = 4000;
  bool secret = false;
};

struct PlayMusic { LegId leg; std::string music; };  // until StopPlayback or another action
struct StopPlayback { LegId leg; };

// Ring the agent's phone. A browser phone is asked through the agent's socket to negotiate this leg.
struct DialAgent {
  LegId leg;
  AgentId agent;
  PhoneKind phone = PhoneKind::browser;
  std::string contact, device;  // see AgentProfile
  ConversationId conversation;
  ReservationId reservation;
  Private caller;  // shown on the phone
  bool auto_answer = false;  // the phone is asked to pick up by itself
};

struct Bridge { LegId customer, agent; };    // both hear each other; playback on both stops
struct Unbridge { LegId customer, agent; };
struct HoldLeg { LegId customer, agent; bool on = false; std::string music; };
struct MuteLeg { LegId leg; bool on = false; };
struct SendDigits { LegId leg; std::string digits; };
struct StartRecording { RecordingId recording; ConversationId conversation; LegId customer, agent; };
struct StopRecording { RecordingId recording; };

// Ends with LookUpAnswered{request}; later than `deadline` the answer is refused.
struct LookUp {
  RequestId request;
  ConversationId conversation;
  LookUpKind kind = LookUpKind::customer;
  std::string key;
  CustomerId customer;  // who is on the conversation, if known
  WallTime deadline;
};

// The time for wrap-up is over. Ends with FinishWrapUp of what the agent had written so far; without one soon after, the
// engine finishes it with nothing.
struct CompleteWrapUp {
  ConversationId conversation;
  AgentId agent;
};

using Effect = std::variant<AnswerLeg, RejectLeg, HangUpLeg, PlayPrompts, CollectDigits, PlayMusic, StopPlayback, DialAgent,
                            Bridge, Unbridge, HoldLeg, MuteLeg, SendDigits, StartRecording, StopRecording, LookUp,
                            CompleteWrapUp>;

}  // namespace tandem
