#include "stats/metrics/queue_day.hpp"

#include <cstdlib>

namespace tandem::stats {
namespace {

// Offered at once and accepted within this: nobody was told of a wait.
constexpr std::int64_t least_wait_ms = short_abandon_ms;

std::int64_t bucket_of(WallTime at) { return at.ms / bucket_ms * bucket_ms; }

}  // namespace

void QueueCounts::left(TaskOutcome outcome, std::int64_t wait_ms, std::int64_t target_ms) {
  if (outcome == TaskOutcome::answered) {
    ++answered;
    answered_wait_ms += wait_ms;
    if (wait_ms <= target_ms) ++within_target;
  } else if (outcome == TaskOutcome::abandoned && wait_ms < short_abandon_ms) {
    ++short_abandoned;
  } else if (outcome == TaskOutcome::abandoned) {
    ++abandoned;
    if (wait_ms <= target_ms) ++abandoned_within;
  }
}

void QueueCounts::estimate(std::int64_t estimate_ms, std::int64_t wait_ms) {
  ++estimated;
  estimate_error_ms += std::abs(estimate_ms - wait_ms);
  estimate_bias_ms += estimate_ms - wait_ms;
}

std::optional<std::int64_t> QueueCounts::mean_estimate_error_ms() const {
  if (estimated == 0) return std::nullopt;
  return estimate_error_ms / estimated;
}

std::optional<std::int64_t> QueueCounts::mean_estimate_bias_ms() const {
  if (estimated == 0) return std::nullopt;
  return estimate_bias_ms / estimated;
}

QueueCounts& QueueCounts::operator+=(const QueueCounts& other) {
  offered += other.offered;
  answered += other.answered;
  abandoned += other.abandoned;
  short_abandoned += other.short_abandoned;
  within_target += other.within_target;
  abandoned_within += other.abandoned_within;
  answered_wait_ms += other.answered_wait_ms;
  estimated += other.estimated;
  estimate_error_ms += other.estimate_error_ms;
  estimate_bias_ms += other.estimate_bias_ms;
  return *this;
}

std::optional<std::int64_t> QueueCounts::asa_ms() const {
  if (answered == 0) return std::nullopt;
  return answered_wait_ms / answered;
}

std::optional<std::int64_t> QueueCounts::service_level_millionths(ServiceLevelVariant variant) const {
  return service_level({answered, abandoned, within_target, abandoned_within}, variant);
}

void QueueDay::entered(WallTime at) {
  ++day_.offered;
  ++buckets_[bucket_of(at)].offered;
}

void QueueDay::left(WallTime entered, WallTime at, TaskOutcome outcome, std::int64_t target_ms, std::int64_t estimate_ms) {
  const auto wait_ms = at.since_ms(entered);
  auto& bucket = buckets_[bucket_of(entered)];
  for (auto* counts : {&day_, &bucket}) {
    counts->left(outcome, wait_ms, target_ms);
    if (outcome == TaskOutcome::answered && estimate_ms >= 0 && wait_ms > least_wait_ms) counts->estimate(estimate_ms, wait_ms);
  }
}

QueueCounts QueueDay::bucket(WallTime start) const {
  const auto at = buckets_.find(start.ms);
  return at == buckets_.end() ? QueueCounts{} : at->second;
}

void QueueDay::forget_buckets_before(WallTime time) { buckets_.erase(buckets_.begin(), buckets_.lower_bound(time.ms)); }

}  // namespace tandem::stats
