// How long somebody who waits will still wait, from how fast their queue has been moving: the number before them times the
// mean time between two that were taken while others waited. Where the queue has not moved under load yet: the mean time an
// agent has for one, over the agents who are at it. Pure.
#pragma once

#include <optional>

#include "core/state.hpp"

namespace tandem {

// How many wait before this one in its queue, those being offered included.
int ahead_of(const State& state, const Task& task);
// How many would wait before a new one with this due time.
int ahead_of_new(const State& state, QueueId queue, WallTime due);
// Nothing: the queue has not given anything to go by.
std::optional<std::int64_t> estimated_wait_ms(const State& state, QueueId queue, int ahead);

}  // namespace tandem
