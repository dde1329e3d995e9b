// Prompts as sounds: uploaded recordings first, speech otherwise, both kept. What was heard lately is in memory and is
// answered at once; anything else is read or synthesised on one of the library's own few threads. Owned by the voice
// channel; thread-safe.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "media/sound/sound.hpp"
#include "media/sound/store.hpp"
#include "model/effect.hpp"
#include "ports/speech.hpp"

namespace tandem {

struct PromptOptions {
  std::filesystem::path folder;        // DATA/prompts: recorded/, music/ (uploads) and spoken/ (kept speech)
  int threads = 2;                     // so many speech programs at one time
  std::size_t queue = 1024;            // prompts that wait for one
  std::size_t kept_in_memory = 2000;   // sounds
  std::size_t kept_files = 20'000;     // of spoken/; the oldest tenth goes when there are more
};

class PromptLibrary {
 public:
  using Sounds = std::vector<media::SoundPtr>;
  using Done = std::function<void(Sounds)>;

  PromptLibrary(Speech& speech, PromptOptions options);
  ~PromptLibrary();
  PromptLibrary(const PromptLibrary&) = delete;
  PromptLibrary& operator=(const PromptLibrary&) = delete;

  // Calls `done` exactly once with the sounds in order; a prompt that cannot be made is left out (and logged). On the
  // calling thread before this returns when all are in memory, else on a library thread. No call is left without:
  // when the queue is full `done` comes at once with what there is.
  void prepare(const std::vector<Prompt>& prompts, Done done);
  // Queue music by name: music/NAME.wav, the built-in tune for "default" and for names without a file.
  void music(const std::string& name, std::function<void(media::SoundPtr)> done);

  // A prompt that is one word of [a-z0-9._-] names a recording: recorded/NAME.LANGUAGE.wav, or recorded/NAME.wav.
  static bool is_recording_name(const std::string& text);

 private:
  struct Piece {  // one sound: a text in a language, or a file
    std::string key;
    std::string text, language;
    std::filesystem::path file;  // of music; empty for prompts
  };
  struct Job {
    std::vector<Piece> pieces;
    Done done;
  };

  std::vector<Piece> pieces_of(const Prompt& prompt) const;
  bool all_in_memory(const std::vector<Piece>& pieces, Sounds& sounds);
  media::SoundPtr from_memory(const std::string& key);
  void keep(const std::string& key, media::SoundPtr sound);
  void run();
  media::SoundPtr make(const Piece& piece);
  std::optional<std::filesystem::path> recording_of(const Piece& piece) const;
  Result<std::filesystem::path> spoken_file(const Piece& piece);
  void thin_out();
  void submit(Job job);

  Speech& speech_;
  const PromptOptions options_;
  media::SoundStore files_;

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Job> jobs_;
  bool stopping_ = false;
  std::list<std::pair<std::string, media::SoundPtr>> recent_;  // most recently used first
  std::unordered_map<std::string, std::list<std::pair<std::string, media::SoundPtr>>::iterator> by_key_;
  std::size_t spoken_files_ = 0;
  std::uint64_t temporary_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace tandem
