#include "net/throttle.hpp"

#include <algorithm>
#include <cmath>

namespace tandem::net {

using std::chrono::milliseconds;

double Throttle::tokens_at(const Bucket& bucket, Clock::time_point now) const {
  const double seconds = std::max(0.0, std::chrono::duration<double>(now - bucket.at).count());
  return std::min(options_.burst, bucket.tokens + seconds * options_.per_second);
}

milliseconds Throttle::shortage(double tokens, double cost) const {
  // A millionth of a token is rounding, not a refusal.
  if (tokens + 1e-6 >= cost) return milliseconds{0};
  if (options_.per_second <= 0) return milliseconds{24 * 3600 * 1000};
  return milliseconds{static_cast<std::int64_t>(std::ceil((cost - tokens) / options_.per_second * 1000))};
}

milliseconds Throttle::take(std::string_view key, double cost, Clock::time_point now) {
  std::lock_guard lock(mutex_);
  auto found = by_key_.find(key);
  if (found == by_key_.end()) {
    if (!used_.empty() && used_.size() >= options_.max_keys) {
      by_key_.erase(used_.back().key);
      used_.pop_back();
    }
    used_.push_front(Bucket{std::string(key), options_.burst, now});
    found = by_key_.emplace(used_.front().key, used_.begin()).first;
  } else {
    used_.splice(used_.begin(), used_, found->second);
  }
  Bucket& bucket = *found->second;
  bucket.tokens = tokens_at(bucket, now);
  bucket.at = std::max(bucket.at, now);
  const milliseconds wait = shortage(bucket.tokens, cost);
  if (wait == milliseconds{0}) bucket.tokens = std::max(0.0, bucket.tokens - cost);
  return wait;
}

milliseconds Throttle::wait_for(std::string_view key, double cost, Clock::time_point now) {
  std::lock_guard lock(mutex_);
  auto found = by_key_.find(key);
  return shortage(found == by_key_.end() ? options_.burst : tokens_at(*found->second, now), cost);
}

void Throttle::forget(std::string_view key) {
  std::lock_guard lock(mutex_);
  auto found = by_key_.find(key);
  if (found == by_key_.end()) return;
  auto bucket = found->second;
  by_key_.erase(found);
  used_.erase(bucket);
}

std::size_t Throttle::size() const {
  std::lock_guard lock(mutex_);
  return used_.size();
}

}  // namespace tandem::net
