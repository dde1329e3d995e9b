#include "media/transport/browser_transport.hpp"

#include <algorithm>

#include "media/rtp/rtcp.hpp"

namespace tandem::media {

BrowserTransport::BrowserTransport(std::int64_t session, SocketPtr socket, std::string ufrag, std::string password)
    : session_(session), socket_(std::move(socket)), ufrag_(std::move(ufrag)), password_(std::move(password)) {}

bool BrowserTransport::known(Address remote) const {
  return std::any_of(paths_.begin(), paths_.end(), [&](const Path& p) { return p.remote == remote; });
}

void BrowserTransport::remember(const Path& path) {
  std::erase(paths_, path);
  if (paths_.size() >= max_paths) paths_.erase(paths_.begin());
  paths_.push_back(path);
}

Transport::Inbound BrowserTransport::receive(Datagram& datagram, Context& context) {
  Inbound in;
  const auto kind = kind_of(datagram.bytes);
  if (kind == DatagramKind::stun) {
    answer_check(datagram, context);
    return in;
  }
  // Everything else must come over a path that proved to know our password.
  if (!known(datagram.from)) return in;
  if (kind == DatagramKind::dtls) {
    context.dtls.receive({session_, {datagram.bytes.begin(), datagram.bytes.end()}, datagram.from, datagram.local_ip});
    return in;
  }
  if (!srtp_ || kind == DatagramKind::other) return in;
  const bool rtcp = kind == DatagramKind::rtcp;
  in.kind = Inbound::Kind::rejected;
  const auto size = srtp_->unprotect(datagram.bytes, rtcp);
  if (!size) return in;
  const auto clear = datagram.bytes.first(*size);
  if (rtcp) {
    if (!parse_rtcp(clear)) return in;
    in.kind = Inbound::Kind::rtcp;
    in.rtcp = clear;
  } else if (const auto packet = parse_rtp(clear)) {
    in.kind = Inbound::Kind::rtp;
    in.rtp = *packet;
  }
  return in;
}

void BrowserTransport::answer_check(Datagram& datagram, Context& context) {
  const auto message = parse_stun(datagram.bytes);
  if (!message || message->type != stun_binding_request || !message->fingerprint_ok) return;
  const auto colon = message->username.find(':');
  if (colon == std::string_view::npos || message->username.substr(0, colon) != ufrag_) return;
  if (!peer_ufrag_.empty() && message->username.substr(colon + 1) != peer_ufrag_) return;
  // Those who do not know the password get no answer at all: nothing to reflect.
  if (!stun_integrity_ok(datagram.bytes, *message, password_)) return;
  if (message->unknown_required) {
    socket_->send(write_binding_error(*message, 420, "Unknown Attribute", message->unknown_required, password_),
                  datagram.from, datagram.local_ip);
    return;
  }
  const Path path{datagram.from, datagram.local_ip};
  remember(path);
  last_check_ms_ = context.now_ms;
  // RFC 8445 section 7.3.2: the controlling browser nominates; until then the newest working path serves.
  if (message->use_candidate || !nominated_) selected_ = path;
  nominated_ = nominated_ || message->use_candidate;
  socket_->send(write_binding_response(*message, datagram.from, password_), datagram.from, datagram.local_ip);
}

bool BrowserTransport::send(Outbound& packet, bool rtcp) {
  if (!ready()) return false;
  const auto size = srtp_->protect(packet.bytes.data(), packet.size, rtcp);
  return size && socket_->send(std::span(packet.bytes).first(*size), selected_->remote, selected_->local_ip);
}

std::optional<std::string> BrowserTransport::check(Context& context) {
  if (dead_ || last_check_ms_ == 0 || context.now_ms - last_check_ms_ < consent_ms) return std::nullopt;
  dead_ = true;
  return "the browser has stopped checking the connection";
}

}  // namespace tandem::media
