// Keeps the derived parts of a state (waiting lines, idle agents, due timers) in step with the rest. Used by apply()
// alone; everything here is a function of the encoded state.
#pragma once

#include "core/state.hpp"

namespace tandem::indexes {

// Where an agent stands in State::idle and State::ready.
struct Standing {
  bool idle = false;       // has capacity to spare
  unsigned channels = 0;   // with room for one more, as channel_bit
  IdleKey key;
  bool operator==(const Standing&) const = default;
};
Standing standing_of(const State& state, const Agent& agent);
// From where it stood before its fields changed to where it stands now; a new agent stood nowhere.
void move_agent(State& state, const Agent& agent, const Standing& before);

// Take a task out before it changes, put it back after: the keys are made of its fields.
void remove_task(State& state, const Task& task);
void add_task(State& state, const Task& task);
void add_timer(State& state, const Timer& timer);
void remove_timer(State& state, const Timer& timer);

// Channels as bits: bit n is the channel of capacity rule n; 0: there is no rule for it.
unsigned channel_bit(const Configuration& configuration, Channel channel);
// Whether one more of this channel fits beside what the agent has and is offered.
bool has_room(const State& state, const Agent& agent, Channel channel);

}  // namespace tandem::indexes
