#include "app/simulation/run.hpp"

#include <gtest/gtest.h>

#include <atomic>

namespace tandem::app {
namespace {

constexpr QueueId support{4};

Configuration shop(int agents) {
  Configuration configuration;
  configuration.version = 1;
  Queue queue;
  queue.id = support;
  queue.name = "support";
  configuration.queues = {queue};
  for (int i = 1; i <= agents; ++i) {
    AgentProfile agent;
    agent.id = AgentId{i};
    agent.login = "agent" + std::to_string(i);
    configuration.agents.push_back(agent);
  }
  return configuration;
}

sim::Trace morning() {
  sim::Trace trace;
  trace.start = sim::any_midnight;
  trace.length_ms = sim::half_hour_ms;
  for (const auto& [at_ms, waited_ms] : {std::pair{0, 0}, std::pair{10'000, 50'000}}) {
    sim::TraceContact contact;
    contact.at_ms = at_ms;
    contact.waited_ms = waited_ms;
    contact.queue = support;
    contact.handle_ms = 60'000;
    trace.contacts.push_back(contact);
  }
  trace.left_out = 3;
  return trace;
}

SimulationRequest as_it_was() {
  SimulationRequest request;
  request.configuration = shop(1);
  request.changed = shop(2);
  request.demand = morning();
  request.runs = 4;
  return request;
}

TEST(RunSimulation, what_was_what_is_and_what_would_be) {
  const auto out = to_json(run_simulation(as_it_was()));
  const auto wait = [&](const char* report) { return out.at(report).at("queues").at(0).at("mean_wait_s"); };
  EXPECT_EQ(wait("observed").as_double(), 25);
  EXPECT_EQ(wait("report").at("mean").as_double(), 25);
  EXPECT_EQ(wait("compared").at("mean").as_double(), 0);
  EXPECT_EQ(out.at("left_out").as_int64(), 3);
  EXPECT_FALSE(out.contains("staff"));
}

TEST(RunSimulation, the_runs_of_both_configurations_count_together) {
  std::vector<int> seen;
  sim::Watch watch;
  watch.threads = 1;
  watch.progress = [&](int done, int of) {
    EXPECT_EQ(of, 8);
    seen.push_back(done);
  };
  run_simulation(as_it_was(), watch);
  EXPECT_EQ(seen, (std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST(RunSimulation, it_can_be_stopped) {
  const std::atomic<bool> stop{true};
  sim::Watch watch;
  watch.stop = &stop;
  EXPECT_THROW(run_simulation(as_it_was(), watch), sim::Stopped);
}

TEST(RunSimulation, how_many_people_a_trace_needs) {
  auto request = as_it_was();
  request.changed.reset();
  request.staff = true;
  const auto out = to_json(run_simulation(std::move(request)));
  EXPECT_FALSE(out.contains("report"));
  const auto& needs = out.at("staff").at(0).at("needs").as_array();
  EXPECT_EQ(needs.size(), 48u);
  EXPECT_EQ(needs.at(0).at("per_hour").to_number<double>(), 4);
  EXPECT_EQ(needs.at(0).at("on_duty").as_int64(), 1);
  EXPECT_EQ(needs.at(1).at("on_duty").as_int64(), 0);
}

TEST(RunSimulation, a_request_without_sense_is_refused_in_a_sentence) {
  const auto said = [](SimulationRequest request) {
    try {
      run_simulation(std::move(request));
    } catch (const std::runtime_error& problem) {
      return std::string(problem.what());
    }
    return std::string();
  };
  auto request = as_it_was();
  request.changed->queues.clear();
  EXPECT_EQ(said(request), "the changed configuration has no queue 'support', into which contacts come");
  request.demand = sim::Trace{};
  EXPECT_EQ(said(request), "no contact came in that time");
}

}  // namespace
}  // namespace tandem::app
