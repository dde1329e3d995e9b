#include "core/views/activity.hpp"
#include "scenarios/world.hpp"
#include "stats/live.hpp"

namespace tandem::scenarios {
namespace {

constexpr int li = 1;

stats::LiveSnapshot today(const World& world, WallTime day_start) {
  stats::LiveMetrics metrics(day_start);
  const auto feed = [&](auto facts) { for (auto& fact : facts) metrics.apply(Fact{fact}); };
  feed(world.facts<ConfigurationActivated>());
  feed(world.facts<TaskCreated>());
  feed(world.facts<TaskEnded>());
  return metrics.snapshot(overview(world.state()), world.now());
}

TEST(Metrics, answered_within_the_target_abandoned_and_short_abandons_are_told_apart) {
  World world;
  const auto start = world.now();
  const auto quick = world.call_into_queue();
  world.pass_ms(4999);
  world.step(LegEnded{quick, EndCause::hang_up});
  const auto patient = world.call_into_queue();
  world.pass_ms(5000);
  world.step(LegEnded{patient, EndCause::hang_up});
  world.call_into_queue();
  world.pass_ms(21000);
  world.sign_in(li);
  world.accept(world.offer_to(li), li);
  const auto snapshot = today(world, start);
  const auto& day = snapshot.totals.day;
  EXPECT_EQ(day.offered, 3);
  EXPECT_EQ(day.short_abandoned, 1);
  EXPECT_EQ(day.abandoned, 1);
  EXPECT_EQ(day.answered, 1);
  EXPECT_EQ(day.within_target, 0);
  EXPECT_EQ(day.asa_ms(), 21000);
  EXPECT_EQ(snapshot.queues[0].day.service_level_millionths(snapshot.variant), 0);
  EXPECT_FALSE(snapshot.queues[1].day.service_level_millionths(snapshot.variant)) << "an empty queue is not at 100 %";
  EXPECT_EQ(snapshot.agents_by_state.at("talking"), 1);
}

TEST(Metrics, waiting_includes_those_being_offered) {
  World world;
  const auto start = world.now();
  world.sign_in(li);
  world.call_into_queue();
  world.pass_ms(3000);
  world.call_into_queue();
  const auto snapshot = today(world, start);
  EXPECT_EQ(snapshot.totals.waiting, 2);
  EXPECT_EQ(snapshot.totals.longest_waiting_since, start);
  EXPECT_EQ(snapshot.agents_by_state.at("ringing"), 1);
}

TEST(Metrics, a_visit_of_yesterday_is_not_todays) {
  World world;
  world.call_into_queue();
  world.pass_ms(1000);
  const auto midnight = world.now();
  world.sign_in(li);
  world.accept(world.offer_to(li), li);
  EXPECT_EQ(today(world, midnight).totals.day.answered, 0);
}

}  // namespace
}  // namespace tandem::scenarios
