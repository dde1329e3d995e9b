#include "store/postgres/session.hpp"

#include "store/values.hpp"

namespace tandem::store {

PgSession::~PgSession() { disconnect(); }

void PgSession::disconnect() {
  if (connection_) PQfinish(connection_);
  connection_ = nullptr;
  prepared_.clear();
}

Result<void> PgSession::connect() {
  disconnect();
  const PgSettings settings(address_, false);
  connection_ = PQconnectdbParams(settings.keywords.data(), settings.values.data(), 1);
  if (PQstatus(connection_) == CONNECTION_OK) return {};
  auto failure = connection_failure(connection_, address_.description);
  disconnect();
  return failure;
}

Result<void> PgSession::ensure_connected() {
  if (connection_ && PQstatus(connection_) == CONNECTION_OK) return {};
  if (inside_)
    return fail(make_error_code(errc::unavailable), "the connection to " + address_.description + " was lost");
  return connect();
}

Result<void> PgSession::plain(const std::string& sql) {
  if (auto connected = ensure_connected(); !connected) return connected;
  const PgResult result(PQexec(connection_, sql.c_str()));
  if (result && PQresultStatus(result.get()) == PGRES_COMMAND_OK) return {};
  if (PQstatus(connection_) != CONNECTION_OK) return connection_failure(connection_, address_.description);
  return failure_of(result.get(), sql);
}

Result<std::string> PgSession::prepare(std::string_view sql, const PgParameters& parameters) {
  const std::string key = parameters.signature + " " + std::string(sql);
  if (const auto found = prepared_.find(key); found != prepared_.end()) return found->second;
  if (prepared_.size() >= kept_statements) {
    const PgResult dropped(PQexec(connection_, "DEALLOCATE ALL"));
    if (PQresultStatus(dropped.get()) != PGRES_COMMAND_OK) return failure_of(dropped.get(), "DEALLOCATE ALL");
    prepared_.clear();
  }
  const std::string name = "s" + std::to_string(++names_);
  const PgResult result(
      PQprepare(connection_, name.c_str(), std::string(sql).c_str(), parameters.count(), parameters.types.data()));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
    if (PQstatus(connection_) != CONNECTION_OK) return connection_failure(connection_, address_.description);
    return failure_of(result.get(), sql);
  }
  prepared_.emplace(key, name);
  return name;
}

Result<Rows> PgSession::run(std::string_view sql, const std::vector<Value>& params) {
  if (auto checked = check_values(params); !checked) return checked.error();
  if (auto connected = ensure_connected(); !connected) return connected.error();
  const PgParameters parameters(params);
  auto name = prepare(sql, parameters);
  if (!name) return name.error();
  const PgResult result(PQexecPrepared(connection_, name->c_str(), parameters.count(), parameters.data.data(),
                                       parameters.lengths.data(), parameters.formats.data(), 0));
  if (PQstatus(connection_) != CONNECTION_OK) return connection_failure(connection_, address_.description);
  return rows_of(result.get(), sql);
}

Result<void> PgSession::begin() {
  if (inside_) return fail(make_error_code(errc::bad_statement), "a transaction inside a transaction");
  auto begun = plain("BEGIN");
  if (!begun && begun.error().code == errc::unavailable && connection_ && PQstatus(connection_) != CONNECTION_OK) {
    // The server was restarted since the last transaction; nothing of this one can be lost yet.
    disconnect();
    begun = plain("BEGIN");
  }
  inside_ = static_cast<bool>(begun);
  return begun;
}

Result<void> PgSession::commit() {
  if (!inside_) return fail(make_error_code(errc::bad_statement), "commit outside a transaction");
  if (auto connected = ensure_connected(); !connected) return connected;
  const PgResult result(PQexec(connection_, "COMMIT"));
  if (PQstatus(connection_) != CONNECTION_OK) return connection_failure(connection_, address_.description);
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) return failure_of(result.get(), "COMMIT");
  inside_ = false;
  // A transaction that failed before answers COMMIT with ROLLBACK and no error.
  if (std::string_view(PQcmdStatus(result.get())) != "COMMIT")
    return fail(make_error_code(errc::bad_statement), "the transaction had failed and was rolled back");
  return {};
}

Result<void> PgSession::rollback() {
  if (!inside_) return {};
  inside_ = false;
  if (!connection_ || PQstatus(connection_) != CONNECTION_OK) return {};  // the server has rolled back
  if (PQtransactionStatus(connection_) == PQTRANS_IDLE) return {};
  return plain("ROLLBACK");
}

Result<void> PgSession::savepoint(std::string_view name) { return plain("SAVEPOINT \"" + std::string(name) + "\""); }
Result<void> PgSession::release(std::string_view name) {
  return plain("RELEASE SAVEPOINT \"" + std::string(name) + "\"");
}
Result<void> PgSession::rollback_to(std::string_view name) {
  return plain("ROLLBACK TO SAVEPOINT \"" + std::string(name) + "\"");
}

}  // namespace tandem::store
