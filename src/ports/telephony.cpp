#include "ports/telephony.hpp"

namespace tandem {

const char* describe(telephony_errc e) {
  switch (e) {
    case telephony_errc::unknown_leg: return "there is no such call leg";
    case telephony_errc::bad_sdp: return "the session description cannot be used";
    case telephony_errc::overloaded: return "the telephone is overloaded";
    case telephony_errc::wrong_owner: return "the call leg belongs to somebody else";
    case telephony_errc::unavailable: return "the telephone is not available";
  }
  return "unknown telephony error";
}

}  // namespace tandem
