// What a contact asks of the router: which queue, which agents, how soon. Made from the queue, from what the contact brings along
// (language, region, tier, business, complexity), from the customer and from the rules of the configuration. Reads the state only.
#pragma once

#include "core/state.hpp"

namespace tandem::rules {

struct Demand {
  QueueId queue;
  int priority = 0;                  // all of it together
  std::vector<SkillLevel> required;  // sorted by skill
  std::vector<TeamId> teams;         // sorted
  std::vector<AgentId> blocked;      // sorted
  std::vector<std::string> rules;    // that applied, in their order
};

struct Asked {
  QueueId queue;           // as the flow, or a person, chose it
  int added = 0;           // priority that came with it
  int relaxed = 0;         // steps of the queue's relaxations that have been taken
  bool by_person = false;  // then no rule changes the queue
};
Demand demand_of(const State& state, const Conversation& conversation, const Asked& asked, WallTime at);

// When it should be answered, earlier by what its priority is worth (Task::due). Calls and chats count every minute, other work those
// in which the queue is open.
WallTime due_of(const Configuration& configuration, const Demand& demand, Channel channel, WallTime since);

// Whether the queue is open; one without hours always is.
bool is_open(const Configuration& configuration, const Queue& queue, WallTime at);

}  // namespace tandem::rules
