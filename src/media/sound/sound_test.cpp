#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "media/sound/g711.hpp"
#include "media/sound/music.hpp"
#include "media/sound/store.hpp"
#include "media/sound/wav.hpp"
#include "media/tone.hpp"

namespace tandem::media {
namespace {

std::vector<std::uint8_t> wav_of(int rate, int channels, const std::vector<std::int16_t>& interleaved) {
  auto out = wav_header(WavFormat::pcm16, channels, rate, static_cast<std::uint32_t>(interleaved.size() * 2));
  for (const auto s : interleaved) {
    out.push_back(static_cast<std::uint8_t>(s & 0xFF));
    out.push_back(static_cast<std::uint8_t>((s >> 8) & 0xFF));
  }
  return out;
}

std::vector<std::int16_t> heard(const Sound& sound, Codec codec) {
  std::vector<std::int16_t> out(sound.frames() * frame_samples);
  for (std::size_t i = 0; i < sound.frames(); ++i)
    decode(codec, {sound.frame(codec, i), frame_samples}, out.data() + i * frame_samples);
  return out;
}

std::vector<std::int16_t> sine_at(int rate, double hertz, int samples, int channels) {
  std::vector<std::int16_t> out;
  for (int i = 0; i < samples; ++i)
    for (int c = 0; c < channels; ++c)
      out.push_back(static_cast<std::int16_t>(8000 * std::sin(2 * 3.14159265358979 * hertz * i / rate)));
  return out;
}

TEST(Sound, stereo_at_44100_becomes_8k_mono_of_the_same_pitch_and_length) {
  const auto sound = sound_from_wav(wav_of(44100, 2, sine_at(44100, 1000, 44100, 2)));
  ASSERT_TRUE(sound);
  EXPECT_NEAR(static_cast<double>((*sound)->duration_ms()), 1000, 40);
  for (const auto codec : {Codec::pcmu, Codec::pcma}) {
    const auto samples = heard(**sound, codec);
    EXPECT_NEAR(goertzel(std::span(samples).subspan(800, 4000), 1000), 8000, 400);
    EXPECT_LT(goertzel(std::span(samples).subspan(800, 4000), 1500), 200);
  }
}

TEST(Sound, a_pipe_written_wav_with_an_endless_length_is_taken_to_its_end) {
  auto file = wav_of(8000, 1, sine_at(8000, 440, 8000, 1));
  for (const std::size_t at : {4u, 40u})
    for (std::size_t i = 0; i < 4; ++i) file[at + i] = i == 3 ? 0x7F : 0xFF;
  const auto sound = sound_from_wav(file);
  ASSERT_TRUE(sound);
  EXPECT_EQ((*sound)->frames(), 50u);
}

TEST(Sound, broken_and_foreign_files_are_refused) {
  EXPECT_FALSE(sound_from_wav({}));
  const auto good = wav_of(8000, 1, sine_at(8000, 440, 160, 1));
  for (std::size_t cut = 0; cut < 44; ++cut) EXPECT_FALSE(sound_from_wav(std::span(good).first(cut))) << cut;
  auto eight_bit = good;
  eight_bit[34] = 8;
  EXPECT_FALSE(sound_from_wav(eight_bit));
  auto no_rate = good;
  no_rate[24] = no_rate[25] = 0;
  EXPECT_FALSE(sound_from_wav(no_rate));
  EXPECT_FALSE(sound_from_wav(wav_of(8000, 1, sine_at(8000, 440, 16001, 1)), 2));
}

TEST(SoundStore, a_file_is_read_once_and_again_when_it_changed) {
  const auto path = std::filesystem::temp_directory_path() / ("tandem-sound-" + std::to_string(::getpid()) + ".wav");
  const auto write = [&](int samples) {
    const auto bytes = wav_of(8000, 1, sine_at(8000, 440, samples, 1));
    std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes));
  };
  SoundStore store;
  write(800);
  const auto first = store.file(path.string());
  ASSERT_TRUE(first);
  EXPECT_EQ(*store.file(path.string()), *first);
  write(1600);
  EXPECT_EQ((*store.file(path.string()))->frames(), 10u);
  std::filesystem::remove(path);
  EXPECT_FALSE(store.file(path.string()));
}

TEST(Music, is_the_same_every_time_loud_enough_and_loops_without_a_click) {
  const auto tune = compose_music();
  EXPECT_EQ(tune, compose_music());
  EXPECT_EQ(tune.size(), 48u * 8000u);
  EXPECT_GT(rms(tune), 1000);
  const auto steepest = [&](std::size_t from, std::size_t to) {
    int most = 0;
    for (std::size_t i = from; i < to; ++i) most = std::max(most, std::abs(tune[i + 1] - tune[i]));
    return most;
  };
  EXPECT_LE(std::abs(tune.front() - tune.back()), steepest(0, tune.size() - 1));
  for (std::size_t second = 0; second < 48; ++second)
    EXPECT_GT(rms(std::span(tune).subspan(second * 8000, 8000)), 200) << second;
}

}  // namespace
}  // namespace tandem::media
