#include "media/engine.hpp"

#include <algorithm>
#include <stdexcept>

#include "media/transport/rtp_transport.hpp"
#include "media/worker/switchboard.hpp"

namespace tandem::media {

class Engine::Impl : public Switchboard {
 public:
  using Switchboard::Switchboard;
};

Engine::Engine(EngineOptions options, EventSink sink) {
  if (options.threads < 1 || options.threads > 64) throw std::runtime_error("media threads must be 1 to 64");
  if (options.port_low >= options.port_high) throw std::runtime_error("the media port range is empty");
  if (options.playout_delay_ms < 20 || options.playout_delay_ms > 200)
    throw std::runtime_error("the playout delay must be 20 to 200 ms");
  impl_ = std::make_unique<Impl>(options, std::move(sink));
}
Engine::~Engine() = default;

Result<void> Engine::add_leg(LegId leg, std::int64_t affinity) { return impl_->add(leg, affinity); }
bool Engine::remove_leg(LegId leg) { return impl_->remove(leg); }
bool Engine::has_leg(LegId leg) const { return impl_->has(leg); }

Result<std::uint16_t> Engine::open_rtp(LegId leg, std::optional<std::uint16_t> port) {
  return impl_->open_rtp(leg, port);
}
Result<void> Engine::set_rtp_peer(LegId leg, const RtpPeer& peer) {
  return impl_->post(leg, [peer](Worker& worker, Leg& l) {
    auto* rtp = dynamic_cast<RtpTransport*>(l.transport());
    if (rtp == nullptr) return;
    rtp->set_peer(peer);
    l.set_peer(peer.codec, peer.event_payload, peer.direction, worker.context());
  });
}
Result<BrowserLocal> Engine::open_browser(LegId leg) { return impl_->open_browser(leg); }
Result<BrowserLocal> Engine::browser_local(LegId leg) const { return impl_->browser_local(leg); }
Result<void> Engine::set_browser_peer(LegId leg, const BrowserPeer& peer) { return impl_->set_browser_peer(leg, peer); }
Result<void> Engine::close_transport(LegId leg) { return impl_->close_transport(leg); }

Result<void> Engine::hear(LegId listener, std::vector<LegId> sources) {
  std::erase(sources, listener);
  std::sort(sources.begin(), sources.end());
  sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
  return impl_->hear(listener, std::move(sources));
}
Result<void> Engine::bridge(LegId a, LegId b) {
  if (auto together = impl_->bring_together({a, b}); !together) return together;
  for (const auto& [listener, source] : {std::pair{a, b}, std::pair{b, a}}) {
    if (auto heard = hear(listener, {source}); !heard) return heard;
    if (auto quiet = set_background(listener, nullptr); !quiet) return quiet;
  }
  return {};
}
Result<void> Engine::conference(const std::vector<LegId>& legs) {
  if (legs.empty()) return {};
  if (auto together = impl_->bring_together(legs); !together) return together;
  for (const auto leg : legs)
    if (auto heard = hear(leg, legs); !heard) return heard;
  return {};
}
Result<void> Engine::isolate(LegId leg) { return impl_->isolate(leg); }
Result<void> Engine::set_muted(LegId leg, bool muted) {
  return impl_->post(leg, [muted](Worker&, Leg& l) { l.set_muted(muted); });
}
Result<void> Engine::hold(LegId leg, SoundPtr music) {
  return impl_->post(leg, [music = std::move(music)](Worker&, Leg& l) { l.hold(music); });
}
Result<void> Engine::retrieve(LegId leg) {
  return impl_->post(leg, [](Worker&, Leg& l) { l.retrieve(); });
}

Result<void> Engine::set_background(LegId leg, SoundPtr sound) {
  return impl_->post(leg, [sound = std::move(sound)](Worker&, Leg& l) { l.set_background(sound); });
}
Result<void> Engine::play(LegId leg, PlayRequest request) {
  return impl_->post(leg, [request = std::move(request)](Worker& w, Leg& l) { l.play(request, w.context()); });
}
Result<void> Engine::play_and_collect(LegId leg, CollectRequest request) {
  return impl_->post(leg, [request = std::move(request)](Worker& w, Leg& l) { l.collect(request, w.context()); });
}
Result<void> Engine::stop_playing(LegId leg) {
  return impl_->post(leg, [](Worker& w, Leg& l) { l.stop_playing(w.context()); });
}
Result<void> Engine::send_digits(LegId leg, const std::string& digits) {
  return impl_->post(leg, [digits](Worker&, Leg& l) { l.send_digits(digits); });
}
Result<void> Engine::press_digits(LegId leg, const std::string& digits) {
  return impl_->post(leg, [digits](Worker& w, Leg& l) { l.press_digits(digits, w.context()); });
}

Result<void> Engine::start_recording(LegId leg, RecordRequest request) {
  if (auto tied = impl_->tie_recording(leg, request.customer_side, request.agent_side); !tied) return tied;
  return impl_->post(leg, [request = std::move(request)](Worker& w, Leg& l) {
    l.start_recording(request, w.context());
    w.wire(l);
  });
}
Result<void> Engine::set_recording_sides(LegId leg, std::vector<LegId> customer_side, std::vector<LegId> agent_side) {
  if (auto tied = impl_->tie_recording(leg, customer_side, agent_side); !tied) return tied;
  return impl_->post(leg, [c = std::move(customer_side), a = std::move(agent_side)](Worker& w, Leg& l) {
    if (l.recorder() == nullptr) return;
    l.recorder()->set_sides(c, a);
    w.wire(l);
  });
}
Result<void> Engine::pause_recording(LegId leg, bool paused) {
  return impl_->post(leg, [paused](Worker& w, Leg& l) {
    if (l.recorder() != nullptr) l.recorder()->pause(paused, w.context().courier);
  });
}
Result<void> Engine::stop_recording(LegId leg) {
  return impl_->post(leg, [](Worker& w, Leg& l) {
    l.stop_recording(w.context());
    w.wire(l);
  });
}

Result<LegStats> Engine::stats(LegId leg) const { return impl_->stats(leg); }
std::size_t Engine::leg_count() const { return impl_->count(); }
std::uint64_t Engine::events_dropped() const { return impl_->dropped(); }
const std::string& Engine::fingerprint() const { return impl_->fingerprint(); }
std::string Engine::address_towards(const std::string& remote) const { return impl_->address_towards(remote); }

}  // namespace tandem::media
