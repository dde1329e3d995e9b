#include "media/sound/prompter.hpp"

#include <gtest/gtest.h>

namespace tandem::media {
namespace {

SoundPtr sound_of(int frames, std::int16_t level = 1000) {
  return std::make_shared<const Sound>(
      std::vector<std::int16_t>(static_cast<std::size_t>(frames * frame_samples), level));
}

class PrompterTest : public ::testing::Test {
 protected:
  // How many of the next ticks had sound.
  int run(int ticks) {
    int sounding = 0;
    for (int i = 0; i < ticks; ++i) sounding += prompter_.tick(Codec::pcma, events_).bytes != nullptr ? 1 : 0;
    return sounding;
  }
  void press(std::string_view keys) {
    for (const char key : keys) prompter_.digit(key, events_);
  }
  CollectRequest menu() {
    CollectRequest request;
    request.request = 9;
    request.sounds = {sound_of(10)};
    request.min_digits = 2;
    request.max_digits = 4;
    request.first_digit_timeout_ms = 1000;
    request.inter_digit_timeout_ms = 500;
    return request;
  }
  void expect_collected(const std::string& digits, CollectEnd why, char terminator = 0) {
    ASSERT_FALSE(events_.empty());
    const auto* collected = std::get_if<DigitsCollected>(&events_.back());
    ASSERT_NE(collected, nullptr);
    EXPECT_EQ(collected->request, 9);
    EXPECT_EQ(collected->digits.value, digits);
    EXPECT_EQ(collected->why, why);
    EXPECT_EQ(collected->terminator, terminator);
  }

  Prompter prompter_{LegId{1}};
  std::vector<Event> events_;
};

TEST_F(PrompterTest, sounds_play_one_after_another_and_end_once) {
  prompter_.play({5, {sound_of(3), nullptr, sound_of(0), sound_of(4)}}, events_);
  EXPECT_EQ(run(7), 7);
  EXPECT_TRUE(events_.empty());
  EXPECT_EQ(run(5), 0);
  ASSERT_EQ(events_.size(), 1u);
  EXPECT_EQ(std::get<PlayFinished>(events_[0]).request, 5);
  EXPECT_EQ(std::get<PlayFinished>(events_[0]).why, PlayEnd::finished);
}

TEST_F(PrompterTest, a_loop_goes_on_until_stopped_and_nothing_to_play_ends_at_once) {
  prompter_.play({5, {sound_of(3)}, true}, events_);
  EXPECT_EQ(run(100), 100);
  prompter_.play({6, {}, true}, events_);
  ASSERT_EQ(events_.size(), 2u);
  EXPECT_EQ(std::get<PlayFinished>(events_[0]).why, PlayEnd::stopped);
  EXPECT_EQ(std::get<PlayFinished>(events_[1]).why, PlayEnd::finished);
}

TEST_F(PrompterTest, a_digit_ends_a_prompt_that_may_be_barged_into) {
  prompter_.play({5, {sound_of(30)}, false, true}, events_);
  run(3);
  press("4");
  EXPECT_EQ(run(1), 0);
  ASSERT_EQ(events_.size(), 2u);
  EXPECT_EQ(std::get<DigitPressed>(events_[0]).digit, '4');
  EXPECT_EQ(std::get<PlayFinished>(events_[1]).why, PlayEnd::barged_in);
}

TEST_F(PrompterTest, the_first_digit_silences_the_prompt_of_a_collect) {
  prompter_.collect(menu(), events_);
  EXPECT_EQ(run(3), 3);
  press("1");
  EXPECT_EQ(run(5), 0);
  press("23");
  EXPECT_TRUE(events_.empty());
  press("4");
  expect_collected("1234", CollectEnd::enough);
}

TEST_F(PrompterTest, a_terminator_ends_a_collect_early) {
  prompter_.collect(menu(), events_);
  press("12#");
  expect_collected("12", CollectEnd::terminated, '#');
  prompter_.collect(menu(), events_);
  press("1#");
  expect_collected("1", CollectEnd::too_few, '#');
}

TEST_F(PrompterTest, timeouts_count_from_the_end_of_the_prompt_and_from_the_last_digit) {
  prompter_.collect(menu(), events_);
  run(10 + 50);
  EXPECT_TRUE(events_.empty());
  run(2);
  expect_collected("", CollectEnd::no_input);
  for (const auto& [keys, why] : {std::pair{"1", CollectEnd::too_few}, std::pair{"123", CollectEnd::timed_out}}) {
    events_.clear();
    prompter_.collect(menu(), events_);
    press(keys);
    run(24);
    EXPECT_TRUE(events_.empty());
    run(1);
    expect_collected(keys, why);
  }
}

TEST_F(PrompterTest, without_barge_in_keys_during_the_prompt_do_not_count) {
  auto request = menu();
  request.barge_in = false;
  prompter_.collect(request, events_);
  run(5);
  press("99");
  EXPECT_EQ(run(6), 5);
  press("12#");
  expect_collected("12", CollectEnd::terminated, '#');
}

TEST_F(PrompterTest, keys_typed_ahead_count_for_five_seconds_and_the_rest_stays_for_the_next) {
  press("0");
  run(260);
  press("12345");
  events_.clear();
  prompter_.collect(menu(), events_);
  expect_collected("1234", CollectEnd::enough);
  auto last = menu();
  last.max_digits = last.min_digits = 1;
  prompter_.collect(last, events_);
  expect_collected("5", CollectEnd::enough);
  press("7");
  last.type_ahead = false;
  prompter_.collect(last, events_);
  run(10 + 51);
  expect_collected("", CollectEnd::no_input);
}

TEST_F(PrompterTest, a_secret_collect_reports_no_single_keys_and_says_that_it_is_secret) {
  auto request = menu();
  request.secret = true;
  prompter_.collect(request, events_);
  press("1234");
  ASSERT_EQ(events_.size(), 1u);
  EXPECT_TRUE(std::get<DigitsCollected>(events_[0]).digits.secret);
}

TEST_F(PrompterTest, removing_the_leg_ends_what_runs) {
  prompter_.collect(menu(), events_);
  press("1");
  prompter_.leg_removed(events_);
  expect_collected("1", CollectEnd::leg_removed);
}

}  // namespace
}  // namespace tandem::media
