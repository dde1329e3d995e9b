// How long somebody will wait: from how fast their queue moves, for their place in it, and how near that came to what happened.
#include <algorithm>
#include <cmath>

#include "core/estimate.hpp"
#include "core/views/explain.hpp"
#include "checks/random.hpp"
#include "scenarios/world.hpp"

namespace tandem::scenarios {
namespace {

std::optional<std::int64_t> estimate_for(const World& world, ConversationId contact) {
  return explain(world.state(), *world.task_of(contact), world.now()).estimated_wait_ms;
}

// Agent 1 takes what is offered and has it for so long.
void serve(World& world, std::int64_t ms) {
  const auto conversation = world.state().reservation(world.offer_to(1))->conversation;
  world.accept_offer(1);
  world.pass_ms(ms);
  world.finish(conversation, 1);
}

TEST(Estimate, there_is_none_before_anything_has_happened) {
  World world(counter(1, 1));
  const auto call = world.call_to(1);
  EXPECT_EQ(world.last<TaskCreated>().estimate_ms, -1);
  EXPECT_FALSE(estimate_for(world, call));
}

TEST(Estimate, at_first_by_how_long_agents_have_for_one_contact) {
  World world(counter(1, 1));
  world.sign_in(1);
  world.call_to(1);
  serve(world, 40'000);
  world.call_to(1);
  world.accept_offer(1);
  const auto next = world.call_to(1);
  EXPECT_EQ(world.last<TaskCreated>().estimate_ms, 40'000);
  const auto after = world.call_to(1);
  EXPECT_EQ(world.last<TaskCreated>().estimate_ms, 80'000);
  EXPECT_EQ(estimate_for(world, next), 40'000);
  EXPECT_EQ(estimate_for(world, after), 80'000);
}

TEST(Estimate, more_agents_at_it_make_it_shorter) {
  World world(counter(1, 2));
  world.sign_in(1);
  world.call_to(1);
  serve(world, 40'000);
  world.call_to(1);
  world.accept_offer(1);
  world.sign_in(2);
  world.call_to(1);
  world.accept_offer(2);
  world.call_to(1);
  EXPECT_EQ(world.last<TaskCreated>().estimate_ms, 20'000);
}

TEST(Estimate, then_by_how_fast_the_queue_moves_while_people_wait) {
  World world(counter(1, 1));
  world.sign_in(1);
  for (int i = 0; i < 4; ++i) world.call_to(1);
  for (int i = 0; i < 3; ++i) serve(world, 30'000);
  world.call_to(1);
  EXPECT_EQ(world.last<TaskCreated>().estimate_ms, 60'000) << "one is just being offered, and 30 s each";
}

TEST(Estimate, an_idle_hour_says_nothing_about_how_fast_a_queue_moves) {
  World world(counter(1, 1));
  world.sign_in(1);
  for (int i = 0; i < 4; ++i) world.call_to(1);
  for (int i = 0; i < 4; ++i) serve(world, 30'000);
  world.pass_ms(3'600'000);
  world.call_to(1);
  serve(world, 30'000);
  for (int i = 0; i < 2; ++i) world.call_to(1);
  EXPECT_EQ(world.last<TaskCreated>().estimate_ms, 60'000);
}

TEST(Estimate, is_for_the_place_that_a_contact_has_and_not_for_when_it_came) {
  auto configuration = counter(2, 1);
  configuration.flows[1] = configuration.flows[0];
  configuration.flows[1].id = FlowId{2};
  std::get<QueueNode>(configuration.flows[1].nodes[0].body).priority = 10;
  World world(configuration);
  world.sign_in(1);
  world.call_to(1);
  serve(world, 40'000);
  world.call_to(1);
  world.accept_offer(1);
  const auto patient = world.call_to(1);
  const auto urgent = world.call_to(2);  // the same queue, ten points ahead
  EXPECT_EQ(world.last<TaskCreated>().estimate_ms, 40'000);
  EXPECT_EQ(estimate_for(world, patient), 80'000);
  EXPECT_EQ(explain(world.state(), *world.task_of(urgent), world.now()).ahead, 0);
  world.hang_up(urgent);
  EXPECT_EQ(estimate_for(world, patient), 40'000) << "again as things change";
}

TEST(Estimate, who_sleeps_is_before_nobody) {
  World world(counter(1, 1));
  world.sign_in(1);
  world.work(Channel::ticket, 1, {}, world.now().ms + 600'000);
  world.set_state(1, AgentState::on_break, "lunch");
  const auto call = world.call_to(1);
  EXPECT_EQ(ahead_of(world.state(), *world.task_of(call)), 0);
}

TEST(Estimate, outlives_the_program_with_the_snapshot) {
  World world(counter(1, 1));
  world.sign_in(1);
  for (int i = 0; i < 3; ++i) world.call_to(1);
  for (int i = 0; i < 2; ++i) serve(world, 30'000);
  const auto again = decode_state(encode_state(world.state()), [](PayloadId) { return std::optional<std::string>("x"); });
  ASSERT_TRUE(again);
  EXPECT_EQ(estimated_wait_ms(*again, QueueId{1}, 2), estimated_wait_ms(world.state(), QueueId{1}, 2));
  EXPECT_TRUE(estimated_wait_ms(*again, QueueId{1}, 2));
}

TEST(Estimate, of_a_queue_that_is_gone_is_gone) {
  World world(counter(2, 1));
  world.sign_in(1);
  world.call_to(2);
  serve(world, 30'000);
  ASSERT_TRUE(estimated_wait_ms(world.state(), QueueId{2}, 0));
  world.publish(counter(1, 1));
  EXPECT_FALSE(estimated_wait_ms(world.state(), QueueId{2}, 0));
}

// A busy morning: three agents, contacts every 20 s on average, 80 s each: more than they can do. What was said to each caller who
// waited is held against what happened.
TEST(Estimate, is_honest) {
  World world(counter(1, 3));
  Random random(7);
  for (const std::int64_t agent : {1, 2, 3}) world.sign_in(agent);
  std::map<TaskId, std::pair<WallTime, std::int64_t>> said;  // when, how long
  std::map<std::int64_t, std::pair<ConversationId, WallTime>> until;
  auto next = world.now();
  const auto end = world.now().plus_ms(3'600'000);
  std::vector<std::int64_t> errors, waits;
  while (world.now() < end) {
    world.pass_ms(1000);
    for (const std::int64_t agent : {1, 2, 3}) {
      const auto talk = until.find(agent);
      if (talk != until.end() && talk->second.second <= world.now()) {
        world.finish(talk->second.first, agent);
        until.erase(agent);
      }
      const auto* offer = world.state().reservation(world.offer_to(agent));
      if (!offer) continue;
      const auto [at, estimate_ms] = said[offer->task];
      const auto waited_ms = world.now().since_ms(at);
      if (estimate_ms > 0 && waited_ms > 5000) {
        errors.push_back(std::abs(estimate_ms - waited_ms));
        waits.push_back(waited_ms);
      }
      until[agent] = {offer->conversation, world.now().plus_ms(random.between(40'000, 120'000))};
      world.accept_offer(agent);
    }
    if (next > world.now()) continue;
    world.call_to(1);
    const auto created = world.last<TaskCreated>();
    said[created.task] = {created.at, created.estimate_ms};
    next = world.now().plus_ms(random.between(0, 40'000));
  }
  ASSERT_GT(errors.size(), 50u);
  const auto middle = [](std::vector<std::int64_t> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
  };
  RecordProperty("median_error_ms", std::to_string(middle(errors)));
  RecordProperty("median_wait_ms", std::to_string(middle(waits)));
  EXPECT_LT(middle(errors) * 3, middle(waits)) << middle(errors) << " of " << middle(waits);
}

}  // namespace
}  // namespace tandem::scenarios
