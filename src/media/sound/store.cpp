#include "media/sound/store.hpp"

#include <speex/speex_resampler.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "media/sound/music.hpp"
#include "media/sound/wav.hpp"

namespace tandem::media {
namespace {

constexpr std::size_t max_file_bytes = 200u << 20;

Result<std::vector<std::int16_t>> to_8k(const WavAudio& audio) {
  if (audio.rate == sample_rate || audio.samples.empty()) return audio.samples;
  int error = 0;
  std::unique_ptr<SpeexResamplerState, decltype(&speex_resampler_destroy)> resampler(
      speex_resampler_init(1, static_cast<spx_uint32_t>(audio.rate), sample_rate, 7, &error), &speex_resampler_destroy);
  if (!resampler) return fail(errc::unsupported, "cannot resample this rate");
  speex_resampler_skip_zeros(resampler.get());
  // The filter's delay is pushed out by a tail of silence.
  auto input = audio.samples;
  input.resize(input.size() + static_cast<std::size_t>(speex_resampler_get_input_latency(resampler.get())), 0);
  std::vector<std::int16_t> out;
  out.reserve(input.size() * sample_rate / static_cast<std::size_t>(audio.rate) + 16);
  std::array<std::int16_t, 4096> block{};
  for (std::size_t at = 0; at < input.size();) {
    auto in_count = static_cast<spx_uint32_t>(std::min<std::size_t>(input.size() - at, 4096));
    auto out_count = static_cast<spx_uint32_t>(block.size());
    speex_resampler_process_int(resampler.get(), 0, input.data() + at, &in_count, block.data(), &out_count);
    if (in_count == 0 && out_count == 0) break;
    out.insert(out.end(), block.begin(), block.begin() + out_count);
    at += in_count;
  }
  return out;
}

Result<std::vector<std::uint8_t>> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(errc::system, "cannot open the sound file " + path);
  std::vector<std::uint8_t> bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (in.bad()) return fail(errc::system, "cannot read the sound file " + path);
  return bytes;
}

std::size_t bytes_of(const SoundPtr& sound) { return sound->frames() * frame_samples * 2; }

}  // namespace

Result<SoundPtr> sound_from_wav(std::span<const std::uint8_t> wav, int max_seconds) {
  const auto audio = read_wav(wav, max_seconds);
  if (!audio) return audio.error();
  const auto samples = to_8k(*audio);
  if (!samples) return samples.error();
  return SoundPtr(std::make_shared<const Sound>(*samples));
}

Result<SoundPtr> SoundStore::file(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) return fail(errc::system, "cannot find the sound file " + path);
  if (size > max_file_bytes) return fail(errc::unsupported, "the sound file is too large: " + path);
  const auto written = std::filesystem::last_write_time(path, error);
  const auto modified = static_cast<std::int64_t>(written.time_since_epoch().count());
  {
    const std::scoped_lock lock(mutex_);
    const auto found = by_path_.find(path);
    if (found != by_path_.end() && found->second->modified == modified &&
        found->second->size == static_cast<std::int64_t>(size)) {
      recent_.splice(recent_.begin(), recent_, found->second);
      return recent_.front().sound;
    }
  }
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  auto sound = sound_from_wav(*bytes);
  if (!sound) return fail(sound.error().code, sound.error().detail + ": " + path);
  const std::scoped_lock lock(mutex_);
  if (const auto old = by_path_.find(path); old != by_path_.end()) {
    bytes_ -= bytes_of(old->second->sound);
    recent_.erase(old->second);
  }
  recent_.push_front({path, modified, static_cast<std::int64_t>(size), *sound});
  by_path_[path] = recent_.begin();
  bytes_ += bytes_of(*sound);
  while (bytes_ > max_bytes_ && recent_.size() > 1) {
    bytes_ -= bytes_of(recent_.back().sound);
    by_path_.erase(recent_.back().path);
    recent_.pop_back();
  }
  return *sound;
}

SoundPtr SoundStore::music() {
  static const SoundPtr sound = std::make_shared<const Sound>(compose_music());
  return sound;
}
SoundPtr SoundStore::ringback() {
  static const SoundPtr sound = std::make_shared<const Sound>(cadence(450, 1000, 4000, 8000));
  return sound;
}
SoundPtr SoundStore::busy_tone() {
  static const SoundPtr sound = std::make_shared<const Sound>(cadence(450, 350, 350, 8000));
  return sound;
}
SoundPtr SoundStore::silence() {
  static const SoundPtr sound = std::make_shared<const Sound>(std::vector<std::int16_t>(sample_rate, 0));
  return sound;
}
SoundPtr SoundStore::beep() {
  static const SoundPtr sound = std::make_shared<const Sound>(cadence(1000, 300, 60, 9000));
  return sound;
}

}  // namespace tandem::media
