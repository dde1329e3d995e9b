// Snapshots as rows: a state at a position, cut into parts that are written in short transactions, each with the digest
// of the whole, so that one that was never finished or is damaged is recognised and passed over. Blocking; on the
// session's thread.
#pragma once

#include <cstdint>
#include <optional>

#include "core/state.hpp"
#include "ports/store.hpp"

namespace tandem {

struct Snapshot {
  State state;
  std::int64_t position = 0;
};

Result<void> write_snapshot(store::Session& session, const State& state, std::int64_t position, std::size_t part_bytes);
// Keeps the newest `keep` whole ones.
Result<void> prune_snapshots(store::Session& session, int keep);
// The newest readable one, none where there is none. Unreadable ones are logged and passed over.
Result<std::optional<Snapshot>> newest_snapshot(store::Session& session);

}  // namespace tandem
