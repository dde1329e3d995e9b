// Turns facts into rows: conversations, participants, segments, visits to queues, reservations, messages, recordings,
// legs, states of agents. Written by the journal in the transaction of the record, so a row is never ahead of or
// behind the journal; rebuildable from it at any time (rebuild_projection, compared by a test). Texts of people are
// not here: rows name payloads. Used on the writer's thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/record.hpp"
#include "ports/store.hpp"

namespace tandem {

class Projection {
 public:
  // `position` is the record's number.
  Result<void> apply(store::Session& session, std::int64_t position, const Record& record);
};

// The tables that facts alone determine.
const std::vector<std::string>& projection_tables();

// Empties the tables and replays the journal into them, in one transaction.
Result<void> rebuild_projection(store::Session& session);

}  // namespace tandem
