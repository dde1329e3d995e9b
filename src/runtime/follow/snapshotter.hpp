// The second follower of the journal: on a thread and a session of its own it reads committed records, applies them to
// a state of its own and writes snapshots, so that the engine is never paused for one. A snapshot is a cache: losing
// one costs time at the next start, nothing else. Owned by the driver.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "core/state.hpp"
#include "ports/store.hpp"

namespace tandem {

struct SnapshotOptions {
  std::int64_t every_records = 20000;
  std::chrono::milliseconds every{60000};  // if anything happened
  int keep = 3;
  std::size_t part_bytes = 128 * 1024;  // written in short transactions, so that the writer never waits long
};

class Snapshotter {
 public:
  Snapshotter(store::Store& store, SnapshotOptions options, State state, std::int64_t position);
  ~Snapshotter();  // stops without a snapshot

  void start();
  // From the journal's thread after each commit.
  void committed(std::int64_t position);
  // Ends the thread; with `last` it makes one more snapshot of everything committed.
  void stop(bool last);

 private:
  void run();
  bool wait_for_turn();
  Result<void> make_snapshot(store::Session& session);
  Result<void> catch_up(store::Session& session);

  store::Store& store_;
  const SnapshotOptions options_;
  State state_;
  std::int64_t position_, saved_;

  std::mutex mutex_;
  std::condition_variable woken_;
  std::int64_t committed_;
  bool stopping_ = false, last_ = false;
  std::thread thread_;
};

}  // namespace tandem
