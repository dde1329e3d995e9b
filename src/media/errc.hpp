// How calls into the media library fail. Every failure carries one sentence in Failure::detail that an operator can
// act on. Plain values, for any thread.
#pragma once

#include "base/result.hpp"

namespace tandem::media {

enum class errc {
  malformed = 1,  // text or bytes from outside that break their format or our bounds
  unsupported,    // well-formed, but nothing we can speak (no common codec, another protocol)
  unknown_leg,    // no leg of this id, or it was removed
  leg_exists,     // add_leg with an id in use
  no_ports,       // every port of the range is taken
  overloaded,     // the media thread's command queue is full; nothing was done
  system,         // the operating system or a library refused
};

inline const char* describe(errc e) {
  switch (e) {
    case errc::malformed:
      return "malformed";
    case errc::unsupported:
      return "unsupported";
    case errc::unknown_leg:
      return "unknown leg";
    case errc::leg_exists:
      return "leg exists";
    case errc::no_ports:
      return "no free media port";
    case errc::overloaded:
      return "media thread overloaded";
    case errc::system:
      return "system call failed";
  }
  return "unknown";
}
TANDEM_ERROR_CATEGORY("media")

}  // namespace tandem::media

TANDEM_ERROR_ENUM(tandem::media::errc)
