#include "base/ids.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <type_traits>
#include <vector>

#include "base/id_source.hpp"

namespace tandem {
namespace {

using Apple = Id<struct AppleTag>;
using Pear = Id<struct PearTag>;

static_assert(!std::is_convertible_v<Apple, Pear> && !std::is_constructible_v<Apple, Pear>);
static_assert(!std::is_convertible_v<std::int64_t, Apple> && !std::is_convertible_v<Apple, std::int64_t>);

TEST(Id, text_reads_back) {
  EXPECT_EQ(Apple::parse(Apple{9223372036854775807}.text()), Apple{9223372036854775807});
  EXPECT_EQ(Apple::parse("1"), Apple{1});
}

TEST(Id, anything_but_a_positive_number_is_none) {
  for (const char* text : {"", "0", "-1", "+1", " 1", "1 ", "1.0", "0x1", "one", "9223372036854775808"})
    EXPECT_FALSE(Apple::parse(text)) << text;
}

TEST(IdSource, ids_rise_and_are_positive) {
  IdSource source;
  std::int64_t last = 0;
  for (int i = 0; i < 100'000; ++i) {
    const auto id = source.next<Apple>();
    ASSERT_GT(id.value, last);
    last = id.value;
  }
}

TEST(IdSource, ids_carry_the_time_they_were_made) {
  IdSource source;
  const auto before = WallTime::now();
  const auto made_ms = (source.next_value() >> 20) + IdSource::epoch_ms;
  EXPECT_GE(made_ms, before.ms);
  EXPECT_LE(made_ms, WallTime::now().ms);
}

TEST(IdSource, threads_never_get_the_same_id) {
  IdSource source;
  constexpr int threads = 4, each = 20'000;
  std::vector<std::vector<std::int64_t>> made(threads);
  {
    std::vector<std::jthread> running;
    for (auto& mine : made)
      running.emplace_back([&source, &mine] {
        for (int i = 0; i < each; ++i) mine.push_back(source.next_value());
      });
  }
  std::vector<std::int64_t> all;
  for (const auto& mine : made) all.insert(all.end(), mine.begin(), mine.end());
  std::sort(all.begin(), all.end());
  EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
  EXPECT_EQ(all.size(), std::size_t{threads} * each);
}

}  // namespace
}  // namespace tandem
