#include "media/transport/rtp_transport.hpp"

#include "media/rtp/rtcp.hpp"

namespace tandem::media {

void RtpTransport::set_peer(const RtpPeer& peer) {
  const Address signalled{parse_ipv4(peer.address).value_or(0), peer.port};
  event_payload_ = peer.event_payload;
  if (peer_known_ && signalled == signalled_) return;
  peer_known_ = true;
  signalled_ = signalled;
  // An unspecified address names nobody: what was latched before stays.
  if (!signalled) return;
  target_ = signalled;
  rtcp_target_ = {signalled.ip, peer.rtcp_port};
  latched_ = false;
  local_ip_ = 0;
}

bool RtpTransport::accept(Address from, std::int64_t now_ms) {
  const bool take = !latched_ || from == target_ || from == signalled_ || now_ms - last_ms_ > relatch_after_ms_;
  if (!take) return false;
  if (!latched_ || from != target_) {
    // Behind NAT the RTCP port is a guess; the next one is the custom.
    if (from != signalled_) rtcp_target_ = {from.ip, static_cast<std::uint16_t>(from.port + 1)};
    target_ = from;
    latched_ = true;
  }
  last_ms_ = now_ms;
  return true;
}

Transport::Inbound RtpTransport::receive(Datagram& datagram, Context& context) {
  Inbound in;
  if (!peer_known_) return in;
  const auto kind = kind_of(datagram.bytes);
  in.kind = Inbound::Kind::rejected;
  if (kind == DatagramKind::rtcp) {
    if (datagram.from.ip != target_.ip || !parse_rtcp(datagram.bytes)) return in;
    in.kind = Inbound::Kind::rtcp;
    in.rtcp = datagram.bytes;
    return in;
  }
  const auto packet = kind == DatagramKind::rtp ? parse_rtp(datagram.bytes) : std::nullopt;
  if (!packet) return in;
  const auto type = packet->payload_type;
  constexpr std::uint8_t comfort_noise = 13;
  if (type != static_cast<int>(Codec::pcmu) && type != static_cast<int>(Codec::pcma) && type != comfort_noise &&
      type != event_payload_)
    return in;
  if (!accept(datagram.from, context.now_ms)) return in;
  local_ip_ = datagram.local_ip;
  in.kind = Inbound::Kind::rtp;
  in.rtp = *packet;
  return in;
}

bool RtpTransport::send(Outbound& packet, bool rtcp) {
  const auto& to = rtcp ? rtcp_target_ : target_;
  const auto& socket = rtcp ? sockets_.odd : sockets_.even;
  return to && socket->send(std::span(packet.bytes).first(packet.size), to, local_ip_);
}

}  // namespace tandem::media
