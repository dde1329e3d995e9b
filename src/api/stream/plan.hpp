// Which events a committed record means for desks, and the index that each has in the record. Decided by the record
// alone, so that an event has the same (seq, index) when it is sent again after a break. Pure.
#pragma once

#include <functional>
#include <vector>

#include "model/record.hpp"

namespace tandem::api {

struct PlannedEvent {
  enum class Kind { offered, reservation_ended, message, conversation, closed, presence, customer, case_ };
  Kind kind = Kind::conversation;
  int index = 0;              // the fact's place × 4, and what is told of it
  std::int64_t id = 0;        // of the reservation, conversation, agent, customer or case
  const Fact* fact = nullptr; // the one it is about; lives as long as the record
};

// Who takes part: none where it is not known any more (then the agent's presence is left out).
using AgentOf = std::function<AgentId(ConversationId, ParticipantId)>;
// Whose task it is: none where it is not known any more (then it is left out that its time has come).
using ConversationOf = std::function<ConversationId(TaskId)>;

// In the order of the indexes.
std::vector<PlannedEvent> plan_events(const Record& record, const AgentOf& agent_of, const ConversationOf& conversation_of = {});

}  // namespace tandem::api
