#include "model/said.hpp"

#include <gtest/gtest.h>

namespace tandem {
namespace {

TEST(Said, each_sentence_takes_its_own_part_of_what_is_in_both_languages) {
  const auto queue = said("队列“{}”", "queue '{}'", "账务");
  EXPECT_EQ(queue, (Localized{"队列“账务”", "queue '账务'"}));
  EXPECT_EQ(said("{1}的 '{0}' 有 {2} 项", "'{0}' of {1} has {2} entries", std::string_view("relax"), queue, 11),
            (Localized{"队列“账务”的 'relax' 有 11 项", "'relax' of queue '账务' has 11 entries"}));
}

TEST(Said, what_is_put_in_is_not_read_as_a_pattern) {
  EXPECT_EQ(said("没有“{}”", "there is no '{}'", "{0:>99}"), (Localized{"没有“{0:>99}”", "there is no '{0:>99}'"}));
}

}  // namespace
}  // namespace tandem
