#include "app/simulation/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "sim/replay/replay.hpp"

namespace tandem::app {
namespace {

void check(const SimulationRequest& request, const sim::Load& load) {
  if (load.length_ms <= 0) throw std::runtime_error("no contact came in that time");
  if (!request.changed) return;
  for (const auto& stream : load.streams) {
    if (find_by_id(request.changed->queues, stream.queue)) continue;
    const auto* queue = find_by_id(request.configuration.queues, stream.queue);
    throw std::runtime_error(fmt::format("the changed configuration has no queue '{}', into which contacts come", queue ? queue->name : ""));
  }
}

// The trace itself goes into the load.
sim::Load load_of(SimulationRequest& request, SimulationResult& result) {
  if (auto* load = std::get_if<sim::Load>(&request.demand)) return std::move(*load);
  auto& trace = std::get<sim::Trace>(request.demand);
  result.left_out = trace.left_out;
  if (trace.contacts.empty()) throw std::runtime_error("no contact came in that time");
  if (!request.staff) result.observed = sim::report_of(trace, request.configuration);
  return sim::load_of(std::make_shared<const sim::Replay>(std::move(trace)));
}

}  // namespace

Configuration with_everybody(const SimulationRequest& request) {
  auto both = request.configuration;
  if (!request.changed) return both;
  for (const auto& agent : request.changed->agents)
    if (!find_by_id(request.configuration.agents, agent.id)) both.agents.push_back(agent);
  std::ranges::sort(both.agents, {}, &AgentProfile::id);
  return both;
}

SimulationResult run_simulation(SimulationRequest request, const sim::Watch& watch) {
  SimulationResult result;
  const auto load = load_of(request, result);
  check(request, load);
  if (request.staff) {
    result.staff = sim::staff(request.configuration, load, {request.shrinkage, request.runs, request.confidence}, watch);
    return result;
  }
  const int all = request.changed ? 2 * request.runs : request.runs;
  const auto simulated = [&](const Configuration& configuration, int before) {
    auto part = watch;
    if (watch.progress) part.progress = [&, before](int done, int) { watch.progress(before + done, all); };
    return sim::simulate_all(configuration, load, request.runs, request.confidence, part);
  };
  result.report = simulated(request.configuration, 0);
  if (request.changed) result.compared = simulated(*request.changed, request.runs);
  return result;
}

boost::json::object to_json(const SimulationResult& result) {
  boost::json::object out;
  if (result.report) out["report"] = sim::to_json(*result.report);
  if (result.compared) out["compared"] = sim::to_json(*result.compared);
  if (result.observed) out["observed"] = sim::to_json(*result.observed);
  if (result.staff) out["staff"] = sim::to_json(*result.staff);
  if (result.left_out > 0) out["left_out"] = result.left_out;
  return out;
}

std::string to_text(const SimulationResult& result) {
  std::string text;
  if (result.staff) text = sim::to_text(*result.staff);
  if (result.report)
    text = sim::to_text(*result.report, result.compared ? &*result.compared : nullptr, result.observed ? &*result.observed : nullptr);
  if (result.left_out > 0)
    text += fmt::format("{} contacts of queues that are no longer there are left out\n", result.left_out);
  return text;
}

}  // namespace tandem::app
