#include "channels/voice/prompts/prompt_library.hpp"

#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "base/log.hpp"
#include "base/threads/thread_name.hpp"
#include "channels/voice/prompts/spelling.hpp"

namespace tandem {
namespace {

namespace fs = std::filesystem;

std::string fingerprint(const std::string& text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha256(), nullptr);
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (unsigned int i = 0; i < 20 && i < size; ++i) {
    out += digits[digest[i] >> 4];
    out += digits[digest[i] & 15];
  }
  return out;
}

std::size_t count_files(const fs::path& folder) {
  std::error_code error;
  std::size_t count = 0;
  for (auto it = fs::directory_iterator(folder, error); !error && it != fs::directory_iterator(); it.increment(error))
    ++count;
  return count;
}

}  // namespace

PromptLibrary::PromptLibrary(Speech& speech, PromptOptions options) : speech_(speech), options_(std::move(options)) {
  for (const char* part : {"recorded", "music", "spoken"}) fs::create_directories(options_.folder / part);
  spoken_files_ = count_files(options_.folder / "spoken");
  for (int i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { run(); });
}

PromptLibrary::~PromptLibrary() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_all();
  for (auto& thread : threads_) thread.join();
  for (auto& job : jobs_) job.done({});
}

bool PromptLibrary::is_recording_name(const std::string& text) {
  return !text.empty() && text.size() <= 64 && text.front() != '.' && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  });
}

std::vector<PromptLibrary::Piece> PromptLibrary::pieces_of(const Prompt& prompt) const {
  std::vector<Piece> out;
  const std::string voice = speech_.voice(prompt.language);
  const auto add = [&](std::string text) {
    out.push_back({voice + "|" + prompt.language + "|" + text, std::move(text), prompt.language, {}});
  };
  // Digits are made one by one, so that nobody's number is ever kept in a file.
  if (prompt.spell)
    for (auto& part : spelled(prompt.text, prompt.language)) add(std::move(part));
  else if (!prompt.text.empty())
    add(prompt.text);
  return out;
}

media::SoundPtr PromptLibrary::from_memory(const std::string& key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  recent_.splice(recent_.begin(), recent_, found->second);
  return recent_.front().second;
}

bool PromptLibrary::all_in_memory(const std::vector<Piece>& pieces, Sounds& sounds) {
  std::lock_guard lock(mutex_);
  for (const auto& piece : pieces) {
    auto sound = from_memory(piece.key);
    if (!sound) return false;
    sounds.push_back(std::move(sound));
  }
  return true;
}

void PromptLibrary::keep(const std::string& key, media::SoundPtr sound) {
  std::lock_guard lock(mutex_);
  if (by_key_.contains(key)) return;
  recent_.emplace_front(key, std::move(sound));
  by_key_[key] = recent_.begin();
  if (recent_.size() <= options_.kept_in_memory) return;
  by_key_.erase(recent_.back().first);
  recent_.pop_back();
}

void PromptLibrary::prepare(const std::vector<Prompt>& prompts, Done done) {
  Job job;
  for (const auto& prompt : prompts)
    for (auto& piece : pieces_of(prompt)) job.pieces.push_back(std::move(piece));
  Sounds sounds;
  if (all_in_memory(job.pieces, sounds)) return done(std::move(sounds));
  job.done = std::move(done);
  submit(std::move(job));
}

void PromptLibrary::submit(Job job) {
  {
    std::lock_guard lock(mutex_);
    if (!stopping_ && jobs_.size() < options_.queue) {
      jobs_.push_back(std::move(job));
      arrived_.notify_one();
      return;
    }
  }
  log::warn("prompts.overloaded waiting={}", options_.queue);
  job.done({});
}

