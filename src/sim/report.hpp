// What several runs of one scenario say together: each figure as the mean over the seeds with the half-width of its
// confidence interval (Student's t). Definitions are those of the wallboard (stats/metrics). Pure.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "sim/replay/trace.hpp"
#include "sim/simulation.hpp"
#include "sim/watch.hpp"

namespace tandem::sim {

// Runs in which a figure has no value (nobody was answered) are left out of its mean. What really happened has no width.
struct Estimate {
  double mean = 0, half_width = 0;
};

struct QueueReport {
  std::string name;  // of the queue; empty: all together
  std::optional<Estimate> offered, answered, abandoned;                     // contacts in a run
  std::optional<Estimate> service_level, wait_probability, abandon_rate;    // shares of 1
  std::optional<Estimate> asa_s, mean_wait_s, p90_wait_s;                   // seconds
  std::optional<Estimate> unserved, overflowed;                             // contacts in a run
  // Of the estimated wait, for those who waited and were answered: how far off, and by how much too long; seconds.
  std::optional<Estimate> estimate_error_s, estimate_bias_s;
};

struct TeamReport {
  std::string name;  // empty: agents without a team
  int agents = 0;
  std::optional<Estimate> occupancy;                       // share of 1
  std::optional<Estimate> least_handled, most_handled;     // contacts of one agent in a run: how evenly work is spread
  // Jain's index of the contacts that each handled in an hour on duty: 1 where all had the same, 1 / n where one had all.
  std::optional<Estimate> fairness;
};

struct Report {
  std::vector<QueueReport> queues;  // those that had contacts; the last one is all together
  std::vector<TeamReport> teams;  // none where it is not known who served
  int runs = 0;                   // 0: it really happened
  double confidence = 0.999;
  std::int64_t contacts = 0;  // of all runs
};

// At least two outcomes; `confidence` between 0 and 1.
Report summarise(const Configuration& configuration, const std::vector<Outcome>& outcomes, double confidence);

// What really happened, by the same definitions.
Report report_of(const Trace& trace, const Configuration& configuration);

// Runs the seeds 1 … runs, several at a time. Throws Stopped where the watch says so.
Report simulate_all(const Configuration& configuration, const Load& load, int runs, double confidence, const Watch& watch = {});

boost::json::object to_json(const Report& report);
// A table for people: what really happened where that is given, the report, and with another one both side by side and what
// differs beyond chance marked.
std::string to_text(const Report& report, const Report* other = nullptr, const Report* observed = nullptr);

}  // namespace tandem::sim
