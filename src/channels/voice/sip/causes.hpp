// Small tables of SIP: cause codes between SIP and Q.850 (RFC 3398 §7.2, §8.2.6), known methods, INFO digits. Pure.
#pragma once

#include <string>
#include <string_view>

namespace tandem::sip {

int q850_of_status(int status);
int status_of_q850(int cause);  // what an unanswered call is refused with
// From a Reason header ("Q.850;cause=17"); 0 when it names none.
int q850_of_reason(std::string_view reason);

// Methods that RFCs define, whether we serve them (else 405) or not; anything else is 501.
bool is_known_method(std::string_view method);

// "Signal=5" (application/dtmf-relay) or "5" (application/dtmf); 0 when there is none.
char digit_of_info(std::string_view body, bool relay);

}  // namespace tandem::sip
