// Reads a whole journal for a replay, and writes nothing: beside a program that runs on it, or where none does. Blocking;
// belongs to the caller's thread.
#pragma once

#include <string>

#include "ports/store.hpp"
#include "sim/replay/journal_trace.hpp"

namespace tandem::app {

Result<sim::JournalTrace> read_journal(store::Session& session);

// `data`: the folder of a program, which may be running; it is not locked. `store_address`: as for serve; empty: the folder's
// SQLite file.
Result<sim::JournalTrace> read_journal_of(const std::string& data, const std::string& store_address, const std::string& tenant);

}  // namespace tandem::app
