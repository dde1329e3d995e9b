// Prompts from files and the built-in sounds. Loading blocks (file, resampling): call it from a worker thread, never
// from a media thread. Thread-safe; keeps the sounds used last up to a byte limit.
#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <span>
#include <string>
#include <unordered_map>

#include "media/errc.hpp"
#include "media/sound/sound.hpp"

namespace tandem::media {

// RIFF/WAVE with 16-bit PCM (any rate 4–192 kHz, mono or stereo) or 8-bit G.711 (8 kHz); at most `max_seconds`.
// Stereo is mixed down, other rates are resampled to 8 kHz.
Result<SoundPtr> sound_from_wav(std::span<const std::uint8_t> wav, int max_seconds = 900);

class SoundStore {
 public:
  explicit SoundStore(std::size_t max_bytes = 64u << 20) : max_bytes_(max_bytes) {}

  // Loads the WAV file, or returns the cached one when file time and size are as before.
  Result<SoundPtr> file(const std::string& path);

  // A tune of about 45 s made for Tandem at the first call, the same every time; loops without a seam.
  static SoundPtr music();
  // 450 Hz, 1 s on and 4 s off (the Chinese network's ringback).
  static SoundPtr ringback();
  // 450 Hz, 350 ms on and off.
  static SoundPtr busy_tone();
  // One second.
  static SoundPtr silence();
  // A short beep, as before a voicemail.
  static SoundPtr beep();

 private:
  struct Entry {
    std::string path;
    std::int64_t modified = 0;
    std::int64_t size = 0;
    SoundPtr sound;
  };
  const std::size_t max_bytes_;
  std::mutex mutex_;
  std::size_t bytes_ = 0;
  std::list<Entry> recent_;  // most recently used first
  std::unordered_map<std::string, std::list<Entry>::iterator> by_path_;
};

}  // namespace tandem::media
