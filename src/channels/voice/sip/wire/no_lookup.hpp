// The SIP library would ask the DNS, and wait for it on the one SIP thread, when a datagram names a host where an
// address belongs (Via's maddr, RFC 3261 §18.2.2): one packet from anybody, five seconds of silence for all calls.
// no_lookup.cpp takes the place of the library's lookup; numeric addresses still pass, names fail at once.
#pragma once

#include <cstdint>

namespace tandem::sip {

// How many names were refused since the program started; from any thread.
std::uint64_t names_refused();

}  // namespace tandem::sip
