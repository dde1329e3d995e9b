// Speech out: text becomes sound. adapters/speech stands behind it; channels/voice keeps what it made.
#pragma once

#include <string>

#include "base/result.hpp"

namespace tandem {

enum class speech_errc { unavailable = 1, timed_out, failed, too_long };
const char* describe(speech_errc e);
inline const boost::system::error_category& error_category_of(speech_errc) {
  static const ErrorCategory<speech_errc> category{"speech", &describe};
  return category;
}
inline boost::system::error_code make_error_code(speech_errc e) {
  return {static_cast<int>(e), error_category_of(e)};
}

class Speech {
 public:
  virtual ~Speech() = default;
  // A whole RIFF/WAVE file, 16-bit PCM. `language` is BCP 47. Blocks for as long as it takes (bounded by the adapter):
  // call it from a thread that may. Thread-safe.
  virtual Result<std::string> synthesise(const std::string& text, const std::string& language) = 0;
  // What distinguishes this engine's output for the language from another's: part of the name under which it is kept.
  virtual std::string voice(const std::string& language) const = 0;
};

}  // namespace tandem

TANDEM_ERROR_ENUM(tandem::speech_errc)
