// What is counted about one received stream: losses by sequence number and the jitter of RFC 3550 (sections A.3, A.8),
// as receiver reports and LegStats need it. Lives on the media thread.
#pragma once

#include <cstdint>

namespace tandem::media {

class Reception {
 public:
  // `arrival` in RTP timestamp units (8 kHz) of any steady clock. Without `timed` only the sequence number counts: the
  // timestamp of a telephone-event stands still.
  void packet(std::uint32_t ssrc, std::uint16_t sequence, std::uint32_t timestamp, std::uint32_t arrival,
              bool timed = true);

  std::uint32_t ssrc() const { return ssrc_; }
  std::uint64_t lost() const;
  std::uint32_t jitter() const { return jitter_16_ >> 4; }  // timestamp units
  std::uint32_t highest_sequence() const { return cycles_ | highest_; }
  // Lost since the last call as a fraction of 256 (RFC 3550 section 6.4.1).
  std::uint8_t fraction_lost();

 private:
  std::uint64_t expected() const { return received_ == 0 ? 0 : std::uint64_t{highest_sequence()} - base_ + 1; }

  std::uint32_t ssrc_ = 0;
  std::uint64_t received_ = 0;
  std::uint64_t lost_before_ = 0;  // by streams that ended
  std::uint32_t base_ = 0;
  std::uint32_t cycles_ = 0;
  std::uint16_t highest_ = 0;
  std::uint32_t transit_ = 0;
  std::uint32_t jitter_16_ = 0;
  std::uint64_t expected_then_ = 0;
  std::uint64_t received_then_ = 0;
};

}  // namespace tandem::media
