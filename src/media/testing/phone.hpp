// For tests: an RTP phone on loopback that says a tone and keeps what it hears, and a sink that events can be awaited
// from. Nothing here sleeps for a guess: waits end when the sound or event is there, or fail after ten seconds.
#pragma once

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "media/address.hpp"
#include "media/events.hpp"
#include "media/rtp/packet.hpp"
#include "media/rtp/telephone_event.hpp"
#include "media/sound/g711.hpp"
#include "media/tone.hpp"

namespace tandem::media::testing {

inline constexpr std::chrono::seconds patience{10};

class EventLog {
 public:
  EventSink sink() {
    return [this](Event&& event) {
      const std::scoped_lock lock(mutex_);
      events_.push_back(std::move(event));
      arrived_.notify_all();
    };
  }

  // The first event of this kind that no await took yet and that `fits`; one of all zeros when none comes.
  template <class Kind, class Fits>
  Kind await(Fits fits) {
    std::unique_lock lock(mutex_);
    const auto until = std::chrono::steady_clock::now() + patience;
    for (;;) {
      for (auto i = events_.begin(); i != events_.end(); ++i) {
        auto* event = std::get_if<Kind>(&*i);
        if (event == nullptr || !fits(*event)) continue;
        Kind out = std::move(*event);
        events_.erase(i);
        return out;
      }
      if (arrived_.wait_until(lock, until) == std::cv_status::timeout) return {};
    }
  }
  template <class Kind>
  Kind await() {
    return await<Kind>([](const Kind&) { return true; });
  }
  template <class Kind>
  std::size_t count() {
    const std::scoped_lock lock(mutex_);
    std::size_t out = 0;
    for (const auto& e : events_) out += std::holds_alternative<Kind>(e) ? 1 : 0;
    return out;
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Event> events_;
};

class RtpPhone {
 public:
  explicit RtpPhone(Codec codec = Codec::pcma) : codec_(codec), fd_(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    const auto own = Address{0x7F000001, 0}.native();
    bind(fd_, reinterpret_cast<const sockaddr*>(&own), sizeof own);
    sockaddr_in bound{};
    socklen_t length = sizeof bound;
    getsockname(fd_, reinterpret_cast<sockaddr*>(&bound), &length);
    port_ = ntohs(bound.sin_port);
  }
  ~RtpPhone() {
    stop();
    close(fd_);
  }
  RtpPhone(const RtpPhone&) = delete;
  RtpPhone& operator=(const RtpPhone&) = delete;

  std::uint16_t port() const { return port_; }
  RtpPeer peer() const {
    RtpPeer out;
    out.address = "127.0.0.1";
    out.port = port_;
    out.rtcp_port = static_cast<std::uint16_t>(port_ + 1);
    out.codec = codec_;
    out.event_payload = 101;
    return out;
  }

  // Begins to say the tone (0 Hz: sends nothing) to that port, and to listen.
  void start(std::uint16_t to_port, double hertz, int amplitude = 8000) {
    to_ = {0x7F000001, to_port};
    hertz_ = hertz;
    amplitude_ = amplitude;
    thread_ = std::thread([this] { run(); });
  }
  void stop() {
    {
      const std::scoped_lock lock(mutex_);
      stopping_ = true;
    }
    if (thread_.joinable()) thread_.join();
  }
  void press(const std::string& digits) {
    const std::scoped_lock lock(mutex_);
    keys_.add(digits);
  }

  // The next `samples` that come from now on; fewer when they do not come.
  std::vector<std::int16_t> listen(std::size_t samples) {
    std::unique_lock lock(mutex_);
    heard_.clear();
    came_.wait_for(lock, patience, [&] { return heard_.size() >= samples; });
    heard_.resize(std::min(heard_.size(), samples));
    return heard_;
  }
  // Amplitude of this frequency in the next 200 ms.
  double hears(double hertz) { return goertzel(listen(1600), hertz); }
  // Waits until the tone is (or is not) there; false when that does not come to be.
  bool await_tone(double hertz, bool there = true) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < until)
      if ((hears(hertz) > 2000) == there) return true;
    return false;
  }
  // Waits for that many digits.
  std::string await_digits(std::size_t count) {
    std::unique_lock lock(mutex_);
    came_.wait_for(lock, patience, [&] { return digits_.size() >= count; });
    return digits_;
  }
  bool await_packets(std::size_t count) {
    std::unique_lock lock(mutex_);
    return came_.wait_for(lock, patience, [&] { return packets_ >= count; });
  }
  std::size_t packets() {
    const std::scoped_lock lock(mutex_);
    return packets_;
  }

 private:
  void run() {
    auto next = std::chrono::steady_clock::now();
    for (;;) {
      {
        const std::scoped_lock lock(mutex_);
        if (stopping_) return;
      }
      send_frame();
      next += std::chrono::milliseconds(frame_ms);
      for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(next - std::chrono::steady_clock::now()).count();
        if (left <= 0) break;
        pollfd waiting{fd_, POLLIN, 0};
        if (poll(&waiting, 1, static_cast<int>(left)) > 0) receive();
      }
    }
  }

  void send_frame() {
    std::array<std::uint8_t, 512> bytes{};
    RtpPacket header;
    header.ssrc = 0x1000u + port_;
    header.payload_type = static_cast<std::uint8_t>(codec_);
    header.timestamp = timestamp_;
    std::size_t size = frame_samples;
    {
      const std::scoped_lock lock(mutex_);
      const auto key = keys_.busy() ? keys_.tick(timestamp_) : std::nullopt;
      if (key) {
        header.payload_type = 101;
        header.marker = key->marker;
        header.timestamp = key->timestamp;
        std::copy(std::begin(key->payload), std::end(key->payload), bytes.begin() + rtp_header_size);
        size = sizeof key->payload;
      } else {
        encode(codec_, sine(hertz_, frame_samples, amplitude_, sent_), bytes.data() + rtp_header_size);
      }
      if (!key && hertz_ == 0) size = 0;
    }
    sent_ += frame_samples;
    timestamp_ += frame_samples;
    if (size == 0) return;
    header.sequence = sequence_++;
    write_rtp_header(header, bytes.data());
    const auto to = to_.native();
    sendto(fd_, bytes.data(), rtp_header_size + size, 0, reinterpret_cast<const sockaddr*>(&to), sizeof to);
  }

  void receive() {
    std::array<std::uint8_t, 2048> bytes{};
    const auto got = recv(fd_, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (got <= 0) return;
    const auto packet = parse_rtp(std::span(bytes).first(static_cast<std::size_t>(got)));
    if (!packet) return;
    const std::scoped_lock lock(mutex_);
    ++packets_;
    if (packet->payload_type == 101) {
      if (const auto digit = detector_.receive(*packet)) digits_ += *digit;
    } else {
      const auto at = heard_.size();
      heard_.resize(at + packet->payload.size());
      decode(static_cast<Codec>(packet->payload_type), packet->payload, heard_.data() + at);
    }
    came_.notify_all();
  }

  const Codec codec_;
  const int fd_;
  std::uint16_t port_ = 0;
  Address to_;
  double hertz_ = 0;
  int amplitude_ = 0;
  std::int64_t sent_ = 0;
  std::uint32_t timestamp_ = 12345;
  std::uint16_t sequence_ = 65500;  // wraps early
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable came_;
  bool stopping_ = false;
  DigitSender keys_;
  DigitDetector detector_;
  std::string digits_;
  std::vector<std::int16_t> heard_;
  std::size_t packets_ = 0;
};

}  // namespace tandem::media::testing
