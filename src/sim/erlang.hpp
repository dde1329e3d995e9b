// Queueing theory in closed form, for staffing and for tests: Poisson arrivals, exponential handle times, n agents who can all
// do the same, first come first served. Callers who leave do so after an exponential time (Erlang A, Palm 1957; Garnett,
// Mandelbaum and Reiman 2002); without it nobody leaves (Erlang C). Pure.
#pragma once

#include <optional>

namespace tandem::sim {

struct ErlangInput {
  double per_hour = 0;                // arrivals
  double handle_s = 0;                // mean
  std::optional<double> patience_s;   // mean; none: nobody leaves
  int agents = 1;
};

struct ErlangResult {
  double wait_probability = 0;  // of an arrival: all agents are busy
  double abandon_rate = 0;      // share of all
  double mean_wait_s = 0;       // of all, those who leave included
  double service_level = 0;     // share of all answered within the target
  double occupancy = 0;         // of an agent
};

// No value where nobody leaves and the agents are too few: more than 99.99 % of their time would be taken.
std::optional<ErlangResult> erlang(const ErlangInput& input, double target_s);

// The fewest agents with at least this service level (0 … 1; more than 99.99 % counts as that); 0 where nothing arrives.
int agents_needed(ErlangInput input, double target_s, double service_level);

}  // namespace tandem::sim
