#include "stats/live.hpp"

#include <algorithm>

#include "stats/activity.hpp"

namespace tandem::stats {
namespace {

constexpr std::int64_t default_target_ms = 20000;
constexpr auto variant_in_use = ServiceLevelVariant::answered_and_abandoned;

bool serves(const AgentProfile& profile, const Queue& queue) {
  return std::all_of(queue.required.begin(), queue.required.end(), [&](const SkillLevel& need) {
    return std::any_of(profile.skills.begin(), profile.skills.end(), [&](const SkillLevel& has) {
      return has.skill == need.skill && has.level >= need.level;
    });
  });
}

void add_waiting(QueueLive& live, const Task& task) {
  ++live.waiting;
  ++(task.channel == Channel::voice ? live.waiting_voice : live.waiting_chat);
  if (!live.longest_waiting_since || task.since < *live.longest_waiting_since) live.longest_waiting_since = task.since;
}

void count_active(LiveSnapshot& snapshot, const State& state) {
  for (const auto& [id, conversation] : state.conversations) {
    if (conversation.ended) continue;
    ++(conversation.channel == Channel::voice ? snapshot.active_calls : snapshot.active_chats);
  }
}

}  // namespace

void LiveMetrics::on(const ConfigurationActivated& fact) {
  for (const auto& queue : fact.configuration.queues) targets_ms_[queue.id] = std::int64_t{queue.target_seconds} * 1000;
}

void LiveMetrics::on(const TaskCreated& fact) {
  if (fact.at < day_start_) return;
  open_[fact.task] = {fact.queue, fact.at};
  days_[fact.queue].entered(fact.at);
}

void LiveMetrics::on(const TaskEnded& fact) {
  const auto visit = open_.find(fact.task);
  if (visit == open_.end()) return;
  days_[visit->second.queue].left(visit->second.entered, fact.at, fact.outcome, target_ms(visit->second.queue));
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

QueueLive LiveMetrics::queue_live(const Queue& queue, const State& state, WallTime now) const {
  QueueLive live;
  live.id = queue.id;
  live.name = queue.name;
  const auto day = days_.find(queue.id);
  if (day != days_.end()) live.day = day->second.day();
  const std::int64_t running = now.ms / bucket_ms * bucket_ms;
  for (int i = history_buckets - 1; i >= 0; --i) {
    const WallTime start{running - i * bucket_ms};
    live.history.push_back({start, day == days_.end() ? QueueCounts{} : day->second.bucket(start)});
  }
  for (const auto& [busy, since, id] : state.idle) {
    const auto* profile = find_by_id(state.configuration->agents, id);
    if (profile && serves(*profile, queue)) ++live.agents_available;
  }
  return live;
}

LiveSnapshot LiveMetrics::snapshot(const State& state, WallTime now) const {
  LiveSnapshot result;
  result.at = now;
  result.day_start = day_start_;
  result.variant = variant_in_use;
  std::map<QueueId, std::size_t> place;
  for (const auto& queue : state.configuration->queues) {
    place[queue.id] = result.queues.size();
    result.queues.push_back(queue_live(queue, state, now));
  }
  for (const auto& [id, task] : state.tasks) {
    add_waiting(result.totals, task);
    const auto at = place.find(task.queue);
    if (at != place.end()) add_waiting(result.queues[at->second], task);
  }
  for (const auto& [id, day] : days_) result.totals.day += day.day();
  for (const auto* state_name : {"available", "ringing", "talking", "chatting", "wrap_up", "not_ready", "break", "offline"})
    result.agents_by_state[state_name] = 0;
  for (const auto& [id, agent] : state.agents) ++result.agents_by_state[std::string(wallboard_state(state, agent))];
  result.totals.agents_available = static_cast<int>(state.idle.size());
  count_active(result, state);
  return result;
}

}  // namespace tandem::stats
