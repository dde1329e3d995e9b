#include "media/rtp/packet.hpp"

#include "media/bytes.hpp"

namespace tandem::media {

std::optional<RtpPacket> parse_rtp(std::span<const std::uint8_t> datagram) {
  if (datagram.size() < rtp_header_size || (datagram[0] >> 6) != 2) return std::nullopt;
  std::size_t header = rtp_header_size + 4 * std::size_t{datagram[0] & 0x0Fu};
  if ((datagram[0] & 0x10) != 0) {
    if (datagram.size() < header + 4) return std::nullopt;
    header += 4 + 4 * std::size_t{load16(datagram.data() + header + 2)};
  }
  if (datagram.size() < header) return std::nullopt;
  std::size_t padding = 0;
  if ((datagram[0] & 0x20) != 0) {
    padding = datagram.back();
    if (padding == 0 || padding > datagram.size() - header) return std::nullopt;
  }
  RtpPacket packet;
  packet.marker = (datagram[1] & 0x80) != 0;
  packet.payload_type = datagram[1] & 0x7F;
  packet.sequence = load16(datagram.data() + 2);
  packet.timestamp = load32(datagram.data() + 4);
  packet.ssrc = load32(datagram.data() + 8);
  packet.payload = datagram.subspan(header, datagram.size() - header - padding);
  return packet;
}

void write_rtp_header(const RtpPacket& packet, std::uint8_t* out) {
  out[0] = 0x80;
  out[1] = static_cast<std::uint8_t>((packet.marker ? 0x80 : 0) | (packet.payload_type & 0x7F));
  store16(out + 2, packet.sequence);
  store32(out + 4, packet.timestamp);
  store32(out + 8, packet.ssrc);
}

DatagramKind kind_of(std::span<const std::uint8_t> datagram) {
  if (datagram.size() < 2) return DatagramKind::other;
  const auto first = datagram[0];
  if (first <= 3) return DatagramKind::stun;
  if (first >= 20 && first <= 63) return DatagramKind::dtls;
  if (first < 128 || first > 191) return DatagramKind::other;
  // RFC 5761 section 4: packet types 192 … 223 lie where payload types 64 … 95 with the marker would.
  return datagram[1] >= 192 && datagram[1] <= 223 ? DatagramKind::rtcp : DatagramKind::rtp;
}

}  // namespace tandem::media
