// One simulation as somebody asked for it, on the command line or on a screen: what comes in, under which configuration, and
// what came of it. Runs in the calling thread (and, where the watch allows it, in more beside it). Plain values.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/replay/trace.hpp"
#include "sim/report.hpp"
#include "sim/staffing.hpp"

namespace tandem::app {

struct SimulationRequest {
  Configuration configuration;
  std::optional<Configuration> changed;  // for the same contacts; what has the same name has the same id
  std::variant<sim::Load, sim::Trace> demand;
  int runs = 20;             // at least 2
  double confidence = 0.999;
  bool staff = false;        // how many agents are needed, instead of what those of the configuration make of it
  double shrinkage = 0.3;    // with staff; below 1
};

// The configuration with the agents of both: a load may speak of people whom only the changed one has.
Configuration with_everybody(const SimulationRequest& request);

struct SimulationResult {
  std::optional<sim::Report> observed;  // of a trace: what really happened
  std::optional<sim::Report> report, compared;
  std::optional<std::vector<sim::StaffPlan>> staff;
  std::int64_t left_out = 0;            // contacts of queues that are no longer there
};

// The watch hears how many runs are done, of both configurations together, and may stop it (sim::Stopped). Throws
// std::runtime_error with a sentence for the user where the request makes no sense.
SimulationResult run_simulation(SimulationRequest request, const sim::Watch& watch = {});

// {"report": …, "compared": …, "observed": …, "staff": …, "left_out": …}, without what there is not.
boost::json::object to_json(const SimulationResult& result);
std::string to_text(const SimulationResult& result);

}  // namespace tandem::app
