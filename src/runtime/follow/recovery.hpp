// The state after a start: the newest readable snapshot and the facts after it, or all facts where there is none.
// Runs before any thread of the driver does.
#pragma once

#include "runtime/follow/snapshots.hpp"

namespace tandem {

struct Recovered {
  State state;
  std::int64_t position = 0;           // of the last record; 0: the journal is empty
  WallTime last;                       // time of the last record
  std::int64_t snapshot_position = 0;  // where it began; 0: at the beginning
  std::int64_t replayed = 0;           // records after the snapshot
};

// Fails with store::errc::corrupt or newer_version (naming the record), or whatever the store fails with.
Result<Recovered> recover(store::Session& session);
// Applies the records after `position` up to the newest (or to `up_to`, when given) to `state`.
Result<std::int64_t> replay(store::Session& session, State& state, std::int64_t position, std::int64_t up_to = 0);

}  // namespace tandem
