// The demo generator's random numbers: splitmix64 (Steele, Lea, Flood 2014) with integer draws only, because the
// standard library's distributions differ between implementations. A value; one per generator.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace tandem::crm::demo {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }

  // In [low, high]; the bias of the modulo is far below what a demo shows.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
  }

  bool chance(int percent) { return between(0, 99) < percent; }

  template <class T, std::size_t N>
  const T& pick(const T (&from)[N]) {
    return from[next() % N];
  }
  template <class T>
  const T& pick(std::span<const T> from) {
    return from[next() % from.size()];
  }

 private:
  std::uint64_t state_;
};

}  // namespace tandem::crm::demo
