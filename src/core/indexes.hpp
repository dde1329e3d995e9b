// Keeps the derived parts of a state (waiting lines, idle agents, due timers) in step with the rest. Used by apply()
// alone; everything here is a function of the encoded state.
#pragma once

#include "core/state.hpp"

namespace tandem::indexes {

// Take an agent or a task out before it changes, put it back after: the keys are made of its fields.
void remove_agent(State& state, const Agent& agent);
void add_agent(State& state, const Agent& agent);
void remove_task(State& state, const Task& task);
void add_task(State& state, const Task& task);
void add_timer(State& state, const Timer& timer);
void remove_timer(State& state, const Timer& timer);

// Whether this agent could be asked at all: on duty and not full.
bool has_spare_capacity(const State& state, const Agent& agent);
// Whether one more of this channel fits beside what the agent has and is offered.
bool has_room(const State& state, const Agent& agent, Channel channel);

}  // namespace tandem::indexes
