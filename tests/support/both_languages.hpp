// What every text for people must be: in both languages, and the Chinese one Chinese. For tests, on their thread.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "model/localized.hpp"

namespace tandem::test {

// The blocks of Chinese characters in use, U+4E00 to U+9FFF, are what UTF-8 begins with these bytes.
inline bool has_chinese_character(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xe4 && byte <= 0xe9;
  });
}

inline void expect_both_languages(const Localized& text) {
  EXPECT_FALSE(text.en.empty()) << text.zh;
  EXPECT_TRUE(has_chinese_character(text.zh)) << "no Chinese: '" << text.zh << "' for '" << text.en << "'";
  EXPECT_NE(text.zh, text.en);
}

// Of a list of problems, warnings or remarks.
inline void expect_both_languages_of(const auto& list) {
  for (const auto& item : list) expect_both_languages(item.text);
}

}  // namespace tandem::test
