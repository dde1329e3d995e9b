#include "store/sqlite/store.hpp"

#include "base/await.hpp"
#include "store/migrations/migrations.hpp"
#include "store/sqlite/session.hpp"

namespace tandem::store {
namespace {

Result<std::int64_t> current_version(Session& session) {
  auto table = session.run("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'");
  if (!table) return table.error();
  if (table->empty()) return std::int64_t{0};
  auto version = session.run("SELECT coalesce(max(version), 0) FROM schema_version");
  if (!version) return version.error();
  return version->rows[0][0].integer();
}

}  // namespace

SqliteStore::SqliteStore(std::string path, OpenOptions options)
    : path_(std::move(path)), options_(std::move(options)), checkpointer_(path_, options_), readers_(path_, options_) {}

Result<std::unique_ptr<Store>> SqliteStore::open(const std::string& path, const OpenOptions& options) {
  // Opening once says early what is wrong with the file.
  auto connection = SqliteConnection::open(path, SqliteConnection::Use::writing, options);
  if (!connection) return connection.error();
  return std::unique_ptr<Store>(new SqliteStore(path, options));
}

Result<std::unique_ptr<Session>> SqliteStore::open_session() {
  auto connection = SqliteConnection::open(path_, SqliteConnection::Use::writing, options_);
  if (!connection) return connection.error();
  checkpointer_.watch(**connection);
  return std::unique_ptr<Session>(new SqliteSession(std::move(*connection), gate_, options_.busy_timeout));
}

Result<void> SqliteStore::migrate() {
  auto session = open_session();
  if (!session) return session.error();
  if (auto begun = (*session)->begin(); !begun) return begun;
  auto version = current_version(**session);
  if (!version) return version.error();
  auto done = run_migrations(**session, Dialect::sqlite, *version, all_migrations());
  if (!done) {
    (void)(*session)->rollback();  // the failure that counts is the first
    return done;
  }
  return (*session)->commit();
}

boost::asio::awaitable<Result<Rows>> SqliteStore::read(std::string sql, std::vector<Value> params) {
  std::function<void(SqliteReaders::Done)> start = [this, &sql, &params](SqliteReaders::Done done) {
    readers_.read(std::move(sql), std::move(params), std::move(done));
  };
  co_return co_await await_callback<Result<Rows>>(std::move(start));
}

}  // namespace tandem::store
