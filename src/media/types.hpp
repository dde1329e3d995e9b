// The words of the media library: legs, codecs, directions, and what each side of a transport must know of the other.
// Plain values, made on any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"

namespace tandem::media {

struct LegTag;
// A media endpoint of a call. Chosen by the caller; it outlives the transport (SIP dialog, PeerConnection) behind it.
using LegId = Id<LegTag>;

// All sound inside is 8 kHz mono in frames of 20 ms.
inline constexpr int sample_rate = 8000;
inline constexpr int frame_ms = 20;
inline constexpr int frame_samples = 160;

// The static RTP payload types of RFC 3551.
enum class Codec : std::uint8_t { pcmu = 0, pcma = 8 };

// Always as seen from our side: sendonly means that we send and the peer does not.
enum class Direction : std::uint8_t { inactive = 0, sendonly = 1, recvonly = 2, sendrecv = 3 };
constexpr bool sends(Direction d) { return (static_cast<int>(d) & 1) != 0; }
constexpr bool receives(Direction d) { return (static_cast<int>(d) & 2) != 0; }

// The far end of a plain RTP transport, as its SDP told (sdp.hpp makes it).
struct RtpPeer {
  std::string address;  // dotted IPv4; "0.0.0.0" means: send nowhere until a packet came
  std::uint16_t port = 0;
  std::uint16_t rtcp_port = 0;
  Codec codec = Codec::pcmu;                  // what we send; both are understood when received
  std::optional<std::uint8_t> event_payload;  // telephone-event (RFC 4733), none when the peer has none
  Direction direction = Direction::sendrecv;
};

struct IceCandidate {
  std::string address;
  std::uint16_t port = 0;
  std::uint32_t priority = 0;
};

// Our end of a browser transport: what goes into the SDP (sdp.hpp writes it).
struct BrowserLocal {
  std::string ufrag;
  std::string password;
  std::string fingerprint;  // of our certificate, "AB:CD:…", SHA-256
  std::vector<IceCandidate> candidates;
};

// The browser's end, as its SDP told.
struct BrowserPeer {
  std::string ufrag;
  std::string password;
  std::string fingerprint;  // SHA-256 of its certificate, upper-case hex with colons
  Codec codec = Codec::pcmu;
  std::optional<std::uint8_t> event_payload;
  Direction direction = Direction::sendrecv;
  std::string mid;
};

// Counters of a leg since it was added. Read with Engine::stats.
struct LegStats {
  std::uint64_t packets_in = 0, bytes_in = 0;  // RTP payload bytes
  std::uint64_t packets_out = 0, bytes_out = 0;
  std::uint64_t lost = 0;            // never came, counted by sequence number
  std::uint64_t late = 0;            // came after their time to be played
  std::uint64_t rejected = 0;        // wrong source, not authentic, or not RTP
  std::uint32_t jitter_us = 0;       // RFC 3550 section 6.4.1
  std::int64_t last_packet_ms = -1;  // how long ago the last packet came; -1: none yet
  std::uint32_t rms_in = 0;          // root mean square of the last whole second that the peer sent, 0 … 32767
  std::uint32_t rms_out = 0;         // and of what it was sent
  bool media_up = false;
};

}  // namespace tandem::media
