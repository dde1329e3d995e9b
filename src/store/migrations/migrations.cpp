#include "store/migrations/migrations.hpp"

#include <array>

#include "store/migrations/list.hpp"

namespace tandem::store {
namespace {

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

}  // namespace

std::span<const Migration> all_migrations() { return migrations::list; }

std::vector<std::string> statements_of(std::string_view sql, Dialect dialect) {
  const bool sqlite = dialect == Dialect::sqlite;
  std::string text(sql);
  replace_all(text, "{{id}}", sqlite ? "INTEGER PRIMARY KEY" : "BIGINT PRIMARY KEY");
  replace_all(text, "{{bigint}}", sqlite ? "INTEGER" : "BIGINT");
  replace_all(text, "{{text}}", sqlite ? "TEXT" : "TEXT COLLATE \"C\"");
  replace_all(text, "{{blob}}", sqlite ? "BLOB" : "BYTEA");
  std::vector<std::string> statements;
  for (std::size_t start = 0; start < text.size();) {
    auto end = text.find(";\n", start);
    if (end == std::string::npos) end = text.size();
    auto statement = text.substr(start, end - start);
    if (statement.find_first_not_of(" \n;") != std::string::npos) statements.push_back(std::move(statement));
    start = end + 2;
  }
  return statements;
}

Result<void> check_version(std::int64_t current, std::span<const Migration> migrations) {
  const std::int64_t newest = migrations.empty() ? 0 : migrations.back().version;
  if (current <= newest) return {};
  return fail(make_error_code(errc::newer_version),
              "the data has schema version " + std::to_string(current) + ", this program knows up to " +
                  std::to_string(newest) +
                  ": start the newer program, or restore an older backup; nothing was changed");
}

Result<void> run_migrations(Session& session, Dialect dialect, std::int64_t current,
                            std::span<const Migration> migrations) {
  if (auto known = check_version(current, migrations); !known) return known;
  if (current == 0) {
    const auto create = statements_of(
        "CREATE TABLE IF NOT EXISTS schema_version (version {{id}}, name {{text}} NOT NULL, applied_at {{bigint}} NOT "
        "NULL);\n",
        dialect);
    if (auto made = session.run(create.front()); !made) return made.error();
  }
  for (const auto& migration : migrations) {
    if (migration.version <= current) continue;
    for (const auto& statement : statements_of(migration.sql, dialect))
      if (auto done = session.run(statement); !done)
        return fail(done.error().code, "migration " + std::string(migration.name) + ": " + done.error().detail);
    auto noted = session.run("INSERT INTO schema_version (version, name, applied_at) VALUES ($1, $2, $3)",
                             {migration.version, migration.name, WallTime::now()});
    if (!noted) return noted.error();
  }
  return {};
}

}  // namespace tandem::store
