// espeak-ng behind the speech port: a child process for each text, given on its standard input, with a time limit; no
// shell. The program is GPL and therefore only started, never linked. Thread-safe; the caller bounds how many run.
#pragma once

#include <string>

#include "ports/speech.hpp"

namespace tandem {

struct EspeakOptions {
  std::string program = "espeak-ng";       // looked for in PATH
  std::string scratch = "/tmp";            // where its WAV file is written before it is read
  int timeout_ms = 10'000;
  int words_per_minute = 165;
  std::size_t longest_text = 4096;         // bytes
};

class Espeak final : public Speech {
 public:
  // Asks the program for its version, once. An absent program is no error here: synthesise() says `unavailable`.
  explicit Espeak(EspeakOptions options = {});

  Result<std::string> synthesise(const std::string& text, const std::string& language) override;
  std::string voice(const std::string& language) const override;

 private:
  struct Voice {
    std::string name;
    bool pinyin = false;  // wants pinyin instead of characters
  };
  Voice voice_for(const std::string& language) const;

  EspeakOptions options_;
  bool reads_characters_ = false;  // 1.52 and later speak Chinese characters rightly
};

}  // namespace tandem
