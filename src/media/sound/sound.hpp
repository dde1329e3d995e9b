// A piece of sound in memory, ready to be sent: encoded once in both G.711 laws and cut into whole 20 ms frames, so
// that a thousand listeners cost no encoding. Immutable and shared between threads by SoundPtr.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "media/types.hpp"

namespace tandem::media {

class Sound {
 public:
  // 8 kHz mono samples; the end is padded with silence to a whole frame.
  explicit Sound(std::span<const std::int16_t> samples);

  std::size_t frames() const { return ulaw_.size() / frame_samples; }
  std::int64_t duration_ms() const { return static_cast<std::int64_t>(frames()) * frame_ms; }
  // 160 bytes; index < frames().
  const std::uint8_t* frame(Codec codec, std::size_t index) const {
    return (codec == Codec::pcmu ? ulaw_ : alaw_).data() + index * frame_samples;
  }

  // Sum of the squares of the frame's samples.
  float energy(std::size_t index) const { return energy_[index]; }

 private:
  std::vector<float> energy_;
  std::vector<std::uint8_t> ulaw_;
  std::vector<std::uint8_t> alaw_;
};

using SoundPtr = std::shared_ptr<const Sound>;

}  // namespace tandem::media
