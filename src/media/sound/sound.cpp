#include "media/sound/sound.hpp"

#include "media/sound/g711.hpp"

namespace tandem::media {

Sound::Sound(std::span<const std::int16_t> samples) {
  const std::size_t frames = (samples.size() + frame_samples - 1) / frame_samples;
  ulaw_.assign(frames * frame_samples, silence_code(Codec::pcmu));
  alaw_.assign(frames * frame_samples, silence_code(Codec::pcma));
  encode(Codec::pcmu, samples, ulaw_.data());
  encode(Codec::pcma, samples, alaw_.data());
  energy_.assign(frames, 0);
  for (std::size_t i = 0; i < samples.size(); ++i)
    energy_[i / frame_samples] += static_cast<float>(samples[i]) * static_cast<float>(samples[i]);
}

}  // namespace tandem::media
