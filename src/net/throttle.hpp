// Token buckets by key (an address, a login name): so many at once, so many per second after that. Memory is bounded:
// the key that was used longest ago is forgotten first, which is the one whose bucket is fullest. Thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tandem::net {

struct ThrottleOptions {
  double burst = 10;              // tokens in a full bucket
  double per_second = 1;          // refill
  std::size_t max_keys = 100000;  // about 150 bytes each
};

class Throttle {
 public:
  using Clock = std::chrono::steady_clock;
  explicit Throttle(ThrottleOptions options) : options_(options) {}

  // Takes `cost` tokens and gives zero, or takes none and gives how long until they are there (for Retry-After).
  std::chrono::milliseconds take(std::string_view key, double cost = 1, Clock::time_point now = Clock::now());

  // Whether a take would succeed, without taking: for "only failures cost" (sign-in).
  std::chrono::milliseconds wait_for(std::string_view key, double cost = 1, Clock::time_point now = Clock::now());

  void forget(std::string_view key);  // after a successful sign-in
  std::size_t size() const;

 private:
  struct Bucket {
    std::string key;
    double tokens = 0;
    Clock::time_point at;
  };
  double tokens_at(const Bucket& bucket, Clock::time_point now) const;
  std::chrono::milliseconds shortage(double tokens, double cost) const;

  const ThrottleOptions options_;
  mutable std::mutex mutex_;
  std::list<Bucket> used_;  // most recently used first
  std::unordered_map<std::string_view, std::list<Bucket>::iterator> by_key_;
};

}  // namespace tandem::net
