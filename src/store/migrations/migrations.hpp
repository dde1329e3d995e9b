// One numbered set of migrations for both databases. Each file 000N_name.cpp exposes one constant, listed in
// migrations.cpp. The SQL is written once with placeholders for what the dialects call differently:
//   {{id}}     the primary key of one int64 column   {{bigint}}  an int64
//   {{text}}   a text that sorts by its bytes        {{blob}}    bytes
// Statements end with ";" at the end of a line. A migration that has been released is never changed.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ports/store.hpp"

namespace tandem::store {

struct Migration {
  int version = 0;
  std::string_view name;
  std::string_view sql;
};

enum class Dialect { sqlite, postgres };

std::span<const Migration> all_migrations();
std::vector<std::string> statements_of(std::string_view sql, Dialect dialect);

// Inside a transaction of the caller's. `current` is the version found (0: empty). Fails with errc::newer_version
// before anything is touched.
Result<void> check_version(std::int64_t current, std::span<const Migration> migrations);
Result<void> run_migrations(Session& session, Dialect dialect, std::int64_t current,
                            std::span<const Migration> migrations);

}  // namespace tandem::store
