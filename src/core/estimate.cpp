#include "core/estimate.hpp"

#include <algorithm>
#include <iterator>

#include "core/indexes.hpp"

namespace tandem {

int ahead_of(const State& state, const Task& task) {
  const auto* load = state.queue_load(task.queue);
  if (!load || task.asleep) return 0;
  const auto& waiting = load->waiting;
  return static_cast<int>(std::distance(waiting.begin(), waiting.lower_bound(indexes::waiting_key(task))));
}

int ahead_of_new(const State& state, QueueId queue, WallTime due) {
  const auto* load = state.queue_load(queue);
  if (!load) return 0;
  // From the end: most who come are due last.
  int behind = 0;
  for (auto at = load->waiting.rbegin(); at != load->waiting.rend() && std::get<0>(*at) > due; ++at) ++behind;
  return static_cast<int>(load->waiting.size()) - behind;
}

std::optional<std::int64_t> estimated_wait_ms(const State& state, QueueId queue, int ahead) {
  const auto pace = state.pace.find(queue);
  if (pace == state.pace.end()) return std::nullopt;
  const auto& moves = pace->second;
  if (moves.interval_ms > 0) return moves.interval_ms * (ahead + 1);
  if (moves.handle_ms == 0) return std::nullopt;
  const auto* load = state.queue_load(queue);
  return moves.handle_ms * (ahead + 1) / std::max(load ? load->engaged : 0, 1);
}

}  // namespace tandem
