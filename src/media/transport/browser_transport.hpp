// The browser's transport: ICE-lite (RFC 8445), DTLS-SRTP (RFC 5764) and rtcp-mux on one UDP port. STUN and SRTP are
// done here on the media thread; DTLS datagrams go to the handshake thread, which sends the SRTP session back.
#pragma once

#include <memory>
#include <vector>

#include "media/dtls/srtp.hpp"
#include "media/ice/stun.hpp"
#include "media/transport/transport.hpp"

namespace tandem::media {

class BrowserTransport final : public Transport {
 public:
  // `session` is the handshake thread's number for it.
  BrowserTransport(std::int64_t session, SocketPtr socket, std::string ufrag, std::string password);

  std::int64_t session() const { return session_; }
  void set_peer(const BrowserPeer& peer) { peer_ufrag_ = peer.ufrag; }
  void start_srtp(std::unique_ptr<SrtpSession> srtp) { srtp_ = std::move(srtp); }

  std::array<int, 2> sockets() const override { return {socket_->fd(), -1}; }
  Inbound receive(Datagram& datagram, Context& context) override;
  bool ready() const override { return srtp_ != nullptr && selected_.has_value() && !dead_; }
  bool send(Outbound& packet, bool rtcp) override;
  std::optional<std::string> check(Context& context) override;

 private:
  struct Path {
    Address remote;
    std::uint32_t local_ip = 0;
    bool operator==(const Path&) const = default;
  };
  static constexpr std::size_t max_paths = 16;
  // RFC 7675 gives consent 30 s; browsers check every 2.5 s, so half of that is silence enough.
  static constexpr std::int64_t consent_ms = 15000;

  void answer_check(Datagram& datagram, Context& context);
  bool known(Address remote) const;
  void remember(const Path& path);

  const std::int64_t session_;
  const SocketPtr socket_;
  const std::string ufrag_;
  const std::string password_;
  std::string peer_ufrag_;   // empty until the SDP told
  std::vector<Path> paths_;  // that passed a check, newest last
  std::optional<Path> selected_;
  bool nominated_ = false;
  bool dead_ = false;
  std::int64_t last_check_ms_ = 0;
  std::unique_ptr<SrtpSession> srtp_;
};

}  // namespace tandem::media
