#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "adapters/speech/child_process.hpp"
#include "adapters/speech/espeak.hpp"
#include "adapters/speech/pinyin.hpp"

namespace tandem {
namespace {

std::size_t seconds_of(const std::string& wav) { return wav.size() / 2 / 22050; }

TEST(Pinyin, words_with_several_readings_are_read_rightly) {
  EXPECT_NE(speech::to_pinyin("欢迎致电银行").find("yín háng"), std::string::npos);
  EXPECT_NE(speech::to_pinyin("重新播放请按9").find("chóng xīn"), std::string::npos);
  EXPECT_NE(speech::to_pinyin("还款请按1").find("huán kuǎn"), std::string::npos);
  EXPECT_NE(speech::to_pinyin("正在为您转接").find("wèi nín"), std::string::npos);
}

TEST(Pinyin, numbers_and_latin_text_stay_and_pauses_remain) {
  const std::string out = speech::to_pinyin("订单号4001，已发货。");
  EXPECT_NE(out.find(" 4001"), std::string::npos) << out;
  EXPECT_NE(out.find(", "), std::string::npos) << out;
  EXPECT_EQ(speech::to_pinyin("Tandem 2.5"), "Tandem 2.5");
  EXPECT_EQ(speech::to_pinyin(""), "");
}

TEST(ChildProcess, input_and_output_go_through_without_a_shell) {
  const auto result = speech::run_program({"cat"}, "a $HOME `id`", 5000);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->output, "a $HOME `id`");
  EXPECT_EQ(result->exit_code, 0);
}

TEST(ChildProcess, one_that_takes_too_long_is_killed) {
  const auto begun = std::chrono::steady_clock::now();
  const auto result = speech::run_program({"sleep", "30"}, {}, 100);
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->timed_out);
  EXPECT_EQ(result->exit_code, 128 + 9);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(10));
}

TEST(ChildProcess, one_that_closes_its_input_does_no_harm) {
  const auto result = speech::run_program({"true"}, std::string(1 << 20, 'x'), 5000);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->exit_code, 0);
}

TEST(ChildProcess, absent_program_is_a_failure) { EXPECT_FALSE(speech::run_program({"no-such-program-here"}, {}, 100)); }

TEST(Espeak, speaks_chinese_and_english) {
  Espeak espeak;
  const auto chinese = espeak.synthesise("您好，欢迎致电天德商城。请输入订单号，按井号键结束。", "zh-CN");
  ASSERT_TRUE(chinese) << chinese.error().detail;
  EXPECT_TRUE(chinese->starts_with("RIFF"));
  EXPECT_GE(seconds_of(*chinese), 3u);
  EXPECT_LE(seconds_of(*chinese), 20u);
  const auto english = espeak.synthesise("Welcome. Please enter your order number.", "en-US");
  ASSERT_TRUE(english) << english.error().detail;
  EXPECT_NE(espeak.voice("zh-CN"), espeak.voice("en"));
}

TEST(Espeak, texts_that_look_like_options_or_are_too_long_do_no_harm) {
  Espeak espeak;
  EXPECT_TRUE(espeak.synthesise("--version; -w /etc/passwd $(id) \x01", "en"));
  const auto too_long = espeak.synthesise(std::string(5000, 'a'), "en");
  ASSERT_FALSE(too_long);
  EXPECT_EQ(too_long.error().code, make_error_code(speech_errc::too_long));
}

TEST(Espeak, absent_program_is_unavailable) {
  EspeakOptions options;
  options.program = "no-such-program-here";
  Espeak espeak(options);
  const auto result = espeak.synthesise("hello", "en");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, make_error_code(speech_errc::unavailable));
}

}  // namespace
}  // namespace tandem
