// A writing session over one SQLite connection. Owned by one thread.
#pragma once

#include <memory>

#include "store/sqlite/connection.hpp"
#include "store/sqlite/write_gate.hpp"

namespace tandem::store {

class SqliteSession final : public Session {
 public:
  SqliteSession(std::unique_ptr<SqliteConnection> connection, std::shared_ptr<WriteGate> gate,
                std::chrono::milliseconds patience)
      : connection_(std::move(connection)), gate_(std::move(gate)), patience_(patience) {}
  ~SqliteSession() override;

  Result<Rows> run(std::string_view sql, const std::vector<Value>& params) override;
  Result<void> begin() override;
  Result<void> commit() override;
  Result<void> rollback() override;
  Result<void> savepoint(std::string_view name) override;
  Result<void> release(std::string_view name) override;
  Result<void> rollback_to(std::string_view name) override;
  SqliteConnection& connection() { return *connection_; }

 private:
  Result<void> enter_gate();
  void leave_gate();
  Result<void> plain(const std::string& sql);

  std::unique_ptr<SqliteConnection> connection_;
  std::shared_ptr<WriteGate> gate_;
  std::chrono::milliseconds patience_;
  bool inside_ = false;
};

}  // namespace tandem::store
