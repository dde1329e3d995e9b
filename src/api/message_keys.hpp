// The keys that clients gave their messages, as they wrote them: the engine keeps hashes only. Bounded; the oldest is
// forgotten first, and then a message is simply sent without its key. Thread-safe.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <unordered_map>

namespace tandem::api {

class MessageKeys {
 public:
  static constexpr std::size_t most = 8192;

  void remember(std::int64_t hash, const std::string& key) {
    std::lock_guard lock(mutex_);
    if (!keys_.emplace(hash, key).second) return;
    order_.push_back(hash);
    if (order_.size() <= most) return;
    keys_.erase(order_.front());
    order_.pop_front();
  }
  std::string find(std::int64_t hash) const {
    std::lock_guard lock(mutex_);
    const auto at = keys_.find(hash);
    return at == keys_.end() ? std::string() : at->second;
  }

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::int64_t, std::string> keys_;
  std::deque<std::int64_t> order_;
};

}  // namespace tandem::api
