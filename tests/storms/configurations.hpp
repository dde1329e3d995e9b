// Configurations of storms: everything that an administrator can switch on, in random combinations, with waits of seconds so
// that all of it happens. Valid as a checked file would be. The random numbers given decide everything.
#pragma once

#include "model/configuration.hpp"
#include "checks/random.hpp"

namespace tandem::scenarios {

inline constexpr int storm_queues = 4, storm_agents = 7, storm_skills = 7, storm_teams = 3;

// What stays through all configurations of one storm: what agents hold was measured by it.
struct Capacity {
  std::vector<CapacityRule> rules;
  int limit = 100;
};
Capacity random_capacity(Random& random);

Configuration random_configuration(Random& random, std::int64_t version, const Capacity& capacity, WallTime now);

}  // namespace tandem::scenarios
