#include "adapters/speech/espeak.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "adapters/speech/child_process.hpp"
#include "adapters/speech/pinyin.hpp"
#include "base/log.hpp"

namespace tandem {
namespace {

// "eSpeak NG text-to-speech: 1.51  Data at: …" -> 1, 51
std::pair<int, int> version_in(const std::string& output) {
  const auto colon = output.find(": ");
  int major = 0, minor = 0;
  if (colon == std::string::npos || std::sscanf(output.c_str() + colon + 2, "%d.%d", &major, &minor) != 2) return {};
  return {major, minor};
}

std::string scratch_file(const std::string& folder) {
  static std::atomic<std::uint64_t> counter{0};
  return folder + "/speech-" + std::to_string(getpid()) + "-" + std::to_string(++counter) + ".wav";
}

std::string spoken_text(const std::string& text) {
  std::string out = text;
  std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
  return out;
}

}  // namespace

Espeak::Espeak(EspeakOptions options) : options_(std::move(options)) {
  const auto answer = speech::run_program({options_.program, "--version"}, {}, options_.timeout_ms);
  if (!answer || answer->exit_code != 0) {
    log::warn("speech.unavailable program={}", options_.program);
    return;
  }
  reads_characters_ = version_in(answer->output) >= std::pair(1, 52);
}

Espeak::Voice Espeak::voice_for(const std::string& language) const {
  if (language.starts_with("zh")) return reads_characters_ ? Voice{"cmn", false} : Voice{"cmn-latn-pinyin", true};
  if (language == "en-US") return {"en-us", false};
  return {"en-gb", false};
}

std::string Espeak::voice(const std::string& language) const {
  return "espeak-" + voice_for(language).name + "-" + std::to_string(options_.words_per_minute);
}

Result<std::string> Espeak::synthesise(const std::string& text, const std::string& language) {
  if (text.size() > options_.longest_text) return fail(make_error_code(speech_errc::too_long));
  const Voice voice = voice_for(language);
  const std::string input = voice.pinyin ? speech::to_pinyin(spoken_text(text)) : spoken_text(text);
  const std::string file = scratch_file(options_.scratch);
  // To a file, because what espeak-ng writes to a pipe has no lengths in its header.
  const auto result = speech::run_program({options_.program, "-v", voice.name, "-s",
                                           std::to_string(options_.words_per_minute), "-b", "1", "--stdin", "-w", file},
                                          input + "\n", options_.timeout_ms);
  std::ifstream in(file, std::ios::binary);
  std::string wav{std::istreambuf_iterator<char>(in), {}};
  std::remove(file.c_str());
  if (!result) return fail(make_error_code(speech_errc::unavailable), result.error().detail);
  if (result->timed_out) return fail(make_error_code(speech_errc::timed_out));
  if (result->exit_code != 0 || wav.size() <= 44)
    return fail(make_error_code(speech_errc::failed), options_.program + " ended with " + std::to_string(result->exit_code));
  return wav;
}

}  // namespace tandem
