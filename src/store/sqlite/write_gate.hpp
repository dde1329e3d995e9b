// One writer at a time among the sessions of this program: waiting here wakes up at once, while SQLite's own busy
// handler would sleep and try again. Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace tandem::store {

class WriteGate {
 public:
  bool enter(std::chrono::milliseconds at_most) {
    std::unique_lock lock(mutex_);
    if (!left_.wait_for(lock, at_most, [&] { return !taken_; })) return false;
    taken_ = true;
    return true;
  }
  void leave() {
    {
      std::lock_guard lock(mutex_);
      taken_ = false;
    }
    left_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable left_;
  bool taken_ = false;
};

}  // namespace tandem::store
