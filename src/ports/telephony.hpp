// The telephone, in terms of legs and actions, never of SIP. Leg effects of the engine (model/effect.hpp) are performed
// by whoever stands behind this port (channels/voice; later another switch), which answers with leg stimuli.
#pragma once

#include <functional>
#include <string>

#include "base/result.hpp"
#include "model/effect.hpp"

namespace tandem {

enum class telephony_errc { unknown_leg = 1, bad_sdp, overloaded, wrong_owner, unavailable };
const char* describe(telephony_errc e);
inline const boost::system::error_category& error_category_of(telephony_errc) {
  static const ErrorCategory<telephony_errc> category{"telephony", &describe};
  return category;
}
inline boost::system::error_code make_error_code(telephony_errc e) {
  return {static_cast<int>(e), error_category_of(e)};
}

// Who asks for a visitor's browser call, already checked by the visitor's socket.
struct BrowserCall {
  NumberId number;
  SiteId site;
  Private contact;
  CustomerId customer;
  std::string tier, language;
  CustomerTraits traits;
};

class Telephony {
 public:
  virtual ~Telephony() = default;

  // Any thread; must not block. Effects that are none of the telephone's are ignored.
  virtual void perform(const Effect& effect) = 0;

  // SDP of a browser, carried over the person's own authenticated socket. `done` is called once, on any thread, with
  // the SDP answer. For an existing leg a second offer replaces the transport (page reload, other tab).
  using SdpDone = std::function<void(Result<std::string>)>;
  virtual void agent_offer(AgentId agent, LegId leg, std::string sdp, SdpDone done) = 0;
  using CallDone = std::function<void(Result<std::pair<LegId, std::string>>)>;
  virtual void visitor_call(BrowserCall call, std::string sdp, CallDone done) = 0;
  virtual void visitor_offer(const Private& contact, LegId leg, std::string sdp, SdpDone done) = 0;
  virtual void visitor_hang_up(const Private& contact, LegId leg) = 0;
  virtual void visitor_digits(const Private& contact, LegId leg, std::string digits) = 0;

  // Tells the agent's socket that this leg is to be negotiated, was taken by another tab, or is gone. Set before start.
  struct BrowserListener {
    std::function<void(AgentId, LegId, ConversationId, ReservationId)> wanted;
    std::function<void(AgentId, LegId, EndCause)> closed;
    std::function<void(const Private& contact, LegId, EndCause)> visitor_closed;
  };
  virtual void set_browser_listener(BrowserListener listener) = 0;
};

}  // namespace tandem

TANDEM_ERROR_ENUM(tandem::telephony_errc)
