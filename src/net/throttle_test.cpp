#include "net/throttle.hpp"

#include <gtest/gtest.h>

namespace tandem::net {
namespace {

using std::chrono::milliseconds;
const Throttle::Clock::time_point start{};

TEST(Throttle, a_burst_then_a_rate) {
  Throttle throttle({3, 2, 10});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(throttle.take("a", 1, start), milliseconds{0});
  EXPECT_EQ(throttle.take("a", 1, start), milliseconds{500});
  EXPECT_EQ(throttle.take("b", 1, start), milliseconds{0});
  EXPECT_EQ(throttle.take("a", 1, start + milliseconds{500}), milliseconds{0});
  EXPECT_EQ(throttle.take("a", 1, start + milliseconds{500}), milliseconds{500});
}

TEST(Throttle, a_look_takes_nothing_and_success_forgets) {
  Throttle throttle({1, 0.1, 10});
  EXPECT_EQ(throttle.wait_for("a", 1, start), milliseconds{0});
  EXPECT_EQ(throttle.wait_for("a", 1, start), milliseconds{0});
  throttle.take("a", 1, start);
  EXPECT_EQ(throttle.wait_for("a", 1, start), milliseconds{10000});
  throttle.forget("a");
  EXPECT_EQ(throttle.wait_for("a", 1, start), milliseconds{0});
}

TEST(Throttle, memory_is_bounded_and_the_longest_unused_goes_first) {
  Throttle throttle({1, 0.001, 2});
  throttle.take("a", 1, start);
  throttle.take("b", 1, start);
  throttle.take("a", 1, start);
  throttle.take("c", 1, start);
  EXPECT_EQ(throttle.size(), 2U);
  EXPECT_GT(throttle.wait_for("a", 1, start), milliseconds{0});
  EXPECT_EQ(throttle.wait_for("b", 1, start), milliseconds{0});
}

}  // namespace
}  // namespace tandem::net
