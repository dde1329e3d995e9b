// How busy everything is at one moment: what a wallboard needs of the live state, as plain values (core/views/activity.cpp
// counts it, stats/live.hpp joins it with the day's numbers).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "model/ids.hpp"

namespace tandem {

struct WaitingCount {
  int all = 0, voice = 0, chat = 0;  // those being offered included
  std::optional<WallTime> longest_since;
};

struct QueueOverview {
  QueueId id;
  std::string name;
  WaitingCount waiting;
  int agents_available = 0;  // skilled for it, on duty, with room
  std::optional<std::int64_t> estimated_wait_ms;  // of one who came now; nothing: nothing to go by
};

struct Overview {
  std::vector<QueueOverview> queues;  // as in the configuration
  WaitingCount waiting;               // of all queues, also of those that are no longer configured
  int agents_available = 0;
  int active_calls = 0, active_chats = 0;
  std::map<std::string, int> agents_by_state;  // wallboard_state; every state has a value
};

}  // namespace tandem
