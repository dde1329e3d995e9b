#include "base/recent.hpp"

#include <gtest/gtest.h>

namespace tandem {
namespace {

TEST(Recent, works_out_once_what_is_asked_again) {
  Recent<int> recent;
  int worked_out = 0;
  const auto length_of = [&](std::string_view text) {
    return recent.of(text, [&] {
      ++worked_out;
      return static_cast<int>(text.size());
    });
  };
  EXPECT_EQ(length_of("abc"), 3);
  EXPECT_EQ(length_of("abc"), 3);
  EXPECT_EQ(worked_out, 1);
  EXPECT_EQ(length_of(""), 0);
  EXPECT_EQ(worked_out, 2);
}

TEST(Recent, texts_in_one_place_take_turns_and_keep_their_own_values) {
  Recent<std::string, 1> recent;
  for (const char* text : {"a", "b", "a", "b"}) EXPECT_EQ(recent.of(text, [&] { return text + std::string("!"); }), text + std::string("!"));
}

}  // namespace
}  // namespace tandem
