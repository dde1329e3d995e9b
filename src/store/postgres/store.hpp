// The store in PostgreSQL 15 or later: one schema per tenant, blocking sessions for writers, a pool of asynchronous
// connections for reads. Any thread.
#pragma once

#include <memory>
#include <string>

#include "store/open.hpp"
#include "store/postgres/address.hpp"
#include "store/postgres/readers.hpp"

namespace tandem::store {

class PostgresStore final : public Store {
 public:
  static Result<std::unique_ptr<Store>> open(const std::string& url, const OpenOptions& options);

  Result<void> migrate() override;
  Result<std::unique_ptr<Session>> open_session() override;
  boost::asio::awaitable<Result<Rows>> read(std::string sql, std::vector<Value> params) override;
  std::string describe() const override { return address_.description; }

 private:
  PostgresStore(PgAddress address, const OpenOptions& options)
      : address_(address), readers_(std::move(address), options) {}

  const PgAddress address_;
  PgReaders readers_;
};

}  // namespace tandem::store
