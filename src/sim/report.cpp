#include "sim/report.hpp"

#include <algorithm>
#include <atomic>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <exception>
#include <mutex>
#include <thread>

namespace tandem::sim {
namespace {

using stats::ServiceLevelVariant;

constexpr double it_happened = 1;  // instead of a confidence: one outcome, which is the truth

// The mean of what the runs say, and how far the truth may be from it.
class Sample {
 public:
  explicit Sample(double confidence) : confidence_(confidence) {}
  void add(double value) { values_.push_back(value); }
  void add(std::optional<double> value) {
    if (value) values_.push_back(*value);
  }

  std::optional<Estimate> estimate() const {
    if (confidence_ == it_happened && values_.size() == 1) return Estimate{values_.front(), 0};
    if (values_.size() < 2) return std::nullopt;
    const auto n = static_cast<double>(values_.size());
    double sum = 0, squares = 0;
    for (const double value : values_) sum += value;
    const double mean = sum / n;
    for (const double value : values_) squares += (value - mean) * (value - mean);
    const boost::math::students_t t(n - 1);
    const double quantile = boost::math::quantile(t, 1 - (1 - confidence_) / 2);
    return Estimate{mean, quantile * std::sqrt(squares / (n - 1) / n)};
  }

 private:
  double confidence_;
  std::vector<double> values_;
};

std::optional<double> share(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

std::optional<double> seconds(std::optional<double> ms) {
  if (!ms) return std::nullopt;
  return *ms / 1000;
}

std::optional<double> quantile_s(std::vector<std::int32_t> waits_ms, double which) {
  if (waits_ms.empty()) return std::nullopt;
  const auto at = waits_ms.begin() + static_cast<std::ptrdiff_t>(which * static_cast<double>(waits_ms.size() - 1));
  std::nth_element(waits_ms.begin(), at, waits_ms.end());
  return static_cast<double>(*at) / 1000;
}

std::optional<double> service_level_of(const stats::QueueCounts& counts) {
  const auto millionths = counts.service_level_millionths(ServiceLevelVariant::answered_and_abandoned);
  if (!millionths) return std::nullopt;
  return static_cast<double>(*millionths) / 1e6;
}

QueueReport report_of(std::string name, const std::vector<const QueueTally*>& runs, double confidence) {
  const auto estimate = [&](auto figure) {
    Sample sample(confidence);
    for (const auto* run : runs) sample.add(figure(*run));
    return sample.estimate();
  };
  const auto left = [](const QueueTally& run) { return run.counts.abandoned + run.counts.short_abandoned; };
  QueueReport report;
  report.name = std::move(name);
  report.offered = estimate([](const QueueTally& run) { return static_cast<double>(run.counts.offered); });
  report.answered = estimate([](const QueueTally& run) { return static_cast<double>(run.counts.answered); });
  report.abandoned = estimate([&](const QueueTally& run) { return static_cast<double>(left(run)); });
  report.service_level = estimate([](const QueueTally& run) { return service_level_of(run.counts); });
  report.wait_probability = estimate([](const QueueTally& run) { return share(run.waited, run.queued); });
  report.abandon_rate = estimate([&](const QueueTally& run) { return share(left(run), run.queued); });
  report.asa_s = estimate([](const QueueTally& run) { return seconds(share(run.counts.answered_wait_ms, run.counts.answered)); });
  report.mean_wait_s = estimate([](const QueueTally& run) { return seconds(share(run.wait_ms, run.queued)); });
  report.p90_wait_s = estimate([](const QueueTally& run) { return quantile_s(run.waits_ms, 0.9); });
  report.unserved = estimate([](const QueueTally& run) { return static_cast<double>(run.unserved); });
  report.overflowed = estimate([](const QueueTally& run) { return static_cast<double>(run.overflowed); });
  report.estimate_error_s = estimate([](const QueueTally& run) { return seconds(share(run.estimate_error_ms, run.estimates)); });
  report.estimate_bias_s = estimate([](const QueueTally& run) { return seconds(share(run.estimate_bias_ms, run.estimates)); });
  return report;
}

void add(QueueTally& sum, const QueueTally& one) {
  sum.counts += one.counts;
  sum.queued += one.queued;
  sum.waited += one.waited;
  sum.wait_ms += one.wait_ms;
  sum.waits_ms.insert(sum.waits_ms.end(), one.waits_ms.begin(), one.waits_ms.end());
  sum.unserved += one.unserved;
  sum.overflowed += one.overflowed;
  sum.estimates += one.estimates;
  sum.estimate_error_ms += one.estimate_error_ms;
  sum.estimate_bias_ms += one.estimate_bias_ms;
}

// Of those who were there at all; nothing where nobody handled anything.
std::optional<double> fairness_of(const std::vector<AgentId>& members, const Outcome& outcome) {
  double sum = 0, squares = 0;
  int there = 0;
  for (const auto id : members) {
    const auto& tally = outcome.agents.at(id);
    if (tally.on_duty_ms == 0) continue;
    const double rate = static_cast<double>(tally.handled) / static_cast<double>(tally.on_duty_ms);
    sum += rate;
    squares += rate * rate;
    ++there;
  }
  if (squares == 0) return std::nullopt;
  return sum * sum / (there * squares);
}

TeamReport report_of_team(std::string name, const std::vector<AgentId>& members, const std::vector<Outcome>& outcomes,
                          double confidence) {
  Sample occupancy(confidence), least(confidence), most(confidence), fairness(confidence);
  for (const auto& outcome : outcomes) {
    std::int64_t busy_ms = 0, on_duty_ms = 0, lowest = INT64_MAX, highest = 0;
    for (const auto id : members) {
      const auto& tally = outcome.agents.at(id);
      if (tally.on_duty_ms == 0) continue;
      busy_ms += tally.busy_ms;
      on_duty_ms += tally.on_duty_ms;
      lowest = std::min(lowest, tally.handled);
      highest = std::max(highest, tally.handled);
    }
    occupancy.add(share(busy_ms, on_duty_ms));
    fairness.add(fairness_of(members, outcome));
    if (on_duty_ms > 0) least.add(static_cast<double>(lowest));
    most.add(static_cast<double>(highest));
  }
  return {std::move(name),  static_cast<int>(members.size()), occupancy.estimate(), least.estimate(), most.estimate(),
          fairness.estimate()};
}

}  // namespace

Report summarise(const Configuration& configuration, const std::vector<Outcome>& outcomes, double confidence) {
  Report report;
  report.runs = static_cast<int>(outcomes.size());
  report.confidence = confidence;
  for (const auto& outcome : outcomes) report.contacts += outcome.contacts;
  std::vector<QueueTally> all(outcomes.size());
  for (const auto& queue : configuration.queues) {
    std::vector<const QueueTally*> runs;
    std::int64_t offered = 0;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      runs.push_back(&outcomes[i].queues.at(queue.id));
      offered += runs.back()->counts.offered;
      add(all[i], *runs.back());
    }
    if (offered > 0) report.queues.push_back(report_of(queue.name, runs, confidence));
  }
  std::vector<const QueueTally*> together;
  for (const auto& run : all) together.push_back(&run);
  report.queues.push_back(report_of({}, together, confidence));

