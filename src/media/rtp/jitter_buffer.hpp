// The playout buffer of one received stream: linear samples laid out by RTP timestamp, so that order, packet length
// and doubles need no bookkeeping; what never came stays silent. Lives on the media thread; allocates at first use.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>

#include "media/types.hpp"

namespace tandem::media {

class JitterBuffer {
 public:
  explicit JitterBuffer(int delay_ms) : delay_(static_cast<std::uint32_t>(delay_ms * sample_rate / 1000)) {}

  // Lays an encoded payload at its place. False when it came after its time.
  bool put(std::uint32_t timestamp, Codec codec, std::span<const std::uint8_t> payload);

  // The next 20 ms. False (and nothing written) while there is no sound: not begun, run dry, or waiting to begin.
  bool take(std::int16_t* out);

  // Forgets the stream (another source or SSRC begins).
  void reset();

 private:
  static constexpr std::uint32_t capacity = 4096;  // samples, 512 ms; a power of two
  static constexpr int late_before_restart = 10;

  void begin(std::uint32_t timestamp);
  void watch_depth();

  const std::uint32_t delay_;
  std::unique_ptr<std::array<std::int16_t, capacity>> samples_;
  bool running_ = false;
  std::uint32_t play_ = 0;  // timestamp that take() gives next
  std::uint32_t end_ = 0;   // one past the newest sample
  int late_ = 0;            // in a row
  // The sender's clock may run faster than ours: the least depth of the last seconds tells.
  std::uint32_t least_depth_ = 0;
  int watched_ticks_ = 0;
};

}  // namespace tandem::media
