#include "media/rtp/jitter_buffer.hpp"

#include <algorithm>

#include "media/sound/g711.hpp"

namespace tandem::media {

void JitterBuffer::reset() {
  running_ = false;
  late_ = 0;
}

void JitterBuffer::begin(std::uint32_t timestamp) {
  if (!samples_) samples_ = std::make_unique<std::array<std::int16_t, capacity>>();
  samples_->fill(0);
  running_ = true;
  play_ = timestamp - delay_;
  end_ = timestamp;
  late_ = 0;
  watched_ticks_ = 0;
  least_depth_ = capacity;
}

bool JitterBuffer::put(std::uint32_t timestamp, Codec codec, std::span<const std::uint8_t> payload) {
  if (payload.empty() || payload.size() > capacity / 2) return true;
  if (!running_) begin(timestamp);
  auto ahead = static_cast<std::int32_t>(timestamp - play_);
  if (ahead < 0) {
    // Late for good means that the sender's timeline moved: follow it.
    if (++late_ < late_before_restart) return false;
    begin(timestamp);
    ahead = static_cast<std::int32_t>(delay_);
  } else if (static_cast<std::uint32_t>(ahead) + payload.size() > capacity) {
    begin(timestamp);
  }
  late_ = 0;
  const std::uint32_t at = timestamp & (capacity - 1);
  const std::size_t first = std::min<std::size_t>(payload.size(), capacity - at);
  decode(codec, payload.first(first), samples_->data() + at);
  decode(codec, payload.subspan(first), samples_->data());
  const auto end = static_cast<std::uint32_t>(timestamp + payload.size());
  if (static_cast<std::int32_t>(end - end_) > 0) end_ = end;
  return true;
}

bool JitterBuffer::take(std::int16_t* out) {
  if (!running_) return false;
  const auto depth = static_cast<std::int32_t>(end_ - play_);
  if (depth <= 0) {
    running_ = false;  // dry: the next packet begins anew, with the full delay
    return false;
  }
  least_depth_ = std::min(least_depth_, static_cast<std::uint32_t>(depth));
  for (int i = 0; i < frame_samples; ++i) {
    auto& sample = (*samples_)[(play_ + static_cast<std::uint32_t>(i)) & (capacity - 1)];
    out[i] = sample;
    sample = 0;
  }
  play_ += frame_samples;
  watch_depth();
  return true;
}

void JitterBuffer::watch_depth() {
  constexpr int window_ticks = 100;
  if (++watched_ticks_ < window_ticks) return;
  if (least_depth_ < capacity && least_depth_ > delay_ + 2 * frame_samples) {
    for (std::uint32_t i = 0; i < frame_samples; ++i) (*samples_)[(play_ + i) & (capacity - 1)] = 0;
    play_ += frame_samples;
  }
  watched_ticks_ = 0;
  least_depth_ = capacity;
}

}  // namespace tandem::media
