// Reads what `tandem simulate` lets come in (docs/simulation.md describes every key). As strict as a configuration file: one
// problem refuses it whole. No I/O; any thread.
#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "app/configuration/problem.hpp"
#include "model/configuration.hpp"
#include "sim/load.hpp"

namespace tandem::app {

using ReadLoad = std::variant<sim::Load, std::vector<configuration::Problem>>;

// Names of queues and logins are those of the configuration.
ReadLoad read_load(std::string_view yaml, const Configuration& configuration);

}  // namespace tandem::app
