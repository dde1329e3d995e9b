#include "media/recording/chunk.hpp"

#include <gtest/gtest.h>

#include "media/sound/g711.hpp"
#include "media/tone.hpp"

namespace tandem::media {
namespace {

using Chunks = std::vector<std::vector<std::uint8_t>>;

TEST(RecordingChunk, header_comes_back_as_written) {
  const auto left = sine(440, 8000, 9000), right = sine(700, 8000, 9000);
  for (const auto format : {RecordingFormat::alaw, RecordingFormat::pcm16}) {
    const auto chunk = encode_chunk(format, 7, 56000, left, right);
    const auto header = read_chunk_header(chunk);
    ASSERT_TRUE(header);
    EXPECT_EQ(header->format, format);
    EXPECT_EQ(header->sequence, 7u);
    EXPECT_EQ(header->start_sample, 56000);
    EXPECT_EQ(header->samples, 8000u);
  }
}

TEST(RecordingChunk, a_lost_chunk_is_silence_and_order_does_not_matter) {
  const auto left = sine(440, 8000, 9000), right = sine(700, 8000, 9000);
  Chunks chunks;
  for (const int second : {3, 0, 2, 2})  // the second one is lost, the third one doubled
    chunks.push_back(
        encode_chunk(RecordingFormat::pcm16, static_cast<std::uint32_t>(second), second * 8000, left, right));
  const auto wav = recording_to_wav(chunks);
  ASSERT_TRUE(wav);
  ASSERT_EQ(wav->size(), 44u + 4 * 8000 * 4);
  std::vector<std::int16_t> channel[2];
  for (std::size_t i = 0; i < 32000; ++i)
    for (std::size_t c = 0; c < 2; ++c) {
      const auto* p = wav->data() + 44 + i * 4 + c * 2;
      channel[c].push_back(static_cast<std::int16_t>(p[0] | p[1] << 8));
    }
  for (std::size_t second = 0; second < 4; ++second) {
    const double level = second == 1 ? 0 : 9000;
    EXPECT_NEAR(goertzel(std::span(channel[0]).subspan(second * 8000, 8000), 440), level, 50);
    EXPECT_NEAR(goertzel(std::span(channel[1]).subspan(second * 8000, 8000), 700), level, 50);
    EXPECT_LT(goertzel(std::span(channel[0]).subspan(second * 8000, 8000), 700), 50);
  }
}

TEST(RecordingChunk, an_alaw_wav_has_its_extended_header) {
  const auto sound = sine(440, 160, 9000);
  const auto wav = recording_to_wav(Chunks{encode_chunk(RecordingFormat::alaw, 0, 160, sound, sound)});
  ASSERT_TRUE(wav);
  ASSERT_EQ(wav->size(), 58u + 320 * 2);
  EXPECT_EQ((*wav)[20], 6);
  EXPECT_EQ((*wav)[58], silence_code(Codec::pcma));
  EXPECT_EQ((*wav)[58 + 320 + 2], alaw_from_linear(sound[1]));
}

TEST(RecordingChunk, broken_chunks_are_refused) {
  const auto sound = sine(440, 160, 9000);
  const auto good = encode_chunk(RecordingFormat::alaw, 0, 0, sound, sound);
  for (std::size_t cut = 0; cut < good.size(); cut += 7)
    EXPECT_FALSE(recording_to_wav(Chunks{{good.begin(), good.begin() + static_cast<long>(cut)}}));
  auto far = good;
  far[12] = 0x7F;  // a start sample beyond a day would ask for terabytes
  EXPECT_FALSE(recording_to_wav(Chunks{far}));
  auto negative = good;
  negative[12] = 0xFF;
  EXPECT_FALSE(recording_to_wav(Chunks{negative}));
  EXPECT_TRUE(recording_to_wav({}));
}

}  // namespace
}  // namespace tandem::media
