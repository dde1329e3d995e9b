#include "ports/speech.hpp"

namespace tandem {

const char* describe(speech_errc e) {
  switch (e) {
    case speech_errc::unavailable: return "the speech program cannot be started";
    case speech_errc::timed_out: return "the speech program took too long";
    case speech_errc::failed: return "the speech program made no sound";
    case speech_errc::too_long: return "the text is too long to be spoken";
  }
  return "unknown speech error";
}

}  // namespace tandem
