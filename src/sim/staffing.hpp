// How many agents each half hour needs for its queue's service level: by Erlang A (or C where nobody leaves), and checked by
// running the engine with exactly so many. Each queue is staffed on its own; agents who serve several need fewer. Pure.
#pragma once

#include <string>
#include <vector>

#include "sim/erlang.hpp"
#include "sim/report.hpp"

namespace tandem::sim {

struct StaffNeed {
  int half_hour = -1;      // of the day, from 0; -1: all day, the load does not change
  double per_hour = 0;     // contacts
  int on_duty = 0;         // agents who are there
  int scheduled = 0;       // agents to plan for, since some are ill, learning or on a break
  ErlangResult expected;   // with on_duty
  std::optional<Estimate> simulated;  // the service level that the engine reached with on_duty
};

struct StaffPlan {
  std::string queue;
  Channel channel = Channel::voice;
  int at_once = 1;           // contacts that one agent has beside each other
  double target_s = 0, target = 0;
  std::vector<StaffNeed> needs;
};

struct StaffOptions {
  double shrinkage = 0.3;  // share of the scheduled time in which somebody is not there; below 1
  int runs = 20;
  double confidence = 0.999;
};

inline constexpr double largest_load = 20'000;  // Erlang of one queue

// One plan for each queue and channel of the load. Throws where one of them is larger than largest_load. The watch hears of
// each half hour, or, where the load does not change, of each plan.
std::vector<StaffPlan> staff(const Configuration& configuration, const Load& load, const StaffOptions& options, const Watch& watch = {});

boost::json::array to_json(const std::vector<StaffPlan>& plans);
std::string to_text(const std::vector<StaffPlan>& plans);

}  // namespace tandem::sim
