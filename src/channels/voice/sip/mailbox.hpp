// The way onto the SIP thread: a bounded queue of tasks and the eventfd that wakes the thread. Shared, so that whoever
// answers late (a look-up of a secret) still has something to post to when the stack is gone. Any thread.
#pragma once

#include <sys/eventfd.h>
#include <unistd.h>

#include <deque>
#include <functional>
#include <mutex>

namespace tandem::sip {

class Mailbox {
 public:
  using Task = std::function<void()>;

  explicit Mailbox(std::size_t longest) : longest_(longest), fd_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}
  ~Mailbox() { ::close(fd_); }
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  int fd() const { return fd_; }

  // False, and the task is dropped: the queue is full (unless `always`), or the thread takes no more.
  bool post(Task task, bool always = false) {
    {
      std::lock_guard lock(mutex_);
      if (closed_ || (!always && tasks_.size() >= longest_)) return false;
      tasks_.push_back(std::move(task));
    }
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(fd_, &one, sizeof one);  // a full counter wakes as well
    return true;
  }

  // --- on the SIP thread ---
  void clear_wake() {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto got = read(fd_, &count, sizeof count);
  }
  std::deque<Task> take() {
    std::deque<Task> out;
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
  const int fd_;
  std::mutex mutex_;
  std::deque<Task> tasks_;
  bool closed_ = false;
};

}  // namespace tandem::sip
