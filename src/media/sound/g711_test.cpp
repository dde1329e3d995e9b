#include "media/sound/g711.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace tandem::media {
namespace {

TEST(G711, codes_of_the_recommendation_decode_to_its_values) {
  EXPECT_EQ(linear_from_ulaw(0xFF), 0);
  EXPECT_EQ(linear_from_ulaw(0x7F), 0);
  EXPECT_EQ(linear_from_ulaw(0x80), 32124);
  EXPECT_EQ(linear_from_ulaw(0x00), -32124);
  EXPECT_EQ(linear_from_ulaw(0xFE), 8);
  EXPECT_EQ(linear_from_alaw(0xD5), 8);
  EXPECT_EQ(linear_from_alaw(0x55), -8);
  EXPECT_EQ(linear_from_alaw(0xAA), 32256);
  EXPECT_EQ(linear_from_alaw(0x2A), -32256);
}

TEST(G711, the_milliwatt_sequence_of_the_recommendation_survives_both_ways) {
  // Tables 5 and 6 of G.711: one period of 1 kHz at 0 dBm0.
  const std::uint8_t alaw[8] = {0x34, 0x21, 0x21, 0x34, 0xB4, 0xA1, 0xA1, 0xB4};
  const std::uint8_t ulaw[8] = {0x1E, 0x0B, 0x0B, 0x1E, 0x9E, 0x8B, 0x8B, 0x9E};
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(alaw_from_linear(linear_from_alaw(alaw[i])), alaw[i]);
    EXPECT_EQ(ulaw_from_linear(linear_from_ulaw(ulaw[i])), ulaw[i]);
    EXPECT_NEAR(linear_from_alaw(alaw[i]), linear_from_ulaw(ulaw[i]), 500);
  }
}

TEST(G711, every_code_encodes_back_to_itself) {
  for (int code = 0; code < 256; ++code) {
    const auto c = static_cast<std::uint8_t>(code);
    EXPECT_EQ(alaw_from_linear(linear_from_alaw(c)), c);
    if (c == 0x7F) continue;  // negative zero
    EXPECT_EQ(ulaw_from_linear(linear_from_ulaw(c)), c);
  }
}

TEST(G711, error_stays_within_half_a_step_and_the_tables_agree_with_the_functions) {
  for (int sample = -32768; sample < 32768; ++sample) {
    const auto s = static_cast<std::int16_t>(sample);
    const int allowed = std::abs(sample) / 16 + 16;
    std::uint8_t u = 0, a = 0;
    encode(Codec::pcmu, {&s, 1}, &u);
    encode(Codec::pcma, {&s, 1}, &a);
    EXPECT_NEAR(linear_from_ulaw(u), sample, allowed);
    EXPECT_NEAR(linear_from_alaw(a), sample, allowed);
    EXPECT_EQ(a, alaw_from_linear(s)) << sample;
    EXPECT_NEAR(linear_from_ulaw(ulaw_from_linear(s)), sample, allowed);
  }
}

}  // namespace
}  // namespace tandem::media
