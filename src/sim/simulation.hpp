// One run of a contact centre without the world: the engine itself on a clock of its own, the customers of a Load, agents
// who answer at once and are there when their shifts say so. What is measured are the engine's own facts. A value; one
// thread.
#pragma once

#include <atomic>
#include <map>
#include <vector>

#include "core/engine.hpp"
#include "sim/load.hpp"
#include "stats/metrics/queue_day.hpp"

namespace tandem::sim {

// One contact in one queue.
struct Visit {
  TaskOutcome outcome = TaskOutcome::open;  // open: it still waited at the end
  std::int64_t wait_ms = 0;
  std::int64_t estimate_ms = -1;  // how long it was thought to wait; -1: nothing was said
  bool overflowed = false;        // another queue's agents took it, or it was led elsewhere
};

struct QueueTally {
  stats::QueueCounts counts;      // as the wallboard counts them
  std::int64_t queued = 0;        // everybody who entered, whatever became of them
  std::int64_t waited = 0;        // of those: not served at once
  std::int64_t wait_ms = 0;       // of all together
  std::vector<std::int32_t> waits_ms;
  std::int64_t unserved = 0;      // still waited when nothing could happen any more
  std::int64_t overflowed = 0;
  // Of those who waited, were answered and had an estimate: how far it was off, and in which direction.
  std::int64_t estimates = 0, estimate_error_ms = 0, estimate_bias_ms = 0;
};

void count(QueueTally& tally, const Visit& visit, std::int64_t target_ms);

struct AgentTally {
  std::int64_t busy_ms = 0;     // on at least one contact
  std::int64_t handled = 0;
  std::int64_t on_duty_ms = 0;  // in a shift, or finishing the work of one
};

struct Outcome {
  std::map<QueueId, QueueTally> queues;
  std::map<AgentId, AgentTally> agents;
  std::int64_t counted_ms = 0;  // from the end of the warm-up to the end of the load
  std::int64_t contacts = 0;    // warm-up included
  std::int64_t steps = 0;
};

// The same configuration, load and seed give the same outcome. Every agent of the configuration is taken as an unattended
// one: telephones need no desk and wrap-up is part of the handle time. When `stop` becomes true, it throws Stopped.
Outcome simulate(const Configuration& configuration, const Load& load, std::uint64_t seed, const std::atomic<bool>* stop = nullptr);

}  // namespace tandem::sim
