// The threads behind Store::read: each has a read-only connection and takes questions from one bounded queue.
// Owned by the SqliteStore.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "store/sqlite/connection.hpp"

namespace tandem::store {

class SqliteReaders {
 public:
  using Done = std::function<void(Result<Rows>)>;

  SqliteReaders(std::string path, OpenOptions options);
  ~SqliteReaders();  // answers what still waits with errc::unavailable

  // `done` is called once, on a reader's thread, or at once with errc::busy.
  void read(std::string sql, std::vector<Value> params, Done done);

 private:
  struct Question {
    std::string sql;
    std::vector<Value> params;
    Done done;
  };
  void run();

  const std::string path_;
  const OpenOptions options_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Question> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace tandem::store
