// A day of a large centre through the simulator: 1,000,000 calls over 20 queues, 2,100 agents with three skills each. The
// processor time of one run on one thread, the engine's decisions included.
//   simulation [--long]       --long: ten such days
#include <time.h>

#include <algorithm>
#include <cstring>
#include <iostream>

#include "sim/simulation.hpp"
#include "support/report.hpp"

namespace tandem::bench {
namespace {

constexpr int queues = 20, agents = 2'100;
constexpr double contacts = 1'000'000, hours = 24, handle_s = 180;

double cpu_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

Configuration centre() {
  Configuration c;
  c.version = 1;
  for (int i = 1; i <= queues; ++i) {
    c.skills.push_back({SkillId{i}, "skill" + std::to_string(i)});
    Queue queue;
    queue.id = QueueId{i};
    queue.name = "queue" + std::to_string(i);
    queue.required = {{SkillId{i}, 3}};
    c.queues.push_back(queue);
  }
  for (int i = 0; i < agents; ++i) {
    AgentProfile agent;
    agent.id = AgentId{i + 1};
    agent.login = "agent" + std::to_string(i + 1);
    for (const int offset : {0, 7, 13}) agent.skills.push_back({SkillId{(i + offset) % queues + 1}, 5});
    std::ranges::sort(agent.skills, {}, &SkillLevel::skill);
    c.agents.push_back(agent);
  }
  return c;
}

sim::Load day() {
  sim::Load load;
  load.length_ms = static_cast<std::int64_t>(hours * 3'600'000);
  for (int i = 1; i <= queues; ++i) {
    sim::Stream stream;
    stream.queue = QueueId{i};
    stream.per_hour = {contacts / hours / queues};
    stream.handle.mean_ms = handle_s * 1000;
    stream.patience = sim::Duration{sim::Duration::Shape::exponential, 120'000, 1};
    load.streams.push_back(stream);
  }
  return load;
}

void run(int days) {
  const auto configuration = centre();
  const auto load = day();
  for (int i = 1; i <= days; ++i) {
    const double start = cpu_seconds();
    const auto outcome = sim::simulate(configuration, load, static_cast<std::uint64_t>(i));
    const double used = cpu_seconds() - start;
    std::int64_t waited = 0, abandoned = 0;
    for (const auto& [id, queue] : outcome.queues) {
      waited += queue.waited;
      abandoned += queue.counts.abandoned + queue.counts.short_abandoned;
    }
    report("simulation.day", used, "CPU seconds",
           {{"contacts", outcome.contacts}, {"steps", outcome.steps}, {"agents", agents}, {"queues", queues}, {"waited", waited},
            {"left", abandoned}, {"seed", i}});
  }
}

}  // namespace
}  // namespace tandem::bench

int main(int argc, char** argv) {
  const bool is_long = argc > 1 && std::strcmp(argv[1], "--long") == 0;
  if (argc > 2 || (argc == 2 && !is_long)) {
    std::cerr << "usage: simulation [--long]\n";
    return 2;
  }
  tandem::bench::run(is_long ? 10 : 1);
}
