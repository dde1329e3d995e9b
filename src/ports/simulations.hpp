// Simulations that somebody asks for on a screen: each runs beside the program, at a low cost to it, one after another. What came of
// the last ones can be fetched until the program ends. The application stands behind it. Thread-safe.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "ports/configuration_desk.hpp"

namespace tandem {

struct SimulationWish {
  boost::json::object request;      // load or journal, runs, confidence, staff, shrinkage: docs/simulation.md
  ConfigurationPtr configuration;   // as it is
  ConfigurationPtr changed;         // to compare it with; null: nothing
  UserId by;
};

struct SimulationStarted {
  std::string id;                              // empty: it was not started
  std::vector<ConfigurationRemark> problems;   // what is wrong with the request
  bool busy = false;                           // too many are waiting already
};

struct SimulationState {
  enum class Phase { running, done, failed };
  Phase phase = Phase::running;
  int done = 0, runs = 0;           // of both configurations together
  std::string problem;              // failed: why, in one sentence
  boost::json::object result;       // done
  UserId by;
};

class Simulations {
 public:
  virtual ~Simulations() = default;
  virtual SimulationStarted start(SimulationWish wish) = 0;
  virtual std::optional<SimulationState> state(const std::string& id) const = 0;  // nothing: not known, or no longer
  virtual bool stop(const std::string& id) = 0;                                    // false: not known
};

}  // namespace tandem
