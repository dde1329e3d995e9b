// Reading and writing RIFF/WAVE. Input may come from anybody (uploaded prompts): every length is checked.
// Pure functions, for any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "media/errc.hpp"

namespace tandem::media {

struct WavAudio {
  int rate = 0;                       // 4000 … 192000
  std::vector<std::int16_t> samples;  // mono (channels are averaged)
};

Result<WavAudio> read_wav(std::span<const std::uint8_t> file, int max_seconds);

enum class WavFormat : std::uint16_t { pcm16 = 1, alaw = 6 };

// The header that stands before `data_bytes` of interleaved samples.
std::vector<std::uint8_t> wav_header(WavFormat format, int channels, int rate, std::uint32_t data_bytes);

}  // namespace tandem::media
