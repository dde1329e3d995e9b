#include "media/worker/leg.hpp"

#include <cmath>
#include <utility>

#include "media/dtls/certificate.hpp"
#include "media/rtp/rtcp.hpp"

namespace tandem::media {

Leg::Leg(LegId id, int playout_delay_ms, std::shared_ptr<LegShared> shared)
    : id_(id),
      shared_(std::move(shared)),
      jitter_(playout_delay_ms),
      ssrc_(random_32()),
      sequence_(static_cast<std::uint16_t>(random_32() >> 17)),
      timestamp_(random_32()),
      prompter_(id) {}

std::unique_ptr<Transport> Leg::set_transport(std::unique_ptr<Transport> transport, Context& context) {
  auto old = std::exchange(transport_, std::move(transport));
  peer_known_ = false;
  up_ = lost_ = talking_ = false;
  heard_ms_ = context.now_ms;
  shared_->media_up = false;
  jitter_.reset();
  digit_detector_ = {};
  sender_report_ms_ = 0;
  return old;
}

void Leg::set_peer(Codec codec, std::optional<std::uint8_t> event_payload, Direction direction, Context& context) {
  if (!peer_known_ || direction != direction_) heard_ms_ = context.now_ms;
  peer_known_ = true;
  codec_ = codec;
  event_payload_ = event_payload;
  direction_ = direction;
}

void Leg::hold(SoundPtr music) {
  held_ = true;
  hold_music_ = {std::move(music), 0};
}

void Leg::set_background(SoundPtr sound) {
  if (background_.sound != sound) background_ = {std::move(sound), 0};
}

void Leg::play(PlayRequest request, Context& context) {
  prompter_.play(std::move(request), events_);
  flush(context);
}
void Leg::collect(CollectRequest request, Context& context) {
  prompter_.collect(std::move(request), events_);
  flush(context);
}
void Leg::stop_playing(Context& context) {
  prompter_.stop(events_);
  flush(context);
}
void Leg::press_digits(const std::string& digits, Context& context) {
  for (const char key : std::string_view(digits).substr(0, 64)) {
    if (std::string_view("0123456789*#ABCD").find(key) != std::string_view::npos) prompter_.digit(key, events_);
  }
  flush(context);
}

void Leg::start_recording(RecordRequest request, Context& context) {
  stop_recording(context);
  recorder_ = std::make_unique<Recorder>(id_, std::move(request));
}

void Leg::stop_recording(Context& context) {
  if (recorder_) recorder_->finish(context.courier);
  recorder_.reset();
}

void Leg::wire(const std::function<Leg*(LegId)>& find) {
  incomplete_ = false;
  const auto legs_of = [&](const std::vector<LegId>& ids) {
    std::vector<Leg*> out;
    for (const auto id : ids)
      if (auto* leg = find(id)) out.push_back(leg);
    incomplete_ = incomplete_ || out.size() < ids.size();
    return out;
  };
  sources_ = legs_of(hears_);
  recorded_customer_ = recorder_ ? legs_of(recorder_->customer_side()) : std::vector<Leg*>{};
  recorded_agent_ = recorder_ ? legs_of(recorder_->agent_side()) : std::vector<Leg*>{};
}

void Leg::forget(const Leg* other) {
  for (auto* legs : {&sources_, &recorded_customer_, &recorded_agent_})
    if (std::erase(*legs, other) > 0) incomplete_ = true;
}

void Leg::removed(Context& context) {
  prompter_.leg_removed(events_);
  flush(context);
  stop_recording(context);
  LegRemoved last;
  last.leg = id_;
  last.stats = shared_->read(context.now_ms);
  context.courier.report(last);
}

void Leg::flush(Context& context) {
  for (auto& event : events_) context.courier.report(std::move(event));
  events_.clear();
}

void Leg::media_is_up(Context& context) {
  if (up_ && !lost_) return;
  context.courier.report(MediaUp{id_, up_ && lost_});
  up_ = true;
  lost_ = false;
  shared_->media_up = true;
}

void Leg::receive(Datagram& datagram, Context& context) {
  const auto in = transport_->receive(datagram, context);
  switch (in.kind) {
    case Transport::Inbound::Kind::nothing:
      return;
    case Transport::Inbound::Kind::rejected:
      LegShared::add<std::uint64_t>(shared_->rejected, 1);
      return;
    case Transport::Inbound::Kind::rtp:
      return receive_rtp(in.rtp, context);
    case Transport::Inbound::Kind::rtcp: {
      const auto summary = parse_rtcp(in.rtcp);
      if (!summary || !summary->sender_report_ntp) return;
      sender_report_ntp_ = *summary->sender_report_ntp;
      sender_report_ms_ = context.now_ms;
    }
  }
}

void Leg::receive_rtp(const RtpPacket& packet, Context& context) {
  LegShared::add<std::uint64_t>(shared_->packets_in, 1);
  LegShared::add<std::uint64_t>(shared_->bytes_in, packet.payload.size());
  shared_->last_packet_at_ms.store(context.now_ms, std::memory_order_relaxed);
  heard_ms_ = context.now_ms;
  media_is_up(context);
  if (packet.ssrc != stream_ssrc_) {
    stream_ssrc_ = packet.ssrc;
    jitter_.reset();
  }
  const bool event = packet.payload_type == event_payload_;
  reception_.packet(packet.ssrc, packet.sequence, packet.timestamp, context.now_samples, !event);
  if (event) {
    if (const auto key = digit_detector_.receive(packet); key && receives(direction_)) {
      prompter_.digit(*key, events_);
      flush(context);
    }
    return;
  }
  const auto codec = static_cast<Codec>(packet.payload_type);
  if ((codec != Codec::pcmu && codec != Codec::pcma) || !receives(direction_)) return;
  if (!jitter_.put(packet.timestamp, codec, packet.payload)) LegShared::add<std::uint64_t>(shared_->late, 1);
}

void Leg::second(Context& context) {
  constexpr double samples = sample_rate;
  shared_->rms_in = static_cast<std::uint32_t>(std::lround(std::sqrt(energy_in_ / samples)));
  shared_->rms_out = static_cast<std::uint32_t>(std::lround(std::sqrt(energy_out_ / samples)));
  energy_in_ = energy_out_ = 0;
  shared_->lost = reception_.lost();
  shared_->jitter_us = reception_.jitter() * 125;
  if (!transport_) return;
  if (auto reason = transport_->check(context)) {
    shared_->media_up = false;
    context.courier.report(TransportFailed{id_, std::move(*reason)});
  }
  const auto silent_ms = context.now_ms - heard_ms_;
  if (peer_known_ && receives(direction_) && !lost_ && silent_ms >= context.rtp_timeout_ms) {
    lost_ = true;
    shared_->media_up = false;
    context.courier.report(MediaLost{id_, silent_ms});
  }
  constexpr int report_seconds = 5;
  if (++seconds_ % report_seconds == 0 && peer_known_ && sent_packets_ > 0) send_report(context);
}

}  // namespace tandem::media
