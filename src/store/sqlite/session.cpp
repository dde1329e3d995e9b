#include "store/sqlite/session.hpp"

namespace tandem::store {

SqliteSession::~SqliteSession() {
  if (!inside_) return;
  // Nobody is left to hear of a failure; closing the connection rolls back as well.
  if (connection_->in_transaction()) (void)connection_->run("ROLLBACK", {});
  leave_gate();
}

Result<void> SqliteSession::enter_gate() {
  if (!gate_->enter(patience_)) return fail(make_error_code(errc::busy), "another transaction is taking too long");
  inside_ = true;
  return {};
}

void SqliteSession::leave_gate() {
  inside_ = false;
  gate_->leave();
}

Result<void> SqliteSession::plain(const std::string& sql) {
  auto done = connection_->run(sql, {});
  if (!done) return done.error();
  return {};
}

Result<Rows> SqliteSession::run(std::string_view sql, const std::vector<Value>& params) {
  if (inside_) return connection_->run(sql, params);
  auto writes = connection_->writes(sql);
  if (!writes) return writes.error();
  if (!*writes) return connection_->run(sql, params);
  if (auto entered = enter_gate(); !entered) return entered.error();
  auto rows = connection_->run(sql, params);
  leave_gate();
  return rows;
}

Result<void> SqliteSession::begin() {
  if (inside_) return fail(make_error_code(errc::bad_statement), "a transaction inside a transaction");
  if (auto entered = enter_gate(); !entered) return entered;
  auto begun = plain("BEGIN IMMEDIATE");
  if (!begun) leave_gate();
  return begun;
}

Result<void> SqliteSession::commit() {
  if (!inside_) return fail(make_error_code(errc::bad_statement), "commit outside a transaction");
  auto done = plain("COMMIT");
  if (done) leave_gate();
  return done;
}

Result<void> SqliteSession::rollback() {
  if (!inside_) return {};
  // A full disk may have rolled back already.
  Result<void> done;
  if (connection_->in_transaction()) done = plain("ROLLBACK");
  leave_gate();
  return done;
}

Result<void> SqliteSession::savepoint(std::string_view name) {
  return plain("SAVEPOINT \"" + std::string(name) + "\"");
}
Result<void> SqliteSession::release(std::string_view name) { return plain("RELEASE \"" + std::string(name) + "\""); }
Result<void> SqliteSession::rollback_to(std::string_view name) {
  return plain("ROLLBACK TO \"" + std::string(name) + "\"");
}

}  // namespace tandem::store
