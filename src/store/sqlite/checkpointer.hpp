// Moves the write-ahead log back into the database file on a thread and a connection of its own, so that no commit
// ever waits for it: PASSIVE as a rule; where readers have kept the log from starting over and it has grown long,
// RESTART, which waits for them. Owned by the SqliteStore; watched sessions must be closed before it goes.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "store/sqlite/connection.hpp"

namespace tandem::store {

class Checkpointer {
 public:
  static constexpr int pages_for_checkpoint = 1000;  // 4 MiB
  static constexpr int pages_for_restart = 16000;    // 64 MiB

  Checkpointer(std::string path, OpenOptions options);
  ~Checkpointer();

  // Has this connection report the length of the log after each of its commits.
  void watch(SqliteConnection& connection);

 private:
  void report(int pages);
  void run();

  const std::string path_;
  const OpenOptions options_;
  std::mutex mutex_;
  std::condition_variable woken_;
  int pages_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tandem::store
