// The contact centre as a simulation needs it: each stream of contacts comes in by an entrance of its own, which leads into
// its queue at once, and every agent works unattended. A value.
#pragma once

#include <vector>

#include "model/configuration.hpp"
#include "sim/load.hpp"

namespace tandem::sim {

struct Entrances {
  Configuration configuration;
  std::vector<NumberId> numbers;  // of calls, by stream
  std::vector<SiteId> sites;      // of chats, by stream
};

// Opening hours are left out: who came, came.
Entrances entrances_for(Configuration configuration, const Load& load);

}  // namespace tandem::sim
