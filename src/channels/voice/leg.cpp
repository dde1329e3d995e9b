#include "channels/voice/leg.hpp"

namespace tandem {

int q850_of(EndCause cause) {
  switch (cause) {
    case EndCause::none:
    case EndCause::hang_up:
    case EndCause::cancelled:
    case EndCause::flow_ended:
    case EndCause::moved: return 16;
    case EndCause::rejected:
    case EndCause::refused: return 21;
    case EndCause::busy: return 17;
    case EndCause::no_answer: return 19;
    case EndCause::unreachable: return 1;
    case EndCause::overload:
    case EndCause::draining: return 42;
    case EndCause::failed:
    case EndCause::connection_lost:
    case EndCause::media_timeout:
    case EndCause::server_restart: return 41;
  }
  return 16;
}

EndCause cause_of(const sip::Ended& ended, bool answered) {
  // Our own hang-ups are forgotten before they happen; the only others are those of a program that ends.
  if (!ended.by_peer && (ended.status == 200 || ended.status == 487)) return EndCause::server_restart;
  if (answered) return ended.by_peer && ended.status == 200 ? EndCause::hang_up : EndCause::connection_lost;
  switch (ended.status) {
    case 200: return EndCause::hang_up;
    case 486:
    case 600: return EndCause::busy;
    case 403:
    case 603: return EndCause::rejected;
    case 487: return EndCause::cancelled;
    case 404:
    case 408:
    case 410:
    case 480: return EndCause::unreachable;
    default: return EndCause::failed;
  }
}

}  // namespace tandem
