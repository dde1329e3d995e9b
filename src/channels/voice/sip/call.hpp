// One INVITE dialog, as caller or called (RFC 3261 §12–15): its states, offers, session timer and end. Owned by
// sip::Stack, on its thread. A call may outlive its on_ended by the time its last transaction needs.
#pragma once

#include <memory>
#include <string>

#include "channels/voice/sip/wire/agent.hpp"
#include "channels/voice/sip/observer.hpp"
#include "channels/voice/sip/session_timer.hpp"
#include "channels/voice/sip/timers.hpp"

namespace tandem::sip {

inline constexpr const char* allowed_methods = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO";

// What a call needs of its surroundings.
struct CallContext {
  Agent& agent;
  Timers& timers;
  Observer& observer;
  // Our Contact as a peer at this address sees us: "sip:tandem@192.0.2.1:5060;transport=tcp".
  std::function<std::string(const std::string& peer_ip, const std::string& transport)> contact;
  std::function<void(CallId)> finished;  // the Call may be destroyed once the current event is over
};

struct Dial {
  std::string uri;    // sip: or sips: of the phone or carrier
  std::string route;  // where to send it when that is not the URI (a registered phone's connection)
  std::string from;   // number or user shown to the called side
  std::string from_name;
  std::string from_host;
  std::string offer;
  bool auto_answer = false;  // the phone is asked to pick up by itself
};

enum class CallState { incoming, answered, calling, up, ending, over };

class Call {
 public:
  Call(CallId id, CallContext& context) : id_(id), context_(context) {}
  ~Call();
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  // False when the dialog could not be made; a final answer has been sent.
  bool receive(ServerTransaction invite);
  Result<void> dial(const Dial& dial);

  void ring(const std::string& early_sdp);
  void answer(const std::string& sdp);
  void reject(int status, const Headers& headers);
  // Ends the call in whatever state it is: BYE, CANCEL or a refusal. on_ended is called before it returns.
  void hang_up(int q850, const std::string& text);
  // A re-INVITE; waits for one that is under way.
  void offer(const std::string& sdp);

  CallState state() const { return state_; }
  const std::string& call_id() const { return call_id_; }
  bool we_called() const { return we_called_; }

 private:
  void on_request(ServerTransaction request);
  void on_reinvite(ServerTransaction request);
  void answer_reinvite(const Message& request);
  void on_info(ServerTransaction& request);
  void on_bye(ServerTransaction& request);

  ClientTransaction send_invite(const std::string& sdp, const Headers& timer, ClientTransaction::Receiver receiver);
  void on_invite_response(const Message& response);
  void on_accepted(const Message& response);
  void on_refused(const Message& response);
  void send_offer(const std::string& sdp);
  void on_offer_response(const Message& response);
  void watch_answer(ServerTransaction& transaction, bool initial);

  void arm(const SessionTimer& timer);
  void on_session_due();
  void describe();
  void send_bye(int q850, const std::string& text);
  void end(const Ended& why);
  void close();
  void linger();
  Content with_contact(Headers headers = {}) const;

  CallId id_;
  CallContext& context_;
  CallState state_ = CallState::incoming;
  bool we_called_ = false;
  bool reported_ = false;       // on_ended went out
  bool bye_when_acked_ = false;  // §15: a called side must not send BYE before the ACK
  bool retried_min_se_ = false;
  std::unique_ptr<Leg> leg_;
  ServerTransaction server_;  // the INVITE or re-INVITE that is being answered
  ClientTransaction client_;  // the INVITE or re-INVITE that we sent
  ClientTransaction bye_;
  Dial dial_;
  std::string call_id_, local_uri_, remote_uri_, contact_;
  std::string local_sdp_, remote_sdp_;
  std::string next_offer_;  // waits for the re-INVITE that is under way
  std::string sent_offer_;
  bool refreshing_ = false;  // the re-INVITE under way only refreshes the session
  SessionTimer timer_;
  Timers::Handle session_alarm_ = 0, retry_alarm_ = 0, linger_alarm_ = 0;
};

}  // namespace tandem::sip
