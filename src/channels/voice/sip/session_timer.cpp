#include "channels/voice/sip/session_timer.hpp"

#include <algorithm>

namespace tandem::sip {

TimerAnswer answer_session_timer(const Message& request) {
  TimerAnswer out;
  if (!request.session_expires) return out;
  const bool peer_knows = request.supports("timer");
  const std::uint32_t asked = request.session_expires->seconds;
  if (asked < min_session_s) {
    // §9: 422 only makes sense to a client that knows the extension.
    out.too_small = peer_knows;
    if (!peer_knows) out.timer = {min_session_s, true};
    if (out.too_small) return out;
  } else {
    out.timer = {std::min<std::uint32_t>(asked, 86'400), request.session_expires->refresher == "uas" || !peer_knows};
  }
  out.headers.emplace_back("Session-Expires", std::to_string(out.timer.seconds) +
                                                  (out.timer.we_refresh ? ";refresher=uas" : ";refresher=uac"));
  if (!out.timer.we_refresh) out.headers.emplace_back("Require", "timer");
  return out;
}

SessionTimer accept_session_timer(const Message& response) {
  if (!response.session_expires || response.session_expires->seconds < min_session_s) return {};
  return {std::min<std::uint32_t>(response.session_expires->seconds, 86'400),
          response.session_expires->refresher != "uas"};
}

Headers offer_session_timer(std::uint32_t seconds, std::uint32_t min_se, const char* refresher) {
  std::string value = std::to_string(std::max(seconds, min_se));
  if (refresher) value += std::string(";refresher=") + refresher;
  return {{"Supported", "timer"}, {"Session-Expires", value}, {"Min-SE", std::to_string(min_se)}};
}

}  // namespace tandem::sip
