// Seeded storms of everything that can happen, in any order: no agent over capacity, no task lost or offered twice, every
// reservation ends once, replaying the facts gives the same state (World::step checks all of it after every step).
#include <array>
#include <map>

#include "scenarios/world.hpp"

namespace tandem::scenarios {
namespace {

class Random {  // splitmix64
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(n)); }

 private:
  std::uint64_t state_;
};

template <class Map>
auto any_key(Random& random, const Map& map) {
  auto at = map.begin();
  std::advance(at, random.below(static_cast<std::int64_t>(map.size())));
  return at->first;
}

void telephone_event(World& world, Random& random) {
  const auto& state = world.state();
  if (state.legs.empty()) return;
  const auto leg = any_key(random, state.legs);
  const auto& run = state.conversation(state.leg(leg)->conversation)->flow;
  switch (random.below(5)) {
    case 0: world.step(LegEnded{leg, std::array{EndCause::hang_up, EndCause::busy, EndCause::connection_lost}[random.below(3)]}); break;
    case 1: world.step(LegAnswered{leg, "d"}); break;
    default:
      if (!run) break;
      if (random.below(2)) world.finish_prompt(leg);
      else world.key_in(leg, random.below(3) ? "8841" : "");
  }
}

void desk_event(World& world, Random& random) {
  const auto& state = world.state();
  const auto agent = any_key(random, state.agents);
  switch (random.below(6)) {
    case 0: world.step(AgentLinkChanged{agent, random.below(4) != 0}); break;
    case 1: world.set_state(agent.value, static_cast<AgentState>(random.below(4)), random.below(2) ? "lunch" : ""); break;
    case 2:
      if (!state.reservations.empty()) {
        const auto offer = any_key(random, state.reservations);
        world.step(RejectReservation{offer, state.reservation(offer)->agent, "no"});
      }
      break;
    case 3:
      if (!state.conversations.empty()) {
        const auto id = any_key(random, state.conversations);
        world.step(EndConversation{id, agent, random.below(2) ? EndedBy::agent : EndedBy::customer, EndCause::hang_up});
        FinishWrapUp done;
        done.conversation = id;
        done.agent = agent;
        world.step(done);
      }
      break;
    default:
      if (!state.reservations.empty()) {
        const auto offer = any_key(random, state.reservations);
        world.accept(offer, state.reservation(offer)->agent.value);
      }
  }
}

// Another way of choosing agents for each seed, and callers who ask for less the longer they wait.
Configuration stormy(std::uint64_t seed) {
  auto configuration = shop();
  configuration.teams = {{TeamId{1}, "one"}, {TeamId{2}, "two"}};
  for (auto& agent : configuration.agents) agent.team = TeamId{1 + agent.id.value % 2};
  auto& support = configuration.queues.front();
  support.choose = AgentChoice{1 + static_cast<int>(seed % 5)};
  support.teams = {TeamId{1}};
  support.relaxations = {{3000, {{SkillId{1}, 1}}, {TeamId{1}}}, {9000, {}, {}}};
  configuration.queues.back().priority = static_cast<int>(seed % 3);
  configuration.ageing_ms = 2000;
  return configuration;
}

void run_storm(std::uint64_t seed, int steps) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  Random random(seed);
  World world(stormy(seed));
  for (int agent = 1; agent <= 4; ++agent) world.sign_in(agent);
  std::map<ReservationId, int> ends;
  for (int i = 0; i < steps && !testing::Test::HasFailure(); ++i) {
    switch (random.below(8)) {
      case 0: world.call(); break;
      case 1: world.chat("hi", i); break;
      case 2: world.pass_ms(random.below(8000)); break;
      case 3:
        if (const auto* look_up = world.last_effect<LookUp>()) {
          LookUpAnswered answer;
          answer.request = look_up->request;
          answer.result = LookUpResult::not_found;
          world.step(answer);
        }
        break;
      case 4: case 5: telephone_event(world, random); break;
      default: desk_event(world, random);
    }
    if (random.below(500) == 0) world.step(ProgramStarted{});
  }
  for (const auto& ended : world.facts<ReservationEnded>()) ++ends[ended.reservation];
  for (const auto& [id, count] : ends) EXPECT_EQ(count, 1) << "reservation " << id.value;
  EXPECT_EQ(ends.size() + world.state().reservations.size(), world.facts<ReservationMade>().size());
  EXPECT_EQ(world.facts<TaskCreated>().size(), world.facts<TaskEnded>().size() + world.state().tasks.size());
}

TEST(Storm, whatever_happens_in_whatever_order_the_state_stays_sound) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) run_storm(seed, 600);
}

}  // namespace
}  // namespace tandem::scenarios
