// What an agent is doing, as one word: derived from the state, never stored. The order of precedence is that of the
// wallboard: what takes the ear first. Pure.
#pragma once

#include <string_view>

#include "core/state.hpp"
#include "model/overview.hpp"

namespace tandem {

enum class Activity { idle, ringing, talking, on_hold, wrap_up, chatting };
std::string_view name_of(Activity activity);

struct Doing {
  Activity activity = Activity::idle;
  WallTime since;
};
Doing doing(const State& state, const Agent& agent);

// The column of the wallboard: available, ringing, talking, chatting, wrap_up, not_ready, break, offline.
std::string_view wallboard_state(const State& state, const Agent& agent);

// Everything a wallboard shows of this moment.
Overview overview(const State& state);

}  // namespace tandem
