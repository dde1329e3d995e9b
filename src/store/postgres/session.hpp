// A blocking session over one PostgreSQL connection: prepared statements, and a new connection at the next begin() or
// lone statement after the old one was lost. Owned by one thread.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <unordered_map>

#include "store/postgres/address.hpp"
#include "store/postgres/convert.hpp"

namespace tandem::store {

class PgSession final : public Session {
 public:
  explicit PgSession(PgAddress address) : address_(std::move(address)) {}
  ~PgSession() override;

  Result<void> connect();
  Result<Rows> run(std::string_view sql, const std::vector<Value>& params) override;
  Result<void> begin() override;
  Result<void> commit() override;
  Result<void> rollback() override;
  Result<void> savepoint(std::string_view name) override;
  Result<void> release(std::string_view name) override;
  Result<void> rollback_to(std::string_view name) override;

 private:
  static constexpr std::size_t kept_statements = 512;

  Result<void> ensure_connected();
  Result<void> plain(const std::string& sql);
  Result<std::string> prepare(std::string_view sql, const PgParameters& parameters);
  void disconnect();

  PgAddress address_;
  PGconn* connection_ = nullptr;
  bool inside_ = false;
  std::unordered_map<std::string, std::string> prepared_;  // signature and SQL → name
  std::int64_t names_ = 0;
};

}  // namespace tandem::store
