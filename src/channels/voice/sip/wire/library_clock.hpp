// The clock that the SIP library's timers run on. Its own is the wall clock in microseconds, with sleeps cut to whole
// milliseconds: it spins through the last one before every timer, and a clock that is set moves every timer. This one
// is monotonic and ticks in whole milliseconds, so that a sleep ends at its timer.
#pragma once

namespace tandem::sip {

// Once, before the first agent is made.
void give_library_our_clock();

}  // namespace tandem::sip