void PromptLibrary::music(const std::string& name, std::function<void(media::SoundPtr)> done) {
  if (!is_recording_name(name) || name == "default") {
    if (!fs::exists(options_.folder / "music" / "default.wav")) return done(media::SoundStore::music());
  }
  const std::string file = is_recording_name(name) ? name : "default";
  Job job;
  job.pieces.push_back({"music|" + file, {}, {}, options_.folder / "music" / (file + ".wav")});
  job.done = [done](Sounds sounds) { done(sounds.empty() ? media::SoundStore::music() : sounds.front()); };
  Sounds sounds;
  if (all_in_memory(job.pieces, sounds)) return job.done(std::move(sounds));
  submit(std::move(job));
}

// --- on the library's threads ---

void PromptLibrary::run() {
  name_thread("prompts");
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
      if (stopping_) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    Sounds sounds;
    for (const auto& piece : job.pieces)
      if (auto sound = make(piece)) sounds.push_back(std::move(sound));
    job.done(std::move(sounds));
  }
}

media::SoundPtr PromptLibrary::make(const Piece& piece) {
  {
    std::lock_guard lock(mutex_);
    if (auto sound = from_memory(piece.key)) return sound;
  }
  fs::path path = piece.file;
  if (path.empty()) {
    if (const auto recording = recording_of(piece)) {
      path = *recording;
    } else if (auto spoken = spoken_file(piece)) {
      path = *spoken;
    } else {
      log::error("prompts.not_spoken language={} why=\"{}\" {}", piece.language, spoken.error().code.message(),
                 spoken.error().detail);
      return nullptr;
    }
  }
  auto sound = files_.file(path.string());
  if (!sound) {
    log::warn("prompts.unreadable file={} why=\"{}\"", path.filename().string(), sound.error().detail);
    return nullptr;
  }
  keep(piece.key, *sound);
  return *sound;
}

std::optional<fs::path> PromptLibrary::recording_of(const Piece& piece) const {
  if (!is_recording_name(piece.text)) return std::nullopt;
  const auto folder = options_.folder / "recorded";
  for (const auto& name :
       {piece.text + "." + piece.language, piece.text + "." + piece.language.substr(0, 2), piece.text})
    if (auto path = folder / (name + ".wav"); fs::exists(path)) return path;
  return std::nullopt;
}

Result<fs::path> PromptLibrary::spoken_file(const Piece& piece) {
  const auto folder = options_.folder / "spoken";
  const auto path = folder / (fingerprint(piece.key) + ".wav");
  if (fs::exists(path)) return path;
  auto wav = speech_.synthesise(piece.text, piece.language);
  if (!wav) return wav.error();
  fs::path temporary;
  {
    std::lock_guard lock(mutex_);
    temporary = folder / (".making-" + std::to_string(getpid()) + "-" + std::to_string(++temporary_));
  }
  std::ofstream out(temporary, std::ios::binary);
  out.write(wav->data(), static_cast<std::streamsize>(wav->size()));
  out.close();
  std::error_code error;
  if (out) fs::rename(temporary, path, error);
  if (!out || error) {
    std::error_code ignored;
    fs::remove(temporary, ignored);
    return fail(make_error_code(speech_errc::failed), "cannot write to " + folder.string() + ": is the disk full?");
  }
  bool too_many = false;
  {
    std::lock_guard lock(mutex_);
    too_many = ++spoken_files_ > options_.kept_files;
  }
  if (too_many) thin_out();
  return path;
}

void PromptLibrary::thin_out() {
  std::vector<std::pair<fs::file_time_type, fs::path>> all;
  std::error_code error;
  for (auto it = fs::directory_iterator(options_.folder / "spoken", error); !error && it != fs::directory_iterator();
       it.increment(error))
    all.emplace_back(it->last_write_time(error), it->path());
  std::sort(all.begin(), all.end());
  const std::size_t surplus = std::min(all.size(), all.size() / 10 + 1);
  for (std::size_t i = 0; i < surplus; ++i) fs::remove(all[i].second, error);
  std::lock_guard lock(mutex_);
  spoken_files_ = all.size() - surplus;
}

}  // namespace tandem
