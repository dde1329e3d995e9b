// RTP packets (RFC 3550) on the wire. The parser meets the network and trusts no length.
// Pure functions, for any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace tandem::media {

inline constexpr std::size_t rtp_header_size = 12;

struct RtpPacket {
  std::uint8_t payload_type = 0;
  bool marker = false;
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0;
  std::uint32_t ssrc = 0;
  std::span<const std::uint8_t> payload;  // without padding; points into the datagram
};

// Nothing when the datagram is no well-formed RTP packet of version 2.
std::optional<RtpPacket> parse_rtp(std::span<const std::uint8_t> datagram);

// Writes the fixed header; `out` has room for rtp_header_size bytes.
void write_rtp_header(const RtpPacket& packet, std::uint8_t* out);

// What a datagram on a port shared by STUN, DTLS, RTP and RTCP is (RFC 7983, RFC 5761).
enum class DatagramKind { stun, dtls, rtp, rtcp, other };
DatagramKind kind_of(std::span<const std::uint8_t> datagram);

}  // namespace tandem::media
