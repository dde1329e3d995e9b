#include "app/simulation/journal_source.hpp"

#include <filesystem>

#include "runtime/follow/records.hpp"
#include "store/open.hpp"
#include "store/sqlite/connection.hpp"

namespace tandem::app {
namespace {

constexpr int records_at_once = 1000;

// A connection that cannot write, nor tidy up the write-ahead log when it closes.
class ReadingSession final : public store::Session {
 public:
  explicit ReadingSession(std::unique_ptr<store::SqliteConnection> connection) : connection_(std::move(connection)) {
    sqlite3_db_config(connection_->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  }
  Result<store::Rows> run(std::string_view sql, const std::vector<store::Value>& params) override { return connection_->run(sql, params); }
  Result<void> begin() override { return refused(); }
  Result<void> commit() override { return refused(); }
  Result<void> rollback() override { return refused(); }
  Result<void> savepoint(std::string_view) override { return refused(); }
  Result<void> release(std::string_view) override { return refused(); }
  Result<void> rollback_to(std::string_view) override { return refused(); }

 private:
  static Failure refused() { return fail(make_error_code(store::errc::bad_statement), "this session only reads"); }
  std::unique_ptr<store::SqliteConnection> connection_;
};

Result<sim::JournalTrace> read_sqlite(const std::string& data) {
  const auto file = std::filesystem::path(data) / "tandem.db";
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error))
    return fail(make_error_code(store::errc::unavailable), "there is no " + file.string() + ": --data names the data folder of a program");
  auto connection = store::SqliteConnection::open(file.string(), store::SqliteConnection::Use::reading, {});
  if (!connection) return connection.error();
  ReadingSession session(std::move(*connection));
  return read_journal(session);
}

Result<sim::JournalTrace> read_other(const std::string& store_address, const std::string& tenant) {
  store::OpenOptions options;
  options.tenant = tenant;
  auto opened = store::open_store(store_address, options);
  if (!opened) return opened.error();
  auto session = (*opened)->open_session();
  if (!session) return session.error();
  if (auto reading = (*session)->run("SET default_transaction_read_only = on"); !reading) return reading.error();
  return read_journal(**session);
}

}  // namespace

Result<sim::JournalTrace> read_journal(store::Session& session) {
  sim::JournalTrace trace;
  for (std::int64_t position = 0;;) {
    auto records = read_records(session, position, records_at_once);
    if (!records) return records.error();
    if (records->empty()) return trace;
    for (const auto& [number, record] : *records) {
      trace.take(*record);
      position = number;
    }
  }
}

Result<sim::JournalTrace> read_journal_of(const std::string& data, const std::string& store_address, const std::string& tenant) {
  return store_address.empty() ? read_sqlite(data) : read_other(store_address, tenant);
}

}  // namespace tandem::app
