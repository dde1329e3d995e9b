// Digits as RFC 4733 telephone-events: one detector per receiving transport, one sender per leg. Both live on the
// media thread and hold no clock.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>

#include "media/rtp/packet.hpp"

namespace tandem::media {

// Reports each key once, at its first packet, however often and long it is repeated.
class DigitDetector {
 public:
  // The key that this packet starts, if it starts one.
  std::optional<char> receive(const RtpPacket& packet);

 private:
  bool seen_ = false;
  std::uint32_t ssrc_ = 0;
  std::uint32_t timestamp_ = 0;
  std::uint8_t event_ = 0;
  std::uint16_t duration_ = 0;
  bool ended_ = false;
};

// One packet a 20 ms tick: five that grow, three times the end, then a pause.
class DigitSender {
 public:
  struct Packet {
    std::uint8_t payload[4];
    std::uint32_t timestamp;
    bool marker;
  };
  static constexpr std::size_t max_queued = 64;

  // Adds what is a key of the 16; keys beyond max_queued are refused (false).
  bool add(std::string_view digits);
  bool busy() const { return !queue_.empty(); }
  // To be called once a tick while busy(); `now` is the RTP timestamp of the tick. Nothing during pauses.
  std::optional<Packet> tick(std::uint32_t now);

 private:
  std::deque<std::uint8_t> queue_;
  int step_ = 0;
  std::uint32_t start_ = 0;
};

}  // namespace tandem::media
