// Session timers (RFC 4028), the negotiation alone: who refreshes, and when a session that nobody refreshes is dead.
// Pure values; sip::Call arms the clocks.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "channels/voice/sip/wire/message.hpp"

namespace tandem::sip {

struct SessionTimer {
  std::uint32_t seconds = 0;  // 0: no timer
  bool we_refresh = false;

  // We refresh at half the interval; the other side's silence ends the call a little before it (§10).
  std::int64_t due_ms() const {
    const std::int64_t whole = std::int64_t{seconds} * 1000;
    return we_refresh ? whole / 2 : whole - std::min<std::int64_t>(32'000, whole / 3);
  }
};

inline constexpr std::uint32_t min_session_s = 90;  // §4: never less
inline constexpr std::uint32_t wanted_session_s = 1800;

struct TimerAnswer {
  bool too_small = false;  // 422 with Min-SE
  SessionTimer timer;
  Headers headers;  // of the 2xx
};

// The server's side of an INVITE or re-INVITE (§9).
TimerAnswer answer_session_timer(const Message& request);
// The client's side: what a 2xx to our INVITE settles (§7.2).
SessionTimer accept_session_timer(const Message& response);
// Headers of an INVITE that asks for a timer.
Headers offer_session_timer(std::uint32_t seconds, std::uint32_t min_se, const char* refresher);

}  // namespace tandem::sip
