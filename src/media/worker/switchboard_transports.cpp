// The transports' part of the switchboard: sockets, ICE credentials, handshakes.
#include "media/worker/switchboard.hpp"

#include <algorithm>

#include "media/address.hpp"
#include "media/transport/browser_transport.hpp"
#include "media/transport/rtp_transport.hpp"

namespace tandem::media {
namespace {

Failure overloaded() { return fail(errc::overloaded, "the media thread's command queue is full"); }
Failure unknown(LegId leg) { return fail(errc::unknown_leg, "there is no media leg " + leg.text()); }

}  // namespace

// --- transports ---

Result<std::uint16_t> Switchboard::open_rtp(LegId leg, std::optional<std::uint16_t> port) {
  const std::scoped_lock lock(mutex_);
  auto* entry = find(leg);
  if (entry == nullptr) return unknown(leg);
  auto pair = ports_->open(true, port);
  if (!pair) return pair.error();
  const auto own = pair->even->port();
  const auto relatch = options_.relatch_after_ms;
  if (!post_locked(leg, *entry, [pair = *pair, relatch](Worker& worker, Leg& l) {
        worker.attach(l, std::make_unique<RtpTransport>(pair, relatch));
      }))
    return overloaded();
  end_dtls(*entry);
  return own;
}

Result<BrowserLocal> Switchboard::open_browser(LegId leg) {
  const std::scoped_lock lock(mutex_);
  auto* entry = find(leg);
  if (entry == nullptr) return unknown(leg);
  auto pair = ports_->open(false);
  if (!pair) return pair.error();
  BrowserLocal local;
  local.ufrag = random_ice_text(8);
  local.password = random_ice_text(24);
  local.fingerprint = fingerprint();
  local.candidates = candidates(pair->even->port());
  const auto session = next_session_++;
  auto attach = [session, socket = pair->even, ufrag = local.ufrag, password = local.password](Worker& w, Leg& l) {
    w.attach(l, std::make_unique<BrowserTransport>(session, socket, ufrag, password));
  };
  if (!post_locked(leg, *entry, std::move(attach))) return overloaded();
  end_dtls(*entry);
  entry->dtls_session = session;
  entry->browser = local;
  dtls_.open(session, pair->even, [this, leg, session](Result<std::unique_ptr<SrtpSession>> srtp) {
    srtp_done(leg, session, std::move(srtp));
  });
  return local;
}

Result<BrowserLocal> Switchboard::browser_local(LegId leg) const {
  const std::scoped_lock lock(mutex_);
  const auto* entry = find(leg);
  if (entry == nullptr) return unknown(leg);
  if (!entry->browser) return fail(errc::unsupported, "the media leg " + leg.text() + " has no browser transport");
  return *entry->browser;
}

Result<void> Switchboard::set_browser_peer(LegId leg, const BrowserPeer& peer) {
  const std::scoped_lock lock(mutex_);
  auto* entry = find(leg);
  if (entry == nullptr) return unknown(leg);
  if (entry->dtls_session == 0)
    return fail(errc::unsupported, "the media leg " + leg.text() + " has no browser transport");
  if (!post_locked(leg, *entry, [peer](Worker& worker, Leg& l) {
        auto* browser = dynamic_cast<BrowserTransport*>(l.transport());
        if (browser == nullptr) return;
        browser->set_peer(peer);
        l.set_peer(peer.codec, peer.event_payload, peer.direction, worker.context());
      }))
    return overloaded();
  dtls_.set_fingerprint(entry->dtls_session, peer.fingerprint);
  return {};
}

// On the handshake thread. The leg may be gone, or have another transport, by now.
void Switchboard::srtp_done(LegId leg, std::int64_t session, Result<std::unique_ptr<SrtpSession>> srtp) {
  const std::scoped_lock lock(mutex_);
  const auto* entry = find(leg);
  if (entry == nullptr || entry->dtls_session != session) return;
  Worker::Action action;
  if (srtp) {
    auto ready = std::make_shared<std::unique_ptr<SrtpSession>>(std::move(*srtp));
    action = [ready, session](Worker& worker, Leg& l) {
      auto* browser = dynamic_cast<BrowserTransport*>(l.transport());
      if (browser == nullptr || browser->session() != session) return;
      browser->start_srtp(std::move(*ready));
      l.transport_ready(worker.context());
    };
  } else {
    action = [reason = srtp.error().detail, session](Worker& worker, Leg& l) {
      auto* browser = dynamic_cast<BrowserTransport*>(l.transport());
      if (browser == nullptr || browser->session() != session) return;
      worker.context().courier.report(TransportFailed{l.id(), reason});
    };
  }
  post_locked(leg, *entry, std::move(action), true);
}

void Switchboard::end_dtls(Entry& entry) {
  if (entry.dtls_session != 0) dtls_.close(entry.dtls_session);
  entry.dtls_session = 0;
  entry.browser.reset();
}

Result<void> Switchboard::close_transport(LegId leg) {
  const std::scoped_lock lock(mutex_);
  auto* entry = find(leg);
  if (entry == nullptr) return unknown(leg);
  if (!post_locked(leg, *entry, [](Worker& worker, Leg& l) { worker.attach(l, nullptr); })) return overloaded();
  end_dtls(*entry);
  return {};
}

std::vector<IceCandidate> Switchboard::candidates(std::uint16_t port) const {
  std::vector<std::uint32_t> ips;
  const auto add = [&ips](std::uint32_t ip) {
    if (std::find(ips.begin(), ips.end(), ip) == ips.end()) ips.push_back(ip);
  };
  const auto interfaces = machine_interfaces();
  const auto loopback = [](const Interface& i) { return (i.ip >> 24) == 127; };
  for (const auto& i : interfaces)
    if (!loopback(i)) add(i.ip);
  for (const auto ip : media_addresses_) add(ip);
  for (const auto& i : interfaces)
    if (loopback(i)) add(i.ip);
  // RFC 8445 section 5.1.2.1: type preference 126 (host), a local preference of its own, component 1.
  std::vector<IceCandidate> out;
  std::uint32_t preference = 65535;
  for (const auto ip : ips) out.push_back({Address{ip, 0}.ip_text(), port, 126u << 24 | preference-- << 8 | 255u});
  return out;
}

std::string Switchboard::address_towards(const std::string& remote) const {
  const auto ip = parse_ipv4(remote).value_or(0);
  const auto interfaces = machine_interfaces();
  const bool near = std::any_of(interfaces.begin(), interfaces.end(),
                                [&](const Interface& i) { return ip != 0 && (i.ip & i.mask) == (ip & i.mask); });
  if (!near && !media_addresses_.empty()) return Address{media_addresses_.front(), 0}.ip_text();
  if (const auto own = ip != 0 ? route_source(ip) : 0) return Address{own, 0}.ip_text();
  return interfaces.empty() ? "127.0.0.1" : Address{interfaces.front().ip, 0}.ip_text();
}

}  // namespace tandem::media
