// The store in one SQLite file (WAL): writing sessions that take turns at a gate, a pool of reading threads, and a
// thread for checkpoints. Any thread.
#pragma once

#include <memory>
#include <string>

#include "store/open.hpp"
#include "store/sqlite/checkpointer.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/write_gate.hpp"

namespace tandem::store {

class SqliteStore final : public Store {
 public:
  static Result<std::unique_ptr<Store>> open(const std::string& path, const OpenOptions& options);

  Result<void> migrate() override;
  Result<std::unique_ptr<Session>> open_session() override;
  boost::asio::awaitable<Result<Rows>> read(std::string sql, std::vector<Value> params) override;
  std::string describe() const override { return "sqlite " + path_; }

 private:
  SqliteStore(std::string path, OpenOptions options);

  const std::string path_;
  const OpenOptions options_;
  std::shared_ptr<WriteGate> gate_ = std::make_shared<WriteGate>();
  Checkpointer checkpointer_;
  SqliteReaders readers_;
};

}  // namespace tandem::store
