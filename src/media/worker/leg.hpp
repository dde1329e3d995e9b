// A media endpoint on its media thread: what it says (jitter buffer), what it hears (its row of the hearing matrix,
// prompts, background), its transport and its recording. Every method runs on the leg's media thread.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "media/actions.hpp"
#include "media/events.hpp"
#include "media/recording/recorder.hpp"
#include "media/rtp/jitter_buffer.hpp"
#include "media/rtp/reception.hpp"
#include "media/rtp/telephone_event.hpp"
#include "media/sound/prompter.hpp"
#include "media/transport/transport.hpp"
#include "media/worker/shared.hpp"

namespace tandem::media {

using LegFrame = std::array<std::int16_t, frame_samples>;

class Leg {
 public:
  Leg(LegId id, int playout_delay_ms, std::shared_ptr<LegShared> shared);

  LegId id() const { return id_; }

  // --- told by the engine ---
  // Returns the transport that was there before.
  std::unique_ptr<Transport> set_transport(std::unique_ptr<Transport> transport, Context& context);
  Transport* transport() { return transport_.get(); }
  void set_peer(Codec codec, std::optional<std::uint8_t> event_payload, Direction direction, Context& context);
  // The transport became able to send without a packet having come (SRTP is ready).
  void transport_ready(Context& context) { media_is_up(context); }

  // Its row of the hearing matrix; the worker wires it.
  void hear(std::vector<LegId> sources) { hears_ = std::move(sources); }
  void set_muted(bool muted) { muted_ = muted; }
  void hold(SoundPtr music);
  void retrieve() { held_ = false; }
  void set_background(SoundPtr sound);
  void play(PlayRequest request, Context& context);
  void collect(CollectRequest request, Context& context);
  void stop_playing(Context& context);
  void send_digits(const std::string& digits) { digit_sender_.add(digits); }
  void press_digits(const std::string& digits, Context& context);

  void start_recording(RecordRequest request, Context& context);
  void stop_recording(Context& context);
  Recorder* recorder() { return recorder_.get(); }

  // Turns the ids it hears and records into legs of this thread.
  void wire(const std::function<Leg*(LegId)>& find);
  // Whether an id was not found: a leg that is still to come, or gone.
  bool incomplete() const { return incomplete_; }
  // The other leg goes away.
  void forget(const Leg* other);

  // Its last events.
  void removed(Context& context);

  // --- the packet path and the 20 ms clock ---
  void receive(Datagram& datagram, Context& context);
  void take_voice();                  // first for all legs,
  void send_frame(Context& context);  // then for all,
  void end_tick(Context& context);    // then for all

 private:
  struct Loop {
    SoundPtr sound;
    std::size_t frame = 0;
    Prompter::Frame next(Codec codec);
  };

  void flush(Context& context);
  void second(Context& context);
  void media_is_up(Context& context);
  void receive_rtp(const RtpPacket& packet, Context& context);
  // What others hear of it in this tick; nullptr: nothing.
  const LegFrame* said() const { return has_voice_ && !muted_ && !held_ ? &voice_ : nullptr; }
  static void add_up(const std::vector<Leg*>& legs, LegFrame& out);

  bool mix(const Prompter::Frame& under, LegFrame& out) const;
  void send_sound(const Prompter::Frame& sound, Context& context);
  bool send_digit();
  void send_payload(std::uint8_t type, bool marker, std::uint32_t timestamp, const std::uint8_t* bytes,
                    std::size_t size);
  void send_report(Context& context);

  const LegId id_;
  const std::shared_ptr<LegShared> shared_;
  std::unique_ptr<Transport> transport_;
  bool peer_known_ = false;
  Codec codec_ = Codec::pcmu;
  std::optional<std::uint8_t> event_payload_;
  Direction direction_ = Direction::inactive;

  // In.
  JitterBuffer jitter_;
  Reception reception_;
  DigitDetector digit_detector_;
  LegFrame voice_{};
  bool has_voice_ = false;
  std::uint32_t stream_ssrc_ = 0;
  std::int64_t heard_ms_ = 0;  // the last packet, or when we began to wait for one
  bool up_ = false;
  bool lost_ = false;
  std::uint32_t sender_report_ntp_ = 0;
  std::int64_t sender_report_ms_ = 0;

  // Out.
  std::uint32_t ssrc_;
  std::uint16_t sequence_;
  std::uint32_t timestamp_;
  bool talking_ = false;  // false: the next packet gets the marker
  DigitSender digit_sender_;
  int seconds_ = 0;
  std::uint64_t sent_packets_ = 0, sent_bytes_ = 0;

  // The ear.
  std::vector<LegId> hears_;
  std::vector<Leg*> sources_;
  bool incomplete_ = false;
  bool muted_ = false;
  bool held_ = false;
  Loop background_;
  Loop hold_music_;
  Prompter prompter_;
  std::vector<Event> events_;

  std::unique_ptr<Recorder> recorder_;
  std::vector<Leg*> recorded_customer_, recorded_agent_;

  int ticks_ = 0;                          // of this second
  double energy_in_ = 0, energy_out_ = 0;  // of this second
};

}  // namespace tandem::media
