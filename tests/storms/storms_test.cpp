// Storms of everything that can happen, in any order, under random configurations that change meanwhile; storm.hpp says what is
// checked. 20 shards of as many seeds as the wanted steps ask for: TANDEM_STEPS, 20,000 without it. The suite runs five million in
// the release build and the default with sanitizers. TANDEM_SEED=n runs that one alone, TANDEM_TELL=1 says what happened.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "storms/storm.hpp"

namespace tandem::scenarios {
namespace {

constexpr int shards = 20;
constexpr std::int64_t most_steps_per_seed = 5000;
constexpr std::int64_t enough_for_everything = 40'000;  // steps in which each thing that can happen does happen

std::int64_t number_from(const char* name, std::int64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoll(text, nullptr, 10) : otherwise;
}

struct Result {
  Seen seen;
  std::int64_t steps = 0;
};

void run_storm(std::uint64_t seed, std::int64_t steps, Result& result) {
  SCOPED_TRACE("TANDEM_SEED=" + std::to_string(seed));
  Storm storm(seed);
  storm.run(steps);
  storm.clear();
  result.seen.add(storm.seen());
  result.steps += storm.steps();
}

class Storms : public testing::TestWithParam<int> {};

TEST_P(Storms, whatever_happens_in_whatever_order_the_state_stays_sound) {
  Result result;
  if (const auto seed = number_from("TANDEM_SEED", -1); seed >= 0) {
    if (GetParam() > 1) GTEST_SKIP() << "one seed alone";
    return run_storm(static_cast<std::uint64_t>(seed), most_steps_per_seed, result);
  }
  const auto wanted = number_from("TANDEM_STEPS", 20'000) / shards;
  const auto per_seed = std::min(wanted, most_steps_per_seed);
  auto seed = static_cast<std::uint64_t>(GetParam()) * 1'000'000;
  while (result.steps < wanted && !HasFailure()) run_storm(seed++, per_seed, result);
  if (wanted >= enough_for_everything && !HasFailure()) result.seen.expect_everything();
  RecordProperty("steps", std::to_string(result.steps));
  if (std::getenv("TANDEM_TELL")) std::printf("%lld steps\n%s", static_cast<long long>(result.steps), result.seen.text().c_str());
}

INSTANTIATE_TEST_SUITE_P(Shard, Storms, testing::Range(1, shards + 1));

}  // namespace
}  // namespace tandem::scenarios
