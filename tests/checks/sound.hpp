// What must hold in every state, whatever has happened: capacity, reservations, tasks, legs, timers, overflows and the
// derived indexes agree with each other. Every finding is a test failure with its ids. Too slow for every step of a storm.
#pragma once

#include "core/state.hpp"

namespace tandem::scenarios {

// `measured_alike`: what agents have was accepted under the capacity rules of today.
void expect_sound(const State& state, bool measured_alike = true);
// Whoever waits, waits because nobody can take them; and the core says the same about every pair of agent and task.
void expect_nobody_waits_for_nothing(const State& state, WallTime now);
// After everybody has gone: nothing is left over.
void expect_nothing_left(const State& state);

}  // namespace tandem::scenarios
