// What several runs of one scenario say together: each figure as the mean over the seeds with the half-width of its
// confidence interval (Student's t). Definitions are those of the wallboard (stats/metrics). Pure.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "sim/simulation.hpp"

namespace tandem::sim {

// Runs in which a figure has no value (nobody was answered) are left out of its mean.
struct Estimate {
  double mean = 0, half_width = 0;
};

struct QueueReport {
  std::string name;  // of the queue; empty: all together
  std::optional<Estimate> offered, answered, abandoned;                     // contacts in a run
  std::optional<Estimate> service_level, wait_probability, abandon_rate;    // shares of 1
  std::optional<Estimate> asa_s, mean_wait_s, p90_wait_s;                   // seconds
};

struct TeamReport {
  std::string name;  // empty: agents without a team
  int agents = 0;
  std::optional<Estimate> occupancy;                       // share of 1
  std::optional<Estimate> least_handled, most_handled;     // contacts of one agent in a run: how evenly work is spread
};

struct Report {
  std::vector<QueueReport> queues;  // those that had contacts; the last one is all together
  std::vector<TeamReport> teams;
  int runs = 0;
  double confidence = 0.999;
  std::int64_t contacts = 0;  // of all runs
};

// At least two outcomes; `confidence` between 0 and 1.
Report summarise(const Configuration& configuration, const std::vector<Outcome>& outcomes, double confidence);

// Runs the seeds 1 … runs, several at a time.
Report simulate_all(const Configuration& configuration, const Load& load, int runs, double confidence);

boost::json::object to_json(const Report& report);
// A table for people; with a second report, both side by side and what differs beyond chance marked.
std::string to_text(const Report& report, const Report* other = nullptr);

}  // namespace tandem::sim
