// Chunks of a two-channel recording: each is complete in itself (24-byte header, then interleaved stereo samples at
// 8 kHz), so any that are lost leave a gap and nothing else. Pure functions, for any thread but a media thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "media/actions.hpp"
#include "media/errc.hpp"

namespace tandem::media {

// Big-endian: "TRC1", format u8, channels u8 (2), rate u16 (8000), sequence u32, start sample u64, samples u32.
struct ChunkHeader {
  RecordingFormat format = RecordingFormat::alaw;
  std::uint32_t sequence = 0;
  std::int64_t start_sample = 0;  // since the start of the recording
  std::uint32_t samples = 0;      // per channel
};
inline constexpr std::size_t chunk_header_size = 24;
inline constexpr std::int64_t max_recording_samples = 24LL * 3600 * 8000;

// Both channels have the same length, at most ten seconds.
std::vector<std::uint8_t> encode_chunk(RecordingFormat format, std::uint32_t sequence, std::int64_t start_sample,
                                       std::span<const std::int16_t> customer, std::span<const std::int16_t> agent);

// Checks bounds and that the payload is as long as the header says.
Result<ChunkHeader> read_chunk_header(std::span<const std::uint8_t> chunk);

// One stereo 8 kHz WAV file (A-law or 16-bit PCM) from the chunks in any order; customer left, agent right. Gaps are
// silent, doubles are taken once. Chunks of mixed formats are brought to the first one's. Fails with `malformed` when a
// chunk is broken.
Result<std::vector<std::uint8_t>> recording_to_wav(std::span<const std::vector<std::uint8_t>> chunks);

}  // namespace tandem::media
