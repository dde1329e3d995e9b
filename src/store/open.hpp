// The way in: opens the store that an address names. `postgresql://…` (or `postgres://…`) is PostgreSQL, where each
// tenant has a schema of its own; anything else is the path of a SQLite file (its folder must exist). Called at start
// and by commands; the Store it gives may be used from any thread.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "ports/store.hpp"

namespace tandem::store {

struct OpenOptions {
  std::string tenant = "default";                // PostgreSQL: schema tandem_<tenant>; letters, digits and _
  int readers = 2;                               // threads (SQLite) or connections (PostgreSQL) behind Store::read
  std::size_t waiting_reads = 512;               // more than this: errc::busy
  std::chrono::milliseconds busy_timeout{5000};  // how long a session waits for another writer
  std::int64_t max_pages = 0;                    // SQLite: size limit of the file in pages of 4 KiB; 0: none
};

// Opens, does not migrate. Fails with errc::unavailable (cannot be opened, cannot connect) or errc::corrupt (not a
// database), each with a sentence for the operator.
Result<std::unique_ptr<Store>> open_store(const std::string& address, OpenOptions options = {});

}  // namespace tandem::store
