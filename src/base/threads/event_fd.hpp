// Wakes a thread that sleeps in epoll or poll. However often it is woken before it looks, that is one system call.
#pragma once

#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <system_error>

namespace tandem {

class EventFd {
 public:
  EventFd() : fd_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    if (fd_ < 0) throw std::system_error(errno, std::system_category(), "eventfd");
  }
  ~EventFd() { close(fd_); }
  EventFd(const EventFd&) = delete;
  EventFd& operator=(const EventFd&) = delete;

  int fd() const { return fd_; }

  // After what the sleeper shall find has been put where it looks. Any thread.
  void wake() {
    if (woken_.exchange(true)) return;  // the sleeper has not looked yet: it will find this too
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(fd_, &one, sizeof one);
  }

  // By the sleeper, before it looks.
  void clear() {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto got = read(fd_, &count, sizeof count);
    woken_.exchange(false);
  }

 private:
  const int fd_;
  std::atomic<bool> woken_{false};
};

}  // namespace tandem
