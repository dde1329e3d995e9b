// RTP, RTCP, telephone-events and the jitter buffer, fed with one datagram after another.
#include <algorithm>
#include <cstdint>
#include <span>

#include "media/rtp/jitter_buffer.hpp"
#include "media/rtp/packet.hpp"
#include "media/rtp/reception.hpp"
#include "media/rtp/rtcp.hpp"
#include "media/rtp/telephone_event.hpp"

using namespace tandem::media;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  JitterBuffer jitter(60);
  Reception reception;
  DigitDetector digits;
  std::span rest(data, size);
  std::uint32_t now = 0;
  while (rest.size() > 1) {  // each datagram has its length in one byte before it
    const auto length = std::min<std::size_t>(rest[0], rest.size() - 1);
    const auto datagram = rest.subspan(1, length);
    rest = rest.subspan(1 + length);
    static_cast<void>(kind_of(datagram));
    static_cast<void>(parse_rtcp(datagram));
    if (const auto packet = parse_rtp(datagram)) {
      reception.packet(packet->ssrc, packet->sequence, packet->timestamp, now);
      if (packet->payload_type >= 96)
        static_cast<void>(digits.receive(*packet));
      else
        jitter.put(packet->timestamp, Codec::pcma, packet->payload);
    }
    std::int16_t frame[frame_samples];
    static_cast<void>(jitter.take(frame));
    static_cast<void>(reception.lost() + reception.fraction_lost());
    now += frame_samples;
  }
  return 0;
}
