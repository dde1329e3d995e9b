// A leg's way to its far end. The leg owns it; it lives on the leg's media thread. Opens what comes in and seals what
// goes out; knows addresses, but nothing of sound.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "media/dtls/dtls_thread.hpp"
#include "media/rtp/packet.hpp"
#include "media/transport/socket.hpp"
#include "media/types.hpp"
#include "media/worker/courier.hpp"

namespace tandem::media {

// What the media thread lends its legs and transports.
struct Context {
  std::int64_t now_ms = 0;        // steady clock
  std::uint32_t now_samples = 0;  // the same in units of 1/8000 s, for jitter
  int rtp_timeout_ms = 0;
  Courier::Lane& courier;
  DtlsThread::Lane& dtls;
};

class Transport {
 public:
  // A packet as it is sent: clear text, with room for SRTP behind it.
  struct Outbound {
    std::array<std::uint8_t, 1024> bytes;
    std::size_t size = 0;
  };
  struct Inbound {
    enum class Kind { nothing, rejected, rtp, rtcp } kind = Kind::nothing;
    RtpPacket rtp;
    std::span<const std::uint8_t> rtcp;
  };

  virtual ~Transport() = default;
  // The sockets to watch; the second one (RTCP) may be -1.
  virtual std::array<int, 2> sockets() const = 0;
  virtual Inbound receive(Datagram& datagram, Context& context) = 0;
  // Whether anything can go out now.
  virtual bool ready() const = 0;
  virtual bool send(Outbound& packet, bool rtcp) = 0;
  // Once a second. A reason when it is dead for good; told once.
  virtual std::optional<std::string> check(Context& context) = 0;
};

}  // namespace tandem::media
