// The engine at work: one thread owns the core, stamps the time, steps, and hands the record to the journal. It is the
// EnginePort that channels, services and the API see. At start it recovers (newest readable snapshot and the facts
// after it) and tells the engine that the program has started; while it runs, a follower on a thread of its own makes
// snapshots. Owned by the application. Stop it before the executors of those who wait in ask() or write() go away.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "base/id_source.hpp"
#include "core/engine.hpp"
#include "ports/engine.hpp"
#include "runtime/follow/snapshotter.hpp"
#include "runtime/journal.hpp"

namespace tandem {

struct DriverOptions {
  std::size_t queue_limit = 4096;     // stimuli waiting: more are refused (hang-ups never)
  std::size_t recent_records = 8192;  // kept in memory for streams that resume
  std::size_t read_batch = 1000;      // records of one records_after
  JournalOptions journal;
  SnapshotOptions snapshots;
  // The program's one source of ids, for payloads of values that come without one. Null: one of the driver's own (two
  // sources would give the same id within a millisecond).
  IdSource* ids = nullptr;
  std::function<WallTime()> clock = &WallTime::now;  // also of the journal
};

class Driver final : public EnginePort {
 public:
  // `store` must be migrated and outlive the driver.
  Driver(store::Store& store, DriverOptions options);
  ~Driver() override;  // stops

  // Recovers, starts the threads, steps ProgramStarted and, where `configuration` differs from the one in force (its
  // version aside), ConfigurationPublished under the next version. Returns when all of that is committed.
  Result<void> start(std::optional<Configuration> configuration = {});
  // Refuses new work, steps and commits what is queued, makes a last snapshot. Idempotent.
  void stop();

  bool submit(Stimulus stimulus, std::function<void(const Committed&)> done = {}) override;
  boost::asio::awaitable<Result<Committed>> ask(Stimulus stimulus) override;
  boost::asio::awaitable<Result<Committed>> write(Work work) override;
  void view(const std::function<void(const State&, std::int64_t position)>& look) const override;
  void on_committed(Listener listener) override { journal_.on_committed(std::move(listener)); }
  void on_effect(EffectListener listener) override { journal_.on_effect(std::move(listener)); }
  boost::asio::awaitable<Result<std::vector<Committed>>> records_after(std::int64_t position, int limit) override;

  // ask() for threads that may block: commands and start-up.
  Result<Committed> ask_and_wait(Stimulus stimulus);
  // False while commits fail: /healthz says so, channels refuse new work.
  bool accepting() const { return !journal_.failing(); }
  std::int64_t position() const { return journal_.position(); }
  std::size_t waiting() const;  // stimuli in the queue

 private:
  struct Item {
    Stimulus stimulus;
    Journal::Done done;
  };

  bool enqueue(Stimulus stimulus, Journal::Done done);
  Failure refusal() const;
  Result<void> publish_configuration(Configuration configuration);
  void run();
  bool wait_for_work(std::optional<Item>& item);
  void step(Stimulus stimulus, Journal::Done done);
  void follow(const Committed& committed);
  std::optional<std::vector<Committed>> recent_after(std::int64_t position, std::size_t limit) const;

  store::Store& store_;
  const DriverOptions options_;
  Journal journal_;
  std::unique_ptr<Snapshotter> snapshotter_;
  IdSource own_ids_;
  IdSource& ids_;

  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Item> queue_;
  bool started_ = false, stopping_ = false;

  // Of the engine's thread.
  Engine engine_;
  WallTime last_now_;
  WallTime timers_paused_until_;
  std::thread thread_;

  // The committed state and the last records, written on the journal's thread.
  mutable std::mutex view_mutex_;
  State view_;
  std::int64_t view_position_ = 0;
  std::deque<Committed> recent_;
};

}  // namespace tandem
