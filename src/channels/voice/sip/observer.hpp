// What the SIP side reports of its calls. All functions are called on the SIP thread and must not wait for anything;
// they may call the Stack.
#pragma once

#include <optional>
#include <string>

#include "base/ids.hpp"
#include "channels/voice/sip/dialog_description.hpp"
#include "channels/voice/sip/wire/message.hpp"

namespace tandem::sip {

struct CallTag;
using CallId = Id<CallTag>;  // counts up from 1 in each Stack

struct IncomingCall {
  CallId call;
  std::string trunk;   // its name, or empty
  std::string device;  // the user of the phone that proved itself, or empty
  std::string caller;  // number or user; empty when withheld
  std::string caller_name;
  std::string dialled;
  std::string offer;  // SDP; empty: our answer carries the offer
  Source source;
};

struct Ended {
  bool by_peer = false;
  int status = 0;  // SIP status that ended an unanswered call, 200 for a hang-up after an answer
  int q850 = 16;   // ITU-T Q.850 cause: 16 normal, 17 busy, 19 no answer, 41 temporary failure, …
  std::string text;
};

class Observer {
 public:
  virtual ~Observer() = default;

  virtual void on_incoming(const IncomingCall& call) = 0;
  // An outgoing call rings at the other end; `early_sdp` when it sends sound already.
  virtual void on_ringing(CallId call, const std::string& early_sdp) = 0;
  // An outgoing call was answered, and acknowledged by us.
  virtual void on_answered(CallId call, const std::string& sdp) = 0;
  // The caller acknowledged our answer; `sdp` where it carries the answer to our offer.
  virtual void on_confirmed(CallId call, const std::string& sdp) = 0;
  // A re-INVITE: the answer to it, or none to refuse it (488).
  virtual std::optional<std::string> on_offer(CallId call, const std::string& sdp) = 0;
  // The answer to an offer of ours inside the call; empty: it was refused, the old session goes on.
  virtual void on_offer_answered(CallId call, const std::string& sdp) = 0;
  virtual void on_digit(CallId call, char digit) = 0;  // by INFO
  virtual void on_described(CallId call, const DialogDescription& dialog) = 0;
  // The last word about a call; its id means nothing afterwards.
  virtual void on_ended(CallId call, const Ended& why) = 0;
  virtual void on_reachable(const std::string& device, bool reachable) = 0;
};

}  // namespace tandem::sip
