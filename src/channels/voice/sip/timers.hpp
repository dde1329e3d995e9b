// Timers of the SIP thread: a heap of monotonic due times beside the library's own. Owned by sip::Stack, one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <unordered_map>

namespace tandem::sip {

class Timers {
 public:
  using Handle = std::uint64_t;  // 0: none

  static std::int64_t now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
  }

  Handle after(std::int64_t delay_ms, std::function<void()> action) {
    const Handle handle = ++last_;
    const auto at = queue_.emplace(now_ms() + delay_ms, std::make_pair(handle, std::move(action)));
    by_handle_.emplace(handle, at);
    return handle;
  }

  // Sets `handle` to none. A timer that has fired already is no error.
  void cancel(Handle& handle) {
    if (const auto found = by_handle_.find(handle); found != by_handle_.end()) {
      queue_.erase(found->second);
      by_handle_.erase(found);
    }
    handle = 0;
  }

  // How long to sleep, at most `longest_ms`.
  int until_next_ms(int longest_ms) const {
    if (queue_.empty()) return longest_ms;
    const std::int64_t left = queue_.begin()->first - now_ms();
    return left <= 0 ? 0 : static_cast<int>(left < longest_ms ? left : longest_ms);
  }

  void run_due() {
    const std::int64_t now = now_ms();
    while (!queue_.empty() && queue_.begin()->first <= now) {
      auto [handle, action] = std::move(queue_.begin()->second);
      by_handle_.erase(handle);
      queue_.erase(queue_.begin());
      action();
    }
  }

 private:
  using Queue = std::multimap<std::int64_t, std::pair<Handle, std::function<void()>>>;
  Queue queue_;
  std::unordered_map<Handle, Queue::iterator> by_handle_;
  Handle last_ = 0;
};

}  // namespace tandem::sip
