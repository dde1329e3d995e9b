#include "store/postgres/store.hpp"

#include "base/await.hpp"
#include "store/migrations/migrations.hpp"
#include "store/postgres/session.hpp"

namespace tandem::store {
namespace {

Result<std::int64_t> current_version(Session& session) {
  auto table = session.run("SELECT to_regclass('schema_version') IS NOT NULL");
  if (!table) return table.error();
  if (!table->rows[0][0].truth()) return std::int64_t{0};
  auto version = session.run("SELECT coalesce(max(version), 0) FROM schema_version");
  if (!version) return version.error();
  return version->rows[0][0].integer();
}

Result<void> migrate_inside(Session& session, const std::string& schema) {
  // Two programs that start together migrate one after the other.
  auto locked = session.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", {schema});
  if (!locked) return locked.error();
  auto there = session.run("SELECT 1 FROM pg_namespace WHERE nspname = $1", {schema});
  if (!there) return there.error();
  if (there->empty()) {
    auto created = session.run("CREATE SCHEMA " + schema);
    if (!created) return created.error();
  }
  auto version = current_version(session);
  if (!version) return version.error();
  return run_migrations(session, Dialect::postgres, *version, all_migrations());
}

}  // namespace

Result<std::unique_ptr<Store>> PostgresStore::open(const std::string& url, const OpenOptions& options) {
  auto address = PgAddress::read(url, options);
  if (!address) return address.error();
  PgSession probe(*address);
  if (auto connected = probe.connect(); !connected) return connected.error();
  return std::unique_ptr<Store>(new PostgresStore(std::move(*address), options));
}

Result<std::unique_ptr<Session>> PostgresStore::open_session() {
  auto session = std::make_unique<PgSession>(address_);
  if (auto connected = session->connect(); !connected) return connected.error();
  return std::unique_ptr<Session>(std::move(session));
}

Result<void> PostgresStore::migrate() {
  auto session = open_session();
  if (!session) return session.error();
  if (auto begun = (*session)->begin(); !begun) return begun;
  auto done = migrate_inside(**session, address_.schema);
  if (!done) {
    (void)(*session)->rollback();  // the failure that counts is the first
    return done;
  }
  return (*session)->commit();
}

boost::asio::awaitable<Result<Rows>> PostgresStore::read(std::string sql, std::vector<Value> params) {
  std::function<void(PgReaders::Done)> start = [this, &sql, &params](PgReaders::Done done) {
    readers_.read(std::move(sql), std::move(params), std::move(done));
  };
  co_return co_await await_callback<Result<Rows>>(std::move(start));
}

}  // namespace tandem::store
