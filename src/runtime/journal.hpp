// The writer's thread: the only one that writes the journal, its payloads and projections, and that runs the services'
// transactions. What is queued is committed together (many records, one fsync), numbered in commit order; only then
// effects, listeners and answers go out, on this thread and in order. When a commit fails, the same records are tried
// again, in order, with their effects withheld and new work refused, until the store is back or `give_up_after` ends.
// Owned by the driver.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "ports/engine.hpp"
#include "ports/store.hpp"
#include "runtime/projection.hpp"

namespace tandem {

struct JournalOptions {
  std::size_t queue_limit = 8192;                // records waiting: the engine's thread waits for room
  std::size_t works_limit = 1024;                // services' transactions waiting: more are refused
  std::size_t group_limit = 512;                 // records in one commit
  std::chrono::microseconds works_budget{2000};  // of each group; at least one runs
  std::chrono::milliseconds retry_pause{200};
  std::chrono::milliseconds give_up_after{30000};
  // Ends the program: the store stayed unwritable or is broken. Runs on the writer's thread. Default: log and abort.
  std::function<void(const std::string& why)> fatal;
  std::function<WallTime()> clock = &WallTime::now;
};

class Journal {
 public:
  using Done = std::function<void(Result<Committed>)>;
  struct Entry {
    Record record;  // without facts it is not written, but answered in its turn
    std::vector<Effect> effects;
    Refusal refusal = Refusal::none;
    Done done;
  };

  Journal(store::Store& store, JournalOptions options);
  ~Journal();  // stops

  // Before start. For each record in turn: the follower, the effects, the listeners, the answer.
  void set_follower(EnginePort::Listener follower) { follower_ = std::move(follower); }
  void on_committed(EnginePort::Listener listener) { listeners_.push_back(std::move(listener)); }
  void on_effect(EnginePort::EffectListener listener) { effect_listeners_.push_back(std::move(listener)); }

  // `position` and `last` are those of the newest record in the store.
  Result<void> start(std::int64_t position, WallTime last);
  // Commits what is queued, then ends the thread. What cannot be committed is answered with errc::unavailable.
  void stop();

  // The engine's thread only. Waits while the queue is full.
  void append(Entry entry);
  // Any thread. False: too many wait, a commit has failed, or the journal has stopped (`done` is not called then).
  bool write(EnginePort::Work work, Done done);

  bool failing() const { return failing_.load(std::memory_order_relaxed); }
  std::int64_t position() const { return position_.load(std::memory_order_acquire); }

 private:
  struct WorkItem {
    EnginePort::Work work;
    Done done;
  };
  // One commit under way. It survives failed attempts.
  struct Group {
    std::vector<Entry> entries;
    std::vector<WorkItem> works;
    std::vector<Result<Committed>> answers;  // of entries, then of works
    std::string last_body;                   // encoded; recognises a commit whose answer was lost
    std::int64_t last = 0;                   // the highest position taken in this attempt
    bool works_taken = false;                // they run in the first attempt only
    bool dirty = false;                      // there is something to commit
    bool in_doubt = false;                   // commit() failed: it may have happened
    bool careful = false;                    // a projection failed: leave out what cannot be written
  };

  void run();
  bool take(Group& group);
  bool commit(Group& group);
  Result<void> attempt(Group& group);
  Result<void> attempt_inside(Group& group);
  Result<bool> has_happened(const Group& group);
  Result<void> write_entries(Group& group);
  Result<void> write_works(Group& group);
  Result<void> project(Group& group, std::int64_t number, const Record& record);
  bool take_work(Group& group);
  Result<void> run_work(Group& group);
  Result<Committed> write_record(Group& group, Record record);
  void drop_works(Group& group, const Failure& why);
  void publish(Group& group);
  void tell(const Committed& committed, const std::vector<Effect>& effects);
  void give_up(Group& group, const Failure& why);
  void refuse_queued(const Failure& why, bool works_only);
  bool is_stopping();

  store::Store& store_;
  const JournalOptions options_;
  EnginePort::Listener follower_;
  std::vector<EnginePort::Listener> listeners_;
  std::vector<EnginePort::EffectListener> effect_listeners_;

  std::mutex mutex_;
  std::condition_variable arrived_, room_;
  std::deque<Entry> entries_;
  std::deque<WorkItem> works_;
  bool running_ = false, stopping_ = false, dead_ = false;

  std::atomic<bool> failing_{false};
  std::atomic<std::int64_t> position_{0};

  // Of the writer's thread.
  std::unique_ptr<store::Session> session_;
  Projection projection_;
  WallTime last_at_;
  std::thread thread_;
};

}  // namespace tandem
