// Plain RTP over a UDP port pair, with symmetric RTP: sound goes where sound comes from. The first valid source is
// taken; another one gets in only after a silence, except the address that the SDP named, which always may.
#pragma once

#include "media/transport/transport.hpp"

namespace tandem::media {

class RtpTransport final : public Transport {
 public:
  RtpTransport(PortPool::Pair sockets, int relatch_after_ms)
      : sockets_(std::move(sockets)), relatch_after_ms_(relatch_after_ms) {}

  void set_peer(const RtpPeer& peer);

  std::array<int, 2> sockets() const override { return {sockets_.even->fd(), sockets_.odd->fd()}; }
  Inbound receive(Datagram& datagram, Context& context) override;
  bool ready() const override { return static_cast<bool>(target_); }
  bool send(Outbound& packet, bool rtcp) override;
  std::optional<std::string> check(Context&) override { return std::nullopt; }

 private:
  bool accept(Address from, std::int64_t now_ms);

  const PortPool::Pair sockets_;
  const int relatch_after_ms_;
  bool peer_known_ = false;
  std::optional<std::uint8_t> event_payload_;
  Address signalled_;
  Address target_;  // where RTP goes
  Address rtcp_target_;
  bool latched_ = false;
  std::int64_t last_ms_ = 0;  // of the latched source
  std::uint32_t local_ip_ = 0;
};

}  // namespace tandem::media
