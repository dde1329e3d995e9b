// One run of a contact centre without the world: the engine itself on a clock of its own, customers drawn from a Load,
// agents who answer at once and are on duty all the time. What is measured are the engine's own facts. A value; one
// thread.
#pragma once

#include <map>
#include <vector>

#include "core/engine.hpp"
#include "sim/load.hpp"
#include "stats/metrics/queue_day.hpp"

namespace tandem::sim {

struct QueueTally {
  stats::QueueCounts counts;      // as the wallboard counts them
  std::int64_t queued = 0;        // everybody who entered, whatever became of them
  std::int64_t waited = 0;        // of those: not served at once
  std::int64_t wait_ms = 0;       // of all together
  std::vector<std::int32_t> waits_ms;
};

struct AgentTally {
  std::int64_t busy_ms = 0;   // on at least one contact
  std::int64_t handled = 0;
};

struct Outcome {
  std::map<QueueId, QueueTally> queues;
  std::map<AgentId, AgentTally> agents;
  std::int64_t counted_ms = 0;  // from the end of the warm-up to the end of the load
  std::int64_t contacts = 0;    // warm-up included
  std::int64_t steps = 0;
};

// The same configuration, load and seed give the same outcome. Every agent of the configuration is taken as an unattended
// one: telephones need no desk and wrap-up is part of the handle time.
Outcome simulate(const Configuration& configuration, const Load& load, std::uint64_t seed);

}  // namespace tandem::sim
