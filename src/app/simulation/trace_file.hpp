// Reads what really came in from a CSV file (docs/simulation.md describes every column). As strict as a configuration file:
// one problem refuses it whole, and each is told with its line. Only the stream is read; any thread.
#pragma once

#include <istream>
#include <variant>
#include <vector>

#include "app/configuration/problem.hpp"
#include "model/configuration.hpp"
#include "sim/replay/trace.hpp"

namespace tandem::app {

using ReadTrace = std::variant<sim::Trace, std::vector<configuration::Problem>>;

// Names of queues and logins are those of the configuration.
ReadTrace read_trace(std::istream& in, const Configuration& configuration);

}  // namespace tandem::app