  std::map<TeamId, std::vector<AgentId>> members;
  for (const auto& agent : configuration.agents) members[agent.team].push_back(agent.id);
  for (const auto& [team, agents] : members) {
    const auto* known = find_by_id(configuration.teams, team);
    report.teams.push_back(report_of_team(known ? known->name : std::string(), agents, outcomes, confidence));
  }
  return report;
}

Report report_of(const Trace& trace, const Configuration& configuration) {
  auto report = summarise(configuration, {observed(trace, configuration)}, it_happened);
  report.runs = 0;
  if (!trace.shifts) report.teams.clear();
  return report;
}

Report simulate_all(const Configuration& configuration, const Load& load, int runs, double confidence, const Watch& watch) {
  std::vector<Outcome> outcomes(static_cast<std::size_t>(runs));
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr thrown;
  int done = 0;
  const auto work = [&] {
    try {
      for (auto i = next++; i < outcomes.size(); i = next++) {
        if (watch.stopped()) throw Stopped();
        outcomes[i] = simulate(configuration, load, i + 1, watch.stop);
        std::lock_guard lock(mutex);
        ++done;
        if (watch.progress) watch.progress(done, runs);
      }
    } catch (...) {
      std::lock_guard lock(mutex);
      thrown = std::current_exception();
      next = outcomes.size();
    }
  };
  std::vector<std::thread> threads;
  const auto most = watch.threads > 0 ? watch.threads : std::max(1u, std::thread::hardware_concurrency());
  const auto wanted = std::min<std::size_t>(outcomes.size(), most);
  for (std::size_t i = 1; i < wanted; ++i) threads.emplace_back(work);
  work();
  for (auto& thread : threads) thread.join();
  if (thrown) std::rethrow_exception(thrown);
  return summarise(configuration, outcomes, confidence);
}

}  // namespace tandem::sim
