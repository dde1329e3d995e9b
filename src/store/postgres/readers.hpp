// The connections behind Store::read: libpq's non-blocking calls driven by Asio on one thread of the pool's own. Each
// connection is a coroutine that takes questions from one bounded queue, connects when it has to, and tries a question
// once more on a new connection when the old one turns out to be dead. Owned by the PostgresStore.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "store/postgres/address.hpp"

namespace tandem::store {

class PgReader;

class PgReaders {
 public:
  using Done = std::function<void(Result<Rows>)>;
  struct Question {
    std::string sql;
    std::vector<Value> params;
    Done done;
  };

  PgReaders(PgAddress address, const OpenOptions& options);
  ~PgReaders();  // answers what still waits with errc::unavailable

  // Any thread. `done` is called once, on the pool's thread, or at once with errc::busy.
  void read(std::string sql, std::vector<Value> params, Done done);

 private:
  boost::asio::awaitable<void> serve(std::shared_ptr<PgReader> reader);

  const std::size_t limit_;
  std::mutex mutex_;
  std::deque<Question> queue_;
  bool stopping_ = false;

  boost::asio::io_context io_{1};
  boost::asio::steady_timer arrived_{io_};  // never fires; cancelled to wake idle readers
  std::thread thread_;
};

}  // namespace tandem::store
