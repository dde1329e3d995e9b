#include "runtime/follow/snapshotter.hpp"

#include "base/log.hpp"
#include "base/threads/thread_name.hpp"
#include "runtime/follow/recovery.hpp"
#include "runtime/follow/snapshots.hpp"

namespace tandem {

Snapshotter::Snapshotter(store::Store& store, SnapshotOptions options, State state, std::int64_t position)
    : store_(store),
      options_(options),
      state_(std::move(state)),
      position_(position),
      saved_(position),
      committed_(position) {}

Snapshotter::~Snapshotter() { stop(false); }

void Snapshotter::start() {
  thread_ = std::thread([this] { run(); });
}

void Snapshotter::committed(std::int64_t position) {
  bool wake = false;
  {
    std::lock_guard lock(mutex_);
    wake = position - saved_ >= options_.every_records && committed_ - saved_ < options_.every_records;
    committed_ = position;
  }
  if (wake) woken_.notify_all();
}

void Snapshotter::stop(bool last) {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    last_ = last;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

// True: time for a snapshot. False: stopping.
bool Snapshotter::wait_for_turn() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const bool enough = woken_.wait_for(lock, options_.every,
                                        [&] { return stopping_ || committed_ - saved_ >= options_.every_records; });
    if (stopping_) break;
    if (enough || committed_ > saved_) return true;
  }
  return false;
}

Result<void> Snapshotter::catch_up(store::Session& session) {
  std::int64_t wanted = 0;
  {
    std::lock_guard lock(mutex_);
    wanted = committed_;
  }
  if (wanted <= position_) return {};
  auto reached = replay(session, state_, position_, wanted);
  if (!reached) return reached.error();
  position_ = *reached;
  return {};
}

Result<void> Snapshotter::make_snapshot(store::Session& session) {
  if (auto caught_up = catch_up(session); !caught_up) return caught_up;
  if (position_ == saved_) return {};
  if (auto written = write_snapshot(session, state_, position_, options_.part_bytes); !written) return written;
  {
    std::lock_guard lock(mutex_);
    saved_ = position_;
  }
  log::info("snapshot.made position={}", position_);
  return prune_snapshots(session, options_.keep);
}

void Snapshotter::run() {
  name_thread("snapshots");
  std::unique_ptr<store::Session> session;
  const auto attempt = [&]() -> Result<void> {
    if (!session) {
      auto opened = store_.open_session();
      if (!opened) return opened.error();
      session = std::move(*opened);
    }
    return make_snapshot(*session);
  };
  const auto attempt_and_log = [&] {
    if (auto made = attempt(); !made) {
      log::warn("snapshot.failed why=\"{}\"", made.error().detail);
      return false;
    }
    return true;
  };
  while (wait_for_turn()) {
    if (attempt_and_log()) continue;
    session.reset();
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, std::chrono::seconds(5), [&] { return stopping_; });
  }
  bool last = false;
  {
    std::lock_guard lock(mutex_);
    last = last_;
  }
  if (last) attempt_and_log();
}

}  // namespace tandem
