// What one queue did since the day began: offered, answered, abandoned (short ones apart), waits. A visit counts for
// the day, and for the five minutes, in which it entered the queue. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>

#include "base/time.hpp"
#include "model/terms.hpp"
#include "stats/metrics/service_level.hpp"

namespace tandem::stats {

inline constexpr std::int64_t short_abandon_ms = 5000;  // who leaves earlier is counted apart
inline constexpr std::int64_t bucket_ms = 5 * 60 * 1000;

struct QueueCounts {
  std::int64_t offered = 0, answered = 0, abandoned = 0, short_abandoned = 0;
  std::int64_t within_target = 0, abandoned_within = 0;
  std::int64_t answered_wait_ms = 0;  // queue time of the answered ones together
  // Of those who had to wait, were told how long, and were answered: how far that was from what happened.
  std::int64_t estimated = 0, estimate_error_ms = 0 /* without sign */, estimate_bias_ms = 0 /* estimate minus wait */;

  void estimate(std::int64_t estimate_ms, std::int64_t wait_ms);
  std::optional<std::int64_t> mean_estimate_error_ms() const;
  std::optional<std::int64_t> mean_estimate_bias_ms() const;  // above 0: waits are shorter than was said
  void left(TaskOutcome outcome, std::int64_t wait_ms, std::int64_t target_ms);
  QueueCounts& operator+=(const QueueCounts& other);
  std::optional<std::int64_t> asa_ms() const;  // queue time of answered / answered; abandons are not in it
  std::optional<std::int64_t> service_level_millionths(ServiceLevelVariant variant) const;
};

class QueueDay {
 public:
  void entered(WallTime at);
  // estimate_ms: TaskCreated::estimate_ms.
  void left(WallTime entered, WallTime at, TaskOutcome outcome, std::int64_t target_ms, std::int64_t estimate_ms = -1);

  const QueueCounts& day() const { return day_; }
  // Of the five minutes that begin at `start` (a multiple of bucket_ms); zeros where nothing happened.
  QueueCounts bucket(WallTime start) const;
  void forget_buckets_before(WallTime time);

 private:
  QueueCounts day_;
  std::map<std::int64_t, QueueCounts> buckets_;
};

}  // namespace tandem::stats
