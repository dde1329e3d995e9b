// The media engine: legs that send and receive sound over plain RTP (SIP) or ICE-lite + DTLS-SRTP (browsers), who
// hears whom, prompts, digits and recordings. Owned by the program for its whole life; knows nothing of calls.
// Every method may be called from any thread and returns without waiting for a media thread: it checks, opens sockets
// where needed, and posts a command. Commands for one leg take effect in order. When a media thread's queue is full a
// method fails with `overloaded` and has done nothing; remove_leg is always accepted.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "media/actions.hpp"
#include "media/errc.hpp"
#include "media/events.hpp"
#include "media/types.hpp"

namespace tandem::media {

struct EngineOptions {
  int threads = 1;
  std::uint16_t port_low = 20000;  // UDP ports of both kinds of transport; RTP takes pairs, the even one first
  std::uint16_t port_high = 29999;
  std::vector<std::string> media_addresses;  // --media-address: further IPv4 addresses to offer (behind NAT)
  int rtp_timeout_ms = 30000;                // MediaLost after this
  int relatch_after_ms = 2000;       // another source may take an RTP transport over only after this much silence
  int playout_delay_ms = 60;         // how long the jitter buffer holds sound back, 20 … 200
  std::size_t command_queue = 8192;  // per media thread
};

class Engine {
 public:
  // Starts the threads and makes the DTLS certificate. Throws std::runtime_error when the machine cannot.
  Engine(EngineOptions options, EventSink sink);
  // Stops the threads; legs that are left end without events.
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // `affinity`: legs with the same number (a call's id) start on the same media thread. It is only a hint:
  // legs that come to hear each other are brought together.
  Result<void> add_leg(LegId leg, std::int64_t affinity = 0);
  // Ends everything the leg does; its transport closes; LegRemoved follows. False when there is no such leg.
  bool remove_leg(LegId leg);
  bool has_leg(LegId leg) const;

  // --- transports: a leg has at most one; opening another replaces it, the leg and its sound go on ---
  // Binds an RTP/RTCP port pair and returns the RTP port. `port`: that very pair (to rebuild a leg after a restart).
  Result<std::uint16_t> open_rtp(LegId leg, std::optional<std::uint16_t> port = std::nullopt);
  // Sets or changes the far end (answer, re-INVITE). A changed address or port lets the transport latch anew.
  Result<void> set_rtp_peer(LegId leg, const RtpPeer& peer);
  // Binds a port and makes fresh ICE credentials.
  Result<BrowserLocal> open_browser(LegId leg);
  // What open_browser returned for the transport the leg has now.
  Result<BrowserLocal> browser_local(LegId leg) const;
  // Checks and DTLS may have been going on before; SRTP starts when the fingerprint given here matches.
  Result<void> set_browser_peer(LegId leg, const BrowserPeer& peer);
  Result<void> close_transport(LegId leg);

  // --- the hearing matrix ---
  // The listener hears exactly these legs from now on (its row of the matrix); empty: nobody. Unknown ids are refused.
  Result<void> hear(LegId listener, std::vector<LegId> sources);
  // The two hear each other and nobody else; the music and ringback of both stop. Prompts go on.
  Result<void> bridge(LegId a, LegId b);
  // Every one hears all others.
  Result<void> conference(const std::vector<LegId>& legs);
  // Hears nobody and is heard by nobody.
  Result<void> isolate(LegId leg);
  // A muted leg is heard by nobody, and is silent in recordings.
  Result<void> set_muted(LegId leg, bool muted);
  // A held leg hears only `music` (and prompts) and is heard by nobody; hear() rows are kept and count again when it
  // is retrieved, and so does the background it had.
  Result<void> hold(LegId leg, SoundPtr music);
  Result<void> retrieve(LegId leg);

  // --- players ---
  // Loops below everything else (queue music, ringback); nullptr stops. Each leg keeps its own place in it.
  Result<void> set_background(LegId leg, SoundPtr sound);
  Result<void> play(LegId leg, PlayRequest request);
  Result<void> play_and_collect(LegId leg, CollectRequest request);
  // Ends the running play or collect (event with `stopped`).
  Result<void> stop_playing(LegId leg);
  // Sends telephone-events (0-9 * # A-D), 100 ms each. Nothing is sent when the peer has no telephone-event.
  Result<void> send_digits(LegId leg, const std::string& digits);
  // As though the far end had pressed these keys: for signalling that carries them (SIP INFO, a page's keypad).
  // Anything but 0-9 * # A-D is left out, and what is beyond 64 keys.
  Result<void> press_digits(LegId leg, const std::string& digits);

  // --- recordings; `leg` owns it ---
  Result<void> start_recording(LegId leg, RecordRequest request);
  // After a transfer or consult: other legs on the two channels.
  Result<void> set_recording_sides(LegId leg, std::vector<LegId> customer_side, std::vector<LegId> agent_side);
  // Time goes on while paused; the stretch is silent in the finished file.
  Result<void> pause_recording(LegId leg, bool paused);
  Result<void> stop_recording(LegId leg);

  // --- looking in ---
  Result<LegStats> stats(LegId leg) const;
  std::size_t leg_count() const;
  // Events that were lost because the courier's queue was full. Anything but 0 means that the sink blocks.
  std::uint64_t events_dropped() const;
  // SHA-256 fingerprint of our DTLS certificate.
  const std::string& fingerprint() const;
  // The address to write into an RTP SDP for a peer at `remote` (IPv4): the first configured media address unless the
  // peer is on this machine or in the network of one of its interfaces, else the local address that the route takes.
  std::string address_towards(const std::string& remote) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tandem::media
