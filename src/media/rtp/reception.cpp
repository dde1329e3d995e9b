#include "media/rtp/reception.hpp"

#include <algorithm>
#include <cstdlib>

namespace tandem::media {

void Reception::packet(std::uint32_t ssrc, std::uint16_t sequence, std::uint32_t timestamp, std::uint32_t arrival,
                       bool timed) {
  const auto ahead = static_cast<std::uint16_t>(sequence - highest_);
  // A new stream, or one that jumped by more than a disorder can explain (RFC 3550 section A.1).
  constexpr std::uint16_t most_ahead = 3000, most_behind = 65535 - 100;
  if (received_ == 0 || ssrc != ssrc_ || (ahead > most_ahead && ahead < most_behind)) {
    lost_before_ = lost();
    ssrc_ = ssrc;
    base_ = highest_ = sequence;
    cycles_ = 0;
    received_ = 0;
    expected_then_ = received_then_ = 0;
    jitter_16_ = 0;
    transit_ = arrival - timestamp;
  } else if (ahead != 0 && ahead <= most_ahead) {
    if (sequence < highest_) cycles_ += 0x10000;
    highest_ = sequence;
  }
  ++received_;
  if (!timed) return;
  const std::uint32_t transit = arrival - timestamp;
  const auto change =
      std::min<std::int64_t>(std::abs(std::int64_t{static_cast<std::int32_t>(transit - transit_)}), 80000);
  transit_ = transit;
  const auto next = std::int64_t{jitter_16_} + change - ((jitter_16_ + 8) >> 4);
  jitter_16_ = static_cast<std::uint32_t>(std::max<std::int64_t>(next, 0));
}

std::uint64_t Reception::lost() const {
  const auto should = expected();
  return lost_before_ + (should > received_ ? should - received_ : 0);
}

std::uint8_t Reception::fraction_lost() {
  const auto should = expected() - expected_then_;
  const auto came = received_ - received_then_;
  expected_then_ = expected();
  received_then_ = received_;
  if (should == 0 || came >= should) return 0;
  return static_cast<std::uint8_t>(std::min<std::uint64_t>((should - came) * 256 / should, 255));
}

}  // namespace tandem::media
