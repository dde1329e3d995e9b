// Makes ids for rows, legs and messages: time-ordered, unique within a tenant, positive int64.
// The layout is (milliseconds since 2026-01-01) << 20 | counter, so a restart never repeats one as long as the
// clock does not go back by more than the program was down; within a run it never repeats. Thread-safe.
#pragma once

#include <atomic>
#include <cstdint>

#include "base/time.hpp"

namespace tandem {

class IdSource {
 public:
  static constexpr std::int64_t epoch_ms = 1767225600000;  // 2026-01-01T00:00:00Z

  template <class IdType>
  IdType next() {
    return IdType{next_value()};
  }

  std::int64_t next_value() {
    const std::int64_t floor = (WallTime::now().ms - epoch_ms) << 20;
    std::int64_t last = last_.load(std::memory_order_relaxed);
    std::int64_t mine = 0;
    do {
      mine = last >= floor ? last + 1 : floor + 1;
    } while (!last_.compare_exchange_weak(last, mine, std::memory_order_relaxed));
    return mine;
  }

 private:
  std::atomic<std::int64_t> last_{0};
};

}  // namespace tandem
