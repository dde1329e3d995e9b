// One non-blocking PostgreSQL connection for reading. Every call runs on the pool's thread.
#pragma once

#include <libpq-fe.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/postgres/address.hpp"
#include "store/postgres/convert.hpp"

namespace tandem::store {

class PgReader {
 public:
  PgReader(boost::asio::any_io_executor executor, PgAddress address)
      : address_(std::move(address)), socket_(std::move(executor)) {}
  ~PgReader() { disconnect(); }

  boost::asio::awaitable<Result<Rows>> ask(const std::string& sql, const std::vector<Value>& params);

 private:
  static constexpr std::size_t kept_statements = 256;

  boost::asio::awaitable<Result<void>> connect();
  boost::asio::awaitable<Result<Rows>> ask_once(const std::string& sql, const PgParameters& parameters, bool& lost);
  boost::asio::awaitable<Result<std::string>> prepare(const std::string& sql, const PgParameters& parameters,
                                                      bool& lost);
  // Sends what is buffered and collects the answer of one command; null: the connection is lost.
  boost::asio::awaitable<PgResult> result();
  // Waits until the socket can be read (or written); false: the connection is lost.
  boost::asio::awaitable<bool> readable();
  boost::asio::awaitable<bool> writable();
  void attach();
  void disconnect();
  bool alive() const { return connection_ && PQstatus(connection_) == CONNECTION_OK; }

  PgAddress address_;
  PGconn* connection_ = nullptr;
  boost::asio::posix::stream_descriptor socket_;  // libpq's own: released, never closed here
  std::unordered_map<std::string, std::string> prepared_;
  std::int64_t names_ = 0;
};

}  // namespace tandem::store
