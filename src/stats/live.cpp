#include "stats/live.hpp"

namespace tandem::stats {
namespace {

constexpr std::int64_t default_target_ms = 20000;
constexpr auto variant_in_use = ServiceLevelVariant::answered_and_abandoned;

void set_waiting(QueueLive& live, const WaitingCount& waiting) {
  live.waiting = waiting.all;
  live.waiting_voice = waiting.voice;
  live.waiting_chat = waiting.chat;
  live.longest_waiting_since = waiting.longest_since;
}

}  // namespace

void LiveMetrics::on(const ConfigurationActivated& fact) {
  for (const auto& queue : fact.configuration.queues) targets_ms_[queue.id] = std::int64_t{queue.target_seconds} * 1000;
}

void LiveMetrics::on(const TaskCreated& fact) {
  if (fact.at < day_start_) return;
  open_[fact.task] = {fact.queue, fact.entered_at(), fact.estimate_ms};
  days_[fact.queue].entered(fact.entered_at());
}

void LiveMetrics::on(const TaskEnded& fact) {
  const auto visit = open_.find(fact.task);
  if (visit == open_.end()) return;
  days_[visit->second.queue].left(visit->second.entered, fact.at, fact.outcome, target_ms(visit->second.queue),
                                   visit->second.estimate_ms);
  open_.erase(visit);
}

void LiveMetrics::apply(const Fact& fact) {
  if (const auto* configuration = std::get_if<ConfigurationActivated>(&fact)) on(*configuration);
  else if (const auto* created = std::get_if<TaskCreated>(&fact)) on(*created);
  else if (const auto* ended = std::get_if<TaskEnded>(&fact)) on(*ended);
}

void LiveMetrics::begin_day(WallTime day_start) {
  day_start_ = day_start;
  open_.clear();
  days_.clear();
}

std::int64_t LiveMetrics::target_ms(QueueId queue) const {
  const auto known = targets_ms_.find(queue);
  return known == targets_ms_.end() ? default_target_ms : known->second;
}

QueueLive LiveMetrics::queue_live(const QueueOverview& queue, WallTime now) const {
  QueueLive live;
  live.id = queue.id;
  live.name = queue.name;
  live.agents_available = queue.agents_available;
  live.estimated_wait_ms = queue.estimated_wait_ms;
  set_waiting(live, queue.waiting);
  const auto day = days_.find(queue.id);
  if (day != days_.end()) live.day = day->second.day();
  const std::int64_t running = now.ms / bucket_ms * bucket_ms;
  for (int i = history_buckets - 1; i >= 0; --i) {
    const WallTime start{running - i * bucket_ms};
    live.history.push_back({start, day == days_.end() ? QueueCounts{} : day->second.bucket(start)});
  }
  return live;
}

LiveSnapshot LiveMetrics::snapshot(const Overview& overview, WallTime now) const {
  LiveSnapshot result;
  result.at = now;
  result.day_start = day_start_;
  result.variant = variant_in_use;
  for (const auto& queue : overview.queues) result.queues.push_back(queue_live(queue, now));
  set_waiting(result.totals, overview.waiting);
  for (const auto& [id, day] : days_) result.totals.day += day.day();
  result.totals.agents_available = overview.agents_available;
  result.agents_by_state = overview.agents_by_state;
  result.active_calls = overview.active_calls;
  result.active_chats = overview.active_chats;
  return result;
}

}  // namespace tandem::stats
