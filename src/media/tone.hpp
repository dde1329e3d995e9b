// Sine tones and Goertzel energy: building blocks of ringback and beeps, and what tests listen with.
// Pure functions, for any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tandem::media {

// `amplitude` 0 … 32767. The phase goes on over calls when `start_sample` does.
std::vector<std::int16_t> sine(double hertz, int samples, int amplitude, std::int64_t start_sample = 0);

// Amplitude of that frequency in the samples (about what sine() was given), 0 for none.
double goertzel(std::span<const std::int16_t> samples, double hertz);

double rms(std::span<const std::int16_t> samples);

}  // namespace tandem::media
