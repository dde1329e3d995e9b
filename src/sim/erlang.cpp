#include "sim/erlang.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tandem::sim {
namespace {

constexpr double negligible = 1e-12;
constexpr double best_service_level = 0.9999;  // nobody has agents enough for all of 100 %
constexpr double nearly_full = 0.9999;  // beyond this load per agent the line is too long to be worth a figure

// The number of contacts in the system as a birth and death chain: probabilities of 0 … agents + the longest line that still
// counts. Normalised from the most likely state on, so that nothing overflows.
std::vector<double> stationary(double arrivals, double served, double leaves, int agents) {
  std::vector<double> out{1};
  double sum = 1;
  for (int k = 1;; ++k) {
    const double deaths = std::min(k, agents) * served + std::max(k - agents, 0) * leaves;
    out.push_back(out.back() * arrivals / deaths);
    sum += out.back();
    if (out.back() > 1e200) {
      for (auto& p : out) p /= 1e200;
      sum /= 1e200;
    }
    if (k > agents && arrivals < deaths && out.back() < negligible * sum) break;
  }
  for (auto& p : out) p /= sum;
  return out;
}

// Who finds j before them is served when j + 1 others have gone, unless their own patience ends first: a chain that steps from
// j to j - 1 at n·µ + j·θ and is left at θ. By uniformization: `line[j]` is the share of arrivals at j; the result, the share that
// has been served after target_s.
double served_within(std::vector<double> line, double served, double leaves, int agents, double target_s) {
  const double rate = agents * served + static_cast<double>(line.size()) * leaves + leaves;
  const double steps = rate * target_s;
  // Poisson weights in logarithms: e^-steps is 0 for large ones.
  double log_weight = -steps, done = 0, result = 0, weight_sum = 0;
  for (int k = 0; weight_sum < 1 - negligible && k < 10 * steps + 1000; ++k) {
    const double weight = std::exp(log_weight);
    result += weight * done;
    weight_sum += weight;
    log_weight += std::log(steps) - std::log(k + 1);
    for (std::size_t j = 0; j < line.size(); ++j) {
      const double forward = (agents * served + static_cast<double>(j) * leaves) / rate;
      if (j == 0) done += line[0] * forward;
      else line[j - 1] += line[j] * forward;
      line[j] *= 1 - forward - leaves / rate;
    }
  }
  return result;
}

}  // namespace

std::optional<ErlangResult> erlang(const ErlangInput& input, double target_s) {
  if (input.per_hour <= 0 || input.handle_s <= 0) return ErlangResult{0, 0, 0, 1, 0};
  const double arrivals = input.per_hour / 3600, served = 1 / input.handle_s;
  const double leaves = input.patience_s && *input.patience_s > 0 ? 1 / *input.patience_s : 0;
  const double load = arrivals / served;
  if (leaves == 0 && load >= nearly_full * input.agents) return std::nullopt;

  const auto at = stationary(arrivals, served, leaves, input.agents);
  std::vector<double> line(at.begin() + input.agents, at.end());
  ErlangResult out;
  double waiting = 0;  // on average
  for (std::size_t j = 0; j < line.size(); ++j) {
    out.wait_probability += line[j];
    waiting += static_cast<double>(j) * line[j];
  }
  out.mean_wait_s = waiting / arrivals;  // Little
  out.abandon_rate = leaves * waiting / arrivals;
  out.occupancy = load * (1 - out.abandon_rate) / input.agents;
  out.service_level = 1 - out.wait_probability;
  if (target_s > 0) out.service_level += served_within(std::move(line), served, leaves, input.agents, target_s);
  return out;
}

int agents_needed(ErlangInput input, double target_s, double service_level) {
  if (input.per_hour <= 0 || input.handle_s <= 0) return 0;
  const double wanted = std::min(service_level, best_service_level);
  const auto suffice = [&](int agents) {
    input.agents = agents;
    const auto result = erlang(input, target_s);
    return result && result->service_level >= wanted;
  };
  // More agents never serve worse: doubled until they suffice, then halved to the fewest.
  int enough = 1;
  while (!suffice(enough)) enough *= 2;
  int too_few = enough / 2;
  while (enough - too_few > 1) {
    const int middle = too_few + (enough - too_few) / 2;
    (suffice(middle) ? enough : too_few) = middle;
  }
  return enough;
}

}  // namespace tandem::sim
