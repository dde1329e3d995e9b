// The counters of a leg: written by its media thread alone, read by Engine::stats from any thread. Owned together by
// the leg and the switchboard.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>

#include "media/types.hpp"

namespace tandem::media {

struct LegShared {
  std::atomic<std::uint64_t> packets_in{0}, bytes_in{0}, packets_out{0}, bytes_out{0};
  std::atomic<std::uint64_t> lost{0}, late{0}, rejected{0};
  std::atomic<std::uint32_t> jitter_us{0}, rms_in{0}, rms_out{0};
  std::atomic<std::int64_t> last_packet_at_ms{-1};  // steady clock
  std::atomic<bool> media_up{false};

  // One writer: no read-modify-write instruction is needed.
  template <class T>
  static void add(std::atomic<T>& counter, T by) {
    counter.store(counter.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
  }

  LegStats read(std::int64_t now_ms) const {
    LegStats out;
    out.packets_in = packets_in;
    out.bytes_in = bytes_in;
    out.packets_out = packets_out;
    out.bytes_out = bytes_out;
    out.lost = lost;
    out.late = late;
    out.rejected = rejected;
    out.jitter_us = jitter_us;
    const auto last = last_packet_at_ms.load();
    out.last_packet_ms = last < 0 ? -1 : std::max<std::int64_t>(now_ms - last, 0);
    out.rms_in = rms_in;
    out.rms_out = rms_out;
    out.media_up = media_up;
    return out;
  }
};

}  // namespace tandem::media
