#include "channels/voice/prompts/prompt_library.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <future>

#include "channels/voice/prompts/spelling.hpp"

namespace tandem {
namespace {

// One second of silence as a WAV file, and a count of how often it was asked for.
class CountingSpeech : public Speech {
 public:
  Result<std::string> synthesise(const std::string& text, const std::string&) override {
    ++asked;
    if (text == "fails") return fail(make_error_code(speech_errc::failed));
    return wav(8000);
  }
  std::string voice(const std::string&) const override { return "test"; }

  static std::string wav(std::uint32_t samples) {
    std::string out = "RIFF";
    const auto number = [&](std::uint32_t value, int bytes) {
      for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
    };
    number(36 + samples * 2, 4);
    out += "WAVEfmt ";
    number(16, 4);
    number(1, 2);
    number(1, 2);
    number(8000, 4);
    number(16000, 4);
    number(2, 2);
    number(16, 2);
    out += "data";
    number(samples * 2, 4);
    out.append(samples * 2, '\0');
    return out;
  }
  std::atomic<int> asked{0};
};

class PromptLibraryTest : public ::testing::Test {
 protected:
  PromptLibraryTest() {
    folder = std::filesystem::temp_directory_path() / ("prompts-" + std::to_string(getpid()));
    std::filesystem::remove_all(folder);
  }
  ~PromptLibraryTest() override { std::filesystem::remove_all(folder); }

  PromptLibrary::Sounds wait(PromptLibrary& library, std::vector<Prompt> prompts) {
    std::promise<PromptLibrary::Sounds> done;
    library.prepare(prompts, [&](PromptLibrary::Sounds sounds) { done.set_value(std::move(sounds)); });
    return done.get_future().get();
  }

  std::filesystem::path folder;
  CountingSpeech speech;
};

TEST_F(PromptLibraryTest, text_is_spoken_once_and_kept_over_restarts) {
  {
    PromptLibrary library(speech, {folder});
    EXPECT_EQ(wait(library, {{"你好", "zh-CN", false}}).size(), 1u);
    EXPECT_EQ(wait(library, {{"你好", "zh-CN", false}}).size(), 1u);
    EXPECT_EQ(wait(library, {{"你好", "en", false}}).size(), 1u);
  }
  EXPECT_EQ(speech.asked, 2);
  PromptLibrary again(speech, {folder});
  EXPECT_EQ(wait(again, {{"你好", "zh-CN", false}}).size(), 1u);
  EXPECT_EQ(speech.asked, 2);
}

TEST_F(PromptLibraryTest, what_is_in_memory_is_answered_at_once) {
  PromptLibrary library(speech, {folder});
  wait(library, {{"hello", "en", false}});
  bool called = false;
  library.prepare({{"hello", "en", false}}, [&](PromptLibrary::Sounds) { called = true; });
  EXPECT_TRUE(called);
}

TEST_F(PromptLibraryTest, recording_with_the_name_wins) {
  PromptLibrary library(speech, {folder});
  std::ofstream(folder / "recorded" / "greeting.zh.wav", std::ios::binary) << CountingSpeech::wav(4000);
  const auto sounds = wait(library, {{"greeting", "zh-CN", false}});
  ASSERT_EQ(sounds.size(), 1u);
  EXPECT_EQ(sounds[0]->duration_ms(), 500);
  EXPECT_EQ(speech.asked, 0);
}

TEST_F(PromptLibraryTest, names_do_not_leave_the_folder) {
  EXPECT_FALSE(PromptLibrary::is_recording_name("../../etc/passwd"));
  EXPECT_FALSE(PromptLibrary::is_recording_name(".."));
  EXPECT_FALSE(PromptLibrary::is_recording_name(""));
  EXPECT_TRUE(PromptLibrary::is_recording_name("greeting-2.zh"));
}

TEST_F(PromptLibraryTest, spelled_numbers_are_made_digit_by_digit) {
  EXPECT_EQ(spelled("A-12", "zh-CN"), (std::vector<std::string>{"A", "一", "二"}));
  EXPECT_EQ(spelled("120", "en"), (std::vector<std::string>{"1", "2", "0"}));
  PromptLibrary library(speech, {folder});
  EXPECT_EQ(wait(library, {{"1212", "zh-CN", true}}).size(), 4u);
  EXPECT_EQ(speech.asked, 2);
}

TEST_F(PromptLibraryTest, prompt_that_cannot_be_made_is_left_out) {
  PromptLibrary library(speech, {folder});
  EXPECT_EQ(wait(library, {{"fails", "en", false}, {"works", "en", false}}).size(), 1u);
  EXPECT_TRUE(wait(library, {}).empty());
}

TEST_F(PromptLibraryTest, unknown_music_is_the_built_in_tune) {
  PromptLibrary library(speech, {folder});
  for (const char* name : {"default", "no-such-tune", "../x", ""}) {
    std::promise<media::SoundPtr> done;
    library.music(name, [&](media::SoundPtr sound) { done.set_value(sound); });
    EXPECT_EQ(done.get_future().get(), media::SoundStore::music()) << name;
  }
}

TEST_F(PromptLibraryTest, kept_speech_is_bounded) {
  PromptOptions options{folder};
  options.kept_files = 10;
  PromptLibrary library(speech, options);
  for (int i = 0; i < 30; ++i) wait(library, {{"text number " + std::to_string(i), "en", false}});
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder / "spoken")) ++files;
  EXPECT_LE(files, 11u);
}

}  // namespace
}  // namespace tandem
