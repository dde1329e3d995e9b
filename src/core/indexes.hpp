// Keeps the derived parts of a state (waiting lines, ready agents, due timers) in step with the rest. Used by apply()
// alone; everything here is a function of the encoded state.
#pragma once

#include "core/state.hpp"

namespace tandem::indexes {

// Where an agent stands in State::ready.
struct Standing {
  unsigned channels = 0;   // with room for one more, as channel_bit
  IdleKey key;
  bool operator==(const Standing&) const = default;
};
Standing standing_of(const State& state, const Agent& agent);
// From where it stood before its fields changed to where it stands now; a new agent stood nowhere.
void move_agent(State& state, const Agent& agent, const Standing& before);

// A task stands in its lines (State::waiting) while it waits without an offer, and in its queue (State::load) until it ends. Take it
// out before it changes, put it back after: the keys are made of its fields. While it is asleep it stands in neither.
void leave_lines(State& state, const Task& task);
void join_lines(State& state, const Task& task);
void leave_queue(State& state, const Task& task);
void join_queue(State& state, const Task& task);
WaitingKey waiting_key(const Task& task);
void add_timer(State& state, const Timer& timer);
void remove_timer(State& state, const Timer& timer);

// Channels as bits: bit n is the channel of capacity rule n; 0: there is no rule for it.
unsigned channel_bit(const Configuration& configuration, Channel channel);
// Whether one more of this channel fits beside what the agent has and is offered, leaving out what it may interrupt.
bool has_room(const State& state, const Agent& agent, Channel channel);

}  // namespace tandem::indexes
