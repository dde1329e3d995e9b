// Everything that can happen to a contact centre, drawn by random numbers from what is there at this moment: customers,
// telephones, agents, supervisors, administrators, integrations, time and an end of the program. A hundredth is nonsense.
#pragma once

#include "core/engine.hpp"
#include "storms/configurations.hpp"
#include "checks/random.hpp"

namespace tandem::scenarios {

class Happenings {
 public:
  explicit Happenings(std::uint64_t seed) : random_(seed), capacity_(random_capacity(random_)) {}

  Configuration first_configuration(WallTime now) { return random_configuration(random_, 1, capacity_, now); }
  // What happens next.
  Stimulus next(const State& state, WallTime now);
  // How long nothing happens before it; mostly no time at all.
  std::int64_t pause_ms();
  bool timers_are_late() { return random_.one_in(20); }
  // What ends everything that is still there, one after another.
  std::optional<Stimulus> clearing(const State& state);

 private:
  Stimulus customer(const State& state);
  Stimulus telephone(const State& state);
  Stimulus agent(const State& state);
  Stimulus supervisor(const State& state);
  Stimulus integration(const State& state);
  Stimulus nonsense();
  CallArrived call();
  ChatArrived chat(const State& state);
  WorkArrived work(const State& state);
  CustomerTraits traits();
  std::vector<NamedValue> values();
  Private text(std::string value) { return {PayloadId{++outside_}, std::move(value), false}; }
  AgentId any_agent() { return AgentId{random_.between(1, storm_agents)}; }
  QueueId any_queue() { return QueueId{random_.between(1, storm_queues)}; }
  ConversationId any_conversation(const State& state);

  Random random_;
  Capacity capacity_;
  std::int64_t outside_ = std::int64_t{1} << 50;
};

}  // namespace tandem::scenarios
