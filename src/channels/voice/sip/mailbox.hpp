// The way onto the SIP thread: a bounded queue of tasks and the eventfd that wakes the thread. Shared, so that whoever
// answers late (a look-up of a secret) still has something to post to when the stack is gone. Any thread.
#pragma once

#include <functional>
#include <mutex>
#include <vector>

#include "base/threads/event_fd.hpp"

namespace tandem::sip {

class Mailbox {
 public:
  using Task = std::function<void()>;

  explicit Mailbox(std::size_t longest) : longest_(longest) {}

  int fd() const { return wakeup_.fd(); }

  // False, and the task is dropped: the queue is full (unless `always`), or the thread takes no more.
  bool post(Task task, bool always = false) {
    {
      std::lock_guard lock(mutex_);
      if (closed_ || (!always && tasks_.size() >= longest_)) return false;
      tasks_.push_back(std::move(task));
    }
    wakeup_.wake();
    return true;
  }

  // --- on the SIP thread ---
  void clear_wake() { wakeup_.clear(); }
  std::vector<Task> take() {
    std::vector<Task> out;
    std::lock_guard lock(mutex_);
    out.swap(tasks_);
    return out;
  }
  bool empty() {
    std::lock_guard lock(mutex_);
    return tasks_.empty();
  }
  void close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
  }

 private:
  const std::size_t longest_;
  EventFd wakeup_;
  std::mutex mutex_;
  std::vector<Task> tasks_;
  bool closed_ = false;
};

}  // namespace tandem::sip
