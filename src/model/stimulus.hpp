// What reaches the engine: everything that happened outside and everything that somebody asks for. Each has a tag
// and a version for the journal; tags are never reused. Times are not here: the driver stamps the record.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/codec.hpp"
#include "model/configuration.hpp"
#include "model/traits.hpp"

namespace tandem {

struct ConfigurationPublished {
  static constexpr int tag = 1, version = 3;
  static constexpr std::string_view name = "configuration.published";
  Configuration configuration;
  static void fields(auto& self, auto& v) { v("configuration", self.configuration); }
};

// The program is up again after it ended in whatever way: rescind offers, end the calls that were up.
struct ProgramStarted {
  static constexpr int tag = 2, version = 1;
  static constexpr std::string_view name = "program.started";
  static void fields(auto&, auto&) {}
};

// A timer of the state is due. The driver sends it when EngineState::next_due() has come.
struct TimersDue {
  static constexpr int tag = 3, version = 1;
  static constexpr std::string_view name = "timers.due";
  static void fields(auto&, auto&) {}
};

struct SetAgentState {
  static constexpr int tag = 10, version = 1;
  static constexpr std::string_view name = "agent.set_state";
  AgentId agent;
  AgentState state = AgentState::offline;
  std::string reason;  // a break reason's code, or empty
  UserId by;           // the agent, or a supervisor
  static void fields(auto& self, auto& v) { v("agent", self.agent); v("state", self.state); v("reason", self.reason); v("by", self.by); }
};

// The agent's first desk socket opened, or the last one closed.
struct AgentLinkChanged {
  static constexpr int tag = 11, version = 1;
  static constexpr std::string_view name = "agent.link_changed";
  AgentId agent;
  bool connected = false;
  static void fields(auto& self, auto& v) { v("agent", self.agent); v("connected", self.connected); }
};

struct CallArrived {
  static constexpr int tag = 20, version = 2;
  static constexpr std::string_view name = "call.arrived";
  LegId leg;
  NumberId number;     // what was called
  TrunkId trunk;       // none for a registered phone or a visitor's browser
  SiteId site;         // of a visitor's browser
  Private contact;     // E.164 of the caller, or the visitor's id
  CustomerId customer; // none: not known
  std::string tier;      // of the customer, for routing and branches
  std::string language;  // BCP 47; empty: the configuration's
  std::string descriptor;  // opaque to the core: what the channel needs to rebuild the leg
  CustomerTraits traits;
  static void fields(auto& self, auto& v) {
    v("leg", self.leg); v("number", self.number); v("trunk", self.trunk); v("site", self.site); v("contact", self.contact);
    v("customer", self.customer); v("tier", self.tier); v("language", self.language); v("descriptor", self.descriptor);
    v.since(2, "traits", self.traits);
  }
};

struct LegRinging {
  static constexpr int tag = 21, version = 1;
  static constexpr std::string_view name = "leg.ringing";
  LegId leg;
  static void fields(auto& self, auto& v) { v("leg", self.leg); }
};

// A phone that was dialled has been picked up; for a browser leg: its media is up.
struct LegAnswered {
  static constexpr int tag = 22, version = 1;
  static constexpr std::string_view name = "leg.answered";
  LegId leg;
  std::string descriptor;
  static void fields(auto& self, auto& v) { v("leg", self.leg); v("descriptor", self.descriptor); }
};

// The dialog or the transport of the leg changed (re-INVITE, page reload).
struct LegDescribed {
  static constexpr int tag = 23, version = 1;
  static constexpr std::string_view name = "leg.described";
  LegId leg;
  std::string descriptor;
  static void fields(auto& self, auto& v) { v("leg", self.leg); v("descriptor", self.descriptor); }
};

// The far end hung up, refused or was lost. Legs that HangUpLeg ended are not reported again.
struct LegEnded {
  static constexpr int tag = 24, version = 1;
  static constexpr std::string_view name = "leg.ended";
  LegId leg;
  EndCause cause = EndCause::hang_up;
  static void fields(auto& self, auto& v) { v("leg", self.leg); v("cause", self.cause); }
};

struct PlaybackFinished {
  static constexpr int tag = 25, version = 1;
  static constexpr std::string_view name = "leg.playback_finished";
  LegId leg;
  ActionId action;
  static void fields(auto& self, auto& v) { v("leg", self.leg); v("action", self.action); }
};

struct DigitsCollected {
  static constexpr int tag = 26, version = 1;
  static constexpr std::string_view name = "leg.digits_collected";
  LegId leg;
  ActionId action;
  Private digits;  // without the terminator
  CollectEnd end = CollectEnd::complete;
  static void fields(auto& self, auto& v) { v("leg", self.leg); v("action", self.action); v("digits", self.digits); v("end", self.end); }
};

// A visitor wrote the first message of a new conversation.
struct ChatArrived {
  static constexpr int tag = 30, version = 2;
  static constexpr std::string_view name = "chat.arrived";
  SiteId site;
  Private contact;  // the visitor's id
  CustomerId customer;
  std::string tier, language;
  MessageId message;
  std::int64_t key = 0;  // 64-bit hash of the client's message key
  Private text;
  CustomerTraits traits;
  ConversationId instead_of;  // a call that waits: the chat takes its place, and the call ends; none: a new matter
  static void fields(auto& self, auto& v) {
    v("site", self.site); v("contact", self.contact); v("customer", self.customer); v("tier", self.tier);
    v("language", self.language); v("message", self.message); v("key", self.key); v("text", self.text);
    v.since(2, "traits", self.traits); v.since(2, "instead_of", self.instead_of);
  }
};

struct MessagePosted {
  static constexpr int tag = 31, version = 1;
  static constexpr std::string_view name = "message.posted";
  ConversationId conversation;
  Author author = Author::customer;
  AgentId agent;  // with Author::agent
  MessageId message;
  std::int64_t key = 0;  // a key seen before in this conversation changes nothing (Refusal::duplicate)
  Private text;
  static void fields(auto& self, auto& v) {
    v("conversation", self.conversation); v("author", self.author); v("agent", self.agent); v("message", self.message);
    v("key", self.key); v("text", self.text);
  }
};

struct MarkRead {
  static constexpr int tag = 32, version = 1;
  static constexpr std::string_view name = "conversation.mark_read";
  ConversationId conversation;
  AgentId agent;
  int up_to = 0;  // message number within the conversation
  static void fields(auto& self, auto& v) { v("conversation", self.conversation); v("agent", self.agent); v("up_to", self.up_to); }
};

struct AcceptReservation {
  static constexpr int tag = 40, version = 1;
  static constexpr std::string_view name = "reservation.accept";
  ReservationId reservation;
  AgentId agent;
  static void fields(auto& self, auto& v) { v("reservation", self.reservation); v("agent", self.agent); }
};

struct RejectReservation {
  static constexpr int tag = 41, version = 1;
  static constexpr std::string_view name = "reservation.reject";
  ReservationId reservation;
  AgentId agent;
  std::string reason;
  static void fields(auto& self, auto& v) { v("reservation", self.reservation); v("agent", self.agent); v("reason", self.reason); }
};

struct SetHold {
  static constexpr int tag = 42, version = 1;
  static constexpr std::string_view name = "call.set_hold";
  ConversationId conversation;
  AgentId agent;
  bool on = false;
  static void fields(auto& self, auto& v) { v("conversation", self.conversation); v("agent", self.agent); v("on", self.on); }
};

struct SetMute {
  static constexpr int tag = 43, version = 1;
  static constexpr std::string_view name = "call.set_mute";
  ConversationId conversation;
  AgentId agent;
  bool on = false;
  static void fields(auto& self, auto& v) { v("conversation", self.conversation); v("agent", self.agent); v("on", self.on); }
};

// The agent (or, without one, the customer; or the program itself) ends the conversation.
struct EndConversation {
  static constexpr int tag = 44, version = 1;
  static constexpr std::string_view name = "conversation.end";
  ConversationId conversation;
  AgentId agent;
  EndedBy by = EndedBy::agent;
  EndCause cause = EndCause::hang_up;
  static void fields(auto& self, auto& v) { v("conversation", self.conversation); v("agent", self.agent); v("by", self.by); v("cause", self.cause); }
};

struct FinishWrapUp {
  static constexpr int tag = 45, version = 1;
  static constexpr std::string_view name = "conversation.finish_wrap_up";
  ConversationId conversation;
  AgentId agent;
  std::string disposition;  // code
  Private note;
  CaseId case_id;  // that the contact became part of; none: no case
  static void fields(auto& self, auto& v) {
    v("conversation", self.conversation); v("agent", self.agent); v("disposition", self.disposition);
    v("note", self.note); v("case", self.case_id);
  }
};

// The customer of an open conversation became known, was changed, or has a new tier.
struct LinkCustomer {
  static constexpr int tag = 46, version = 2;
  static constexpr std::string_view name = "conversation.link_customer";
  ConversationId conversation;
  CustomerId customer;
  std::string tier, language;
  CustomerTraits traits;
  static void fields(auto& self, auto& v) {
    v("conversation", self.conversation); v("customer", self.customer); v("tier", self.tier); v("language", self.language);
    v.since(2, "traits", self.traits);
  }
};

struct NamedValue {
  std::string name;
  Private value;
  bool operator==(const NamedValue&) const = default;
  static void fields(auto& self, auto& v) { v("name", self.name); v("value", self.value); }
};

struct LookUpAnswered {
  static constexpr int tag = 50, version = 2;
  static constexpr std::string_view name = "look_up.answered";
  RequestId request;
  LookUpResult result = LookUpResult::failed;
  std::vector<NamedValue> values;
  CustomerId customer;  // the customer the answer belongs to; none: unknown
  std::string tier, language;
  CustomerTraits traits;
  static void fields(auto& self, auto& v) {
    v("request", self.request); v("result", self.result); v("values", self.values); v("customer", self.customer);
    v("tier", self.tier); v("language", self.language); v.since(2, "traits", self.traits);
  }
};

// Something for an agent to do that is neither a call nor a chat: a case, an e-mail, a promised callback.
struct WorkArrived {
  static constexpr int tag = 60, version = 1;
  static constexpr std::string_view name = "work.arrived";
  Channel channel = Channel::ticket;  // ticket, email or callback
  QueueId queue;
  Private contact;      // the number to call, the address that wrote; may be empty for a ticket
  CustomerId customer;  // none: not known
  std::string tier, language;
  CustomerTraits traits;
  CaseId case_id;       // what it is about; none: no case
  int priority = 0;     // added to the queue's own
  std::int64_t not_before_ms = 0;  // UTC; offered to nobody before; 0: at once
  std::int64_t due_ms = 0;         // UTC; promised by then; 0: by the queue's target, in its opening hours
  std::vector<NamedValue> values;
  static void fields(auto& self, auto& v) {
    v("channel", self.channel); v("queue", self.queue); v("contact", self.contact); v("customer", self.customer);
    v("tier", self.tier); v("language", self.language); v("traits", self.traits); v("case", self.case_id);
    v("priority", self.priority); v("not_before_ms", self.not_before_ms); v("due_ms", self.due_ms); v("values", self.values);
  }
};

// A supervisor puts a waiting contact into another queue. `from` says what they saw: somebody else may have been quicker.
struct MoveTask {
  static constexpr int tag = 61, version = 1;
  static constexpr std::string_view name = "task.move";
  ConversationId conversation;
  QueueId from, to;
  UserId by;
  static void fields(auto& self, auto& v) {
    v("conversation", self.conversation); v("from", self.from); v("to", self.to); v("by", self.by);
  }
};

// Values of a conversation that were found outside its flow: the class of its text, what an integration knows.
struct SetValues {
  static constexpr int tag = 62, version = 1;
  static constexpr std::string_view name = "conversation.set_values";
  ConversationId conversation;
  std::vector<NamedValue> values;
  static void fields(auto& self, auto& v) { v("conversation", self.conversation); v("values", self.values); }
};

// How good the contacts of an agent turned out: for AgentChoice::best_score. Handle times the engine sees itself.
struct RateAgent {
  static constexpr int tag = 63, version = 1;
  static constexpr std::string_view name = "agent.rate";
  AgentId agent;
  int satisfaction_permille = -1;  // -1: not known
  int resolution_permille = -1;    // solved at the first contact; -1: not known
  static void fields(auto& self, auto& v) {
    v("agent", self.agent); v("satisfaction_permille", self.satisfaction_permille);
    v("resolution_permille", self.resolution_permille);
  }
};

using Stimulus = std::variant<ConfigurationPublished, ProgramStarted, TimersDue, SetAgentState, AgentLinkChanged, CallArrived,
                              LegRinging, LegAnswered, LegDescribed, LegEnded, PlaybackFinished, DigitsCollected, ChatArrived,
                              MessagePosted, MarkRead, AcceptReservation, RejectReservation, SetHold, SetMute, EndConversation,
                              FinishWrapUp, LinkCustomer, LookUpAnswered, WorkArrived, MoveTask, SetValues, RateAgent>;

}  // namespace tandem
