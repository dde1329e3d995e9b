// Today's numbers as they happen: a follower of the journal's facts. Rebuilt at start by reading the day's records, so
// nobody keeps a second count. Pure; whoever owns it calls it from one thread at a time.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/fact.hpp"
#include "model/overview.hpp"
#include "stats/metrics/queue_day.hpp"

namespace tandem::stats {

struct QueueLive {
  QueueId id;
  std::string name;
  int waiting = 0, waiting_voice = 0, waiting_chat = 0;  // now, those being offered included
  std::optional<WallTime> longest_waiting_since;
  QueueCounts day;
  int agents_available = 0;  // skilled for it, on duty, with room
  std::optional<std::int64_t> estimated_wait_ms;  // of one who came now
  struct Bucket {
    WallTime at;
    QueueCounts counts;
  };
  std::vector<Bucket> history;  // oldest first, `history_buckets` of five minutes, the last one running
};

struct LiveSnapshot {
  WallTime at, day_start;
  QueueLive totals;  // of all queues; no id, name or history
  int active_calls = 0, active_chats = 0;
  std::map<std::string, int> agents_by_state;  // wallboard_state; every state has a value
  std::vector<QueueLive> queues;               // as in the configuration
  ServiceLevelVariant variant = ServiceLevelVariant::answered_and_abandoned;
};

class LiveMetrics {
 public:
  static constexpr int history_buckets = 24;

  // `day_start`: local midnight of the people who look at it.
  explicit LiveMetrics(WallTime day_start) : day_start_(day_start) {}

  // Facts in the journal's order, from any position not after the day's start; older visits are not counted.
  void apply(const Fact& fact);
  // A new day: counts begin anew, who still waits from yesterday stays yesterday's.
  void begin_day(WallTime day_start);
  WallTime day_start() const { return day_start_; }

  LiveSnapshot snapshot(const Overview& overview, WallTime now) const;

 private:
  struct Visit {
    QueueId queue;
    WallTime entered;
    int estimate_ms = -1;
  };
  void on(const ConfigurationActivated& fact);
  void on(const TaskCreated& fact);
  void on(const TaskEnded& fact);
  std::int64_t target_ms(QueueId queue) const;
  QueueLive queue_live(const QueueOverview& queue, WallTime now) const;

  WallTime day_start_;
  std::map<TaskId, Visit> open_;
  std::map<QueueId, QueueDay> days_;
  std::map<QueueId, std::int64_t> targets_ms_;
};

}  // namespace tandem::stats
