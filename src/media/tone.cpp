#include "media/tone.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "media/types.hpp"

namespace tandem::media {

std::vector<std::int16_t> sine(double hertz, int samples, int amplitude, std::int64_t start_sample) {
  std::vector<std::int16_t> out(static_cast<std::size_t>(std::max(samples, 0)));
  const double step = 2 * std::numbers::pi * hertz / sample_rate;
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = static_cast<std::int16_t>(
        std::lround(amplitude * std::sin(step * static_cast<double>(start_sample + static_cast<std::int64_t>(i)))));
  return out;
}

double goertzel(std::span<const std::int16_t> samples, double hertz) {
  if (samples.empty()) return 0;
  const double step = 2 * std::numbers::pi * hertz / sample_rate;
  const double coefficient = 2 * std::cos(step);
  double s1 = 0, s2 = 0;
  for (const auto sample : samples) {
    const double s0 = sample + coefficient * s1 - s2;
    s2 = s1;
    s1 = s0;
  }
  const double power = s1 * s1 + s2 * s2 - coefficient * s1 * s2;
  return 2 * std::sqrt(std::max(power, 0.0)) / static_cast<double>(samples.size());
}

double rms(std::span<const std::int16_t> samples) {
  if (samples.empty()) return 0;
  double sum = 0;
  for (const auto sample : samples) sum += static_cast<double>(sample) * sample;
  return std::sqrt(sum / static_cast<double>(samples.size()));
}

}  // namespace tandem::media
