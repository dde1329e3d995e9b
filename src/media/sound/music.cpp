#include "media/sound/music.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "media/tone.hpp"
#include "media/types.hpp"

namespace tandem::media {
namespace {

constexpr int beat_samples = sample_rate * 60 / 80;
constexpr int beats = 64;
constexpr int total_samples = beats * beat_samples;

double hertz_of(int midi_note) { return 440.0 * std::exp2((midi_note - 69) / 12.0); }

struct Partial {
  int multiple;
  double level;
  double decay_s;  // time to fall to 1/e
};

// A struck string: partials that die the faster the higher they are. Notes ring on over the end of the loop into its
// beginning, so that there is no seam. The sine is a rotation, which costs two multiplications a sample.
void strike(std::vector<double>& out, int start, int note, double level, std::span<const Partial> partials) {
  for (const auto& partial : partials) {
    const double hertz = hertz_of(note) * partial.multiple;
    if (hertz > 3300) continue;
    const double angle = 2 * std::numbers::pi * hertz / sample_rate;
    const double turn_cos = std::cos(angle), turn_sin = std::sin(angle);
    const double fade = std::exp(-1.0 / (partial.decay_s * sample_rate));
    const int length = static_cast<int>(partial.decay_s * sample_rate * 5);
    double x = 1, y = 0, envelope = level * partial.level;
    for (int i = 0; i < length; ++i) {
      const double attack = std::min(1.0, i / 64.0);
      out[static_cast<std::size_t>((start + i) % total_samples)] += y * envelope * attack;
      const double next = x * turn_cos - y * turn_sin;
      y = x * turn_sin + y * turn_cos;
      x = next;
      envelope *= fade;
    }
  }
}

constexpr std::array<Partial, 3> bell{{{1, 1.0, 0.55}, {2, 0.35, 0.30}, {4, 0.12, 0.12}}};
constexpr std::array<Partial, 2> harp{{{1, 1.0, 0.35}, {2, 0.25, 0.18}}};
constexpr std::array<Partial, 3> bass{{{1, 0.8, 0.8}, {2, 0.7, 0.5}, {3, 0.3, 0.3}}};

struct Bar {
  int root;                  // of the bass
  std::array<int, 4> chord;  // rolled by the harp in eighths
  std::array<int, 4> tune;   // one note a beat, 0 rests
};

// Sixteen bars of four beats in F: two phrases of eight, the second one answering the first.
constexpr std::array<Bar, 16> score{{
    {41, {60, 65, 69, 72}, {77, 0, 76, 72}},
    {38, {57, 62, 65, 69}, {74, 0, 0, 69}},
    {46, {58, 62, 65, 70}, {70, 72, 74, 0}},
    {48, {60, 64, 67, 70}, {72, 0, 67, 0}},
    {45, {57, 60, 64, 69}, {76, 0, 72, 69}},
    {38, {57, 62, 65, 69}, {65, 69, 74, 0}},
    {43, {58, 62, 65, 67}, {70, 0, 74, 77}},
    {48, {58, 60, 64, 67}, {76, 0, 0, 0}},
    {41, {60, 65, 69, 72}, {81, 0, 79, 77}},
    {40, {60, 64, 67, 72}, {76, 0, 0, 72}},
    {38, {57, 62, 65, 69}, {74, 77, 76, 74}},
    {46, {58, 62, 65, 70}, {74, 0, 70, 0}},
    {43, {58, 62, 67, 70}, {67, 70, 74, 79}},
    {48, {60, 64, 67, 70}, {76, 0, 74, 72}},
    {41, {60, 65, 69, 72}, {69, 0, 72, 0}},
    {41, {57, 60, 65, 69}, {65, 0, 0, 0}},
}};

}  // namespace

std::vector<std::int16_t> compose_music() {
  std::vector<double> mix(total_samples, 0.0);
  for (std::size_t b = 0; b < score.size(); ++b) {
    const Bar& bar = score[b];
    const int start = static_cast<int>(b) * 4 * beat_samples;
    strike(mix, start, bar.root, 0.55, bass);
    strike(mix, start + 2 * beat_samples, bar.root + 12, 0.25, bass);
    for (int eighth = 0; eighth < 8; ++eighth) {
      constexpr std::array<std::size_t, 8> roll{0, 1, 2, 3, 2, 1, 2, 1};
      const auto at = static_cast<std::size_t>(eighth);
      strike(mix, start + eighth * beat_samples / 2, bar.chord[roll[at]], 0.22, harp);
    }
    for (int beat = 0; beat < 4; ++beat) {
      const int note = bar.tune[static_cast<std::size_t>(beat)];
      if (note != 0) strike(mix, start + beat * beat_samples, note, 0.5, bell);
    }
  }
  double peak = 0;
  for (const double v : mix) peak = std::max(peak, std::abs(v));
  std::vector<std::int16_t> out(mix.size());
  const double gain = peak > 0 ? 11000.0 / peak : 0;  // about 10 dB below full scale: speech stays louder
  for (std::size_t i = 0; i < mix.size(); ++i) out[i] = static_cast<std::int16_t>(std::lround(mix[i] * gain));
  return out;
}

std::vector<std::int16_t> cadence(double hertz, int on_ms, int off_ms, int amplitude) {
  const int on = on_ms * sample_rate / 1000;
  const int ramp = sample_rate / 200;
  auto out = sine(hertz, on, amplitude);
  for (int i = 0; i < ramp && 2 * ramp < on; ++i) {
    auto& first = out[static_cast<std::size_t>(i)];
    auto& last = out[static_cast<std::size_t>(on - 1 - i)];
    first = static_cast<std::int16_t>(first * i / ramp);
    last = static_cast<std::int16_t>(last * i / ramp);
  }
  out.resize(out.size() + static_cast<std::size_t>(off_ms * sample_rate / 1000), 0);
  return out;
}

}  // namespace tandem::media
