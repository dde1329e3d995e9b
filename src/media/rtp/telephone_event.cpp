#include "media/rtp/telephone_event.hpp"

#include "media/bytes.hpp"
#include "media/types.hpp"

namespace tandem::media {
namespace {

constexpr std::string_view keys = "0123456789*#ABCD";
constexpr int growing_packets = 5;
constexpr int end_packets = 3;
constexpr int pause_ticks = 3;
constexpr std::uint8_t volume_dbm0 = 10;

}  // namespace

std::optional<char> DigitDetector::receive(const RtpPacket& packet) {
  if (packet.payload.size() < 4) return std::nullopt;
  const auto event = packet.payload[0];
  const bool end = (packet.payload[1] & 0x80) != 0;
  const auto duration = load16(packet.payload.data() + 2);
  if (event >= keys.size()) return std::nullopt;
  const auto start = [&] {
    seen_ = true;
    ssrc_ = packet.ssrc;
    timestamp_ = packet.timestamp;
    event_ = event;
    duration_ = duration;
    ended_ = end;
    return keys[event];
  };
  if (!seen_ || packet.ssrc != ssrc_) return start();
  const auto ahead = static_cast<std::int32_t>(packet.timestamp - timestamp_);
  if (ahead < 0) return std::nullopt;  // a straggler of an earlier key
  if (ahead == 0) {
    if (duration > duration_) duration_ = duration;
    ended_ = ended_ || end;
    return std::nullopt;
  }
  // RFC 4733 section 2.5.1.3: a key held for longer than 0xFFFF goes on in a new segment right behind the last one.
  if (!ended_ && event == event_ && !packet.marker && ahead >= 0xFFFF - 2 * sample_rate / 50 && ahead <= 0xFFFF &&
      duration_ >= 0xFFFF - 2 * sample_rate / 50) {
    start();
    return std::nullopt;
  }
  return start();
}

bool DigitSender::add(std::string_view digits) {
  for (char c : digits) {
    if (c >= 'a' && c <= 'd') c = static_cast<char>(c - 'a' + 'A');
    const auto event = keys.find(c);
    if (event == std::string_view::npos) continue;
    if (queue_.size() >= max_queued) return false;
    queue_.push_back(static_cast<std::uint8_t>(event));
  }
  return true;
}

std::optional<DigitSender::Packet> DigitSender::tick(std::uint32_t now) {
  if (queue_.empty()) return std::nullopt;
  const int step = step_++;
  if (step == 0) start_ = now;
  if (step >= growing_packets + end_packets) {
    if (step + 1 >= growing_packets + end_packets + pause_ticks) {
      queue_.pop_front();
      step_ = 0;
    }
    return std::nullopt;
  }
  const bool end = step >= growing_packets;
  const int frames = end ? growing_packets : step + 1;
  Packet packet{};
  packet.payload[0] = queue_.front();
  packet.payload[1] = static_cast<std::uint8_t>((end ? 0x80 : 0) | volume_dbm0);
  store16(packet.payload + 2, static_cast<std::uint16_t>(frames * frame_samples));
  packet.timestamp = start_;
  packet.marker = step == 0;
  return packet;
}

}  // namespace tandem::media
