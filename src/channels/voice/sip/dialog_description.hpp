// What it takes to build a dialog again in another process: everything that RFC 3261 §12 calls dialog state, and both
// session descriptions. It becomes a fact of the call (LegDescribed) as opaque text. Plain values, any thread.
#pragma once

#include <string>

#include "channels/voice/sip/wire/agent.hpp"

namespace tandem::sip {

struct DialogDescription {
  bool we_called = false;
  DialogIds ids;
  std::string local_contact;
  std::string route;  // where requests go when that is not the remote target
  std::string local_sdp;
  std::string remote_sdp;

  // JSON, at most 16 kB: longer session descriptions are left out.
  std::string text() const;
  static Result<DialogDescription> parse(std::string_view text);
};

}  // namespace tandem::sip
