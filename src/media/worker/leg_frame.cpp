// The 20 ms path of a leg: voice in, mix, voice out.
#include <algorithm>
#include <chrono>
#include <cstring>

#include "media/rtp/rtcp.hpp"
#include "media/sound/g711.hpp"
#include "media/worker/leg.hpp"

namespace tandem::media {
namespace {

double energy_of(const LegFrame& frame) {
  std::int64_t sum = 0;
  for (const auto s : frame) sum += std::int32_t{s} * s;
  return static_cast<double>(sum);
}

constexpr auto silent_frame(Codec codec) {
  std::array<std::uint8_t, frame_samples> out{};
  out.fill(silence_code(codec));
  return out;
}
constexpr auto silent_pcmu = silent_frame(Codec::pcmu);
constexpr auto silent_pcma = silent_frame(Codec::pcma);

// NTP time in 32.32 format (RFC 3550 section 4).
std::uint64_t ntp_now() {
  using namespace std::chrono;
  const auto us = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
  constexpr std::int64_t seconds_1900_to_1970 = 2208988800;
  const auto seconds = static_cast<std::uint64_t>(us / 1000000 + seconds_1900_to_1970);
  return seconds << 32 | (static_cast<std::uint64_t>(us % 1000000) << 32) / 1000000;
}

}  // namespace

Prompter::Frame Leg::Loop::next(Codec codec) {
  if (!sound || sound->frames() == 0) return {};
  const Prompter::Frame out{sound->frame(codec, frame), sound->energy(frame)};
  frame = (frame + 1) % sound->frames();
  return out;
}

void Leg::take_voice() {
  has_voice_ = jitter_.take(voice_.data());
  if (has_voice_) energy_in_ += energy_of(voice_);
}

void Leg::add_up(const std::vector<Leg*>& legs, LegFrame& out) {
  std::array<std::int32_t, frame_samples> sum{};
  for (const auto* leg : legs)
    if (const auto* frame = leg->said())
      for (std::size_t i = 0; i < frame->size(); ++i) sum[i] += (*frame)[i];
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::int16_t>(std::clamp(sum[i], -32768, 32767));
}

// False when no voice is in it: then `under` can go out as it is.
bool Leg::mix(const Prompter::Frame& under, LegFrame& out) const {
  if (held_ || std::none_of(sources_.begin(), sources_.end(), [](const Leg* l) { return l->said() != nullptr; }))
    return false;
  add_up(sources_, out);
  if (under.bytes == nullptr) return true;
  LegFrame below;
  decode(codec_, {under.bytes, frame_samples}, below.data());
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = static_cast<std::int16_t>(std::clamp(int{out[i]} + below[i], -32768, 32767));
  return true;
}

void Leg::send_frame(Context& context) {
  timestamp_ += frame_samples;
  auto under = prompter_.tick(codec_, events_);
  if (!events_.empty()) flush(context);
  if (under.bytes == nullptr) under = (held_ ? hold_music_ : background_).next(codec_);
  if (!transport_ || !peer_known_ || !sends(direction_) || !transport_->ready()) {
    talking_ = false;
    return;
  }
  if (digit_sender_.busy() && send_digit()) return;
  LegFrame mixed;
  if (mix(under, mixed)) {
    std::array<std::uint8_t, frame_samples> bytes;
    encode(codec_, mixed, bytes.data());
    send_sound({bytes.data(), static_cast<float>(energy_of(mixed))}, context);
  } else if (under.bytes != nullptr) {
    send_sound(under, context);
  } else {
    send_sound({codec_ == Codec::pcmu ? silent_pcmu.data() : silent_pcma.data(), 0}, context);
  }
}

void Leg::send_sound(const Prompter::Frame& sound, Context&) {
  energy_out_ += sound.energy;
  send_payload(static_cast<std::uint8_t>(codec_), !talking_, timestamp_, sound.bytes, frame_samples);
  talking_ = true;
}

// Whether a key took this tick's place.
bool Leg::send_digit() {
  const auto packet = digit_sender_.tick(timestamp_);
  if (!packet || !event_payload_) return false;
  send_payload(*event_payload_, packet->marker, packet->timestamp, packet->payload, sizeof packet->payload);
  return true;
}

void Leg::send_payload(std::uint8_t type, bool marker, std::uint32_t timestamp, const std::uint8_t* bytes,
                       std::size_t size) {
  Transport::Outbound out;
  RtpPacket header;
  header.payload_type = type;
  header.marker = marker;
  header.sequence = sequence_++;
  header.timestamp = timestamp;
  header.ssrc = ssrc_;
  write_rtp_header(header, out.bytes.data());
  std::memcpy(out.bytes.data() + rtp_header_size, bytes, size);
  out.size = rtp_header_size + size;
  if (!transport_->send(out, false)) return;
  ++sent_packets_;
  sent_bytes_ += size;
  LegShared::add<std::uint64_t>(shared_->packets_out, 1);
  LegShared::add<std::uint64_t>(shared_->bytes_out, size);
}

void Leg::send_report(Context& context) {
  SenderReport report;
  report.ssrc = ssrc_;
  report.ntp = ntp_now();
  report.timestamp = timestamp_;
  report.packets = static_cast<std::uint32_t>(sent_packets_);
  report.bytes = static_cast<std::uint32_t>(sent_bytes_);
  if (stream_ssrc_ != 0) {
    ReportBlock block;
    block.ssrc = stream_ssrc_;
    block.fraction_lost = reception_.fraction_lost();
    block.lost = static_cast<std::uint32_t>(std::min<std::uint64_t>(reception_.lost(), 0x7FFFFF));
    block.highest_sequence = reception_.highest_sequence();
    block.jitter = reception_.jitter();
    if (sender_report_ms_ != 0) {
      block.last_report = sender_report_ntp_;
      block.delay_since_last = static_cast<std::uint32_t>((context.now_ms - sender_report_ms_) * 65536 / 1000);
    }
    report.block = block;
  }
  const auto bytes = write_sender_report(report);
  Transport::Outbound out;
  std::memcpy(out.bytes.data(), bytes.data(), bytes.size());
  out.size = bytes.size();
  transport_->send(out, true);
}

void Leg::end_tick(Context& context) {
  if (recorder_) {
    LegFrame customer, agent;
    add_up(recorded_customer_, customer);
    add_up(recorded_agent_, agent);
    recorder_->frame(customer, agent, context.courier);
  }
  if (++ticks_ < 1000 / frame_ms) return;
  ticks_ = 0;
  second(context);
}

}  // namespace tandem::media
