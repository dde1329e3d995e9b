// Makes the built-in sounds from nothing: the queue tune and the network's tones. Pure and deterministic; takes some
// tens of milliseconds of CPU time, so SoundStore does it once.
#pragma once

#include <cstdint>
#include <vector>

namespace tandem::media {

// The waiting tune: 48 s at 80 beats a minute, mono 8 kHz, made to be looped.
std::vector<std::int16_t> compose_music();

// `hertz` switched on and off, one period, with 5 ms ramps.
std::vector<std::int16_t> cadence(double hertz, int on_ms, int off_ms, int amplitude);

}  // namespace tandem::media
