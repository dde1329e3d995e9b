// Session descriptions (RFC 8866) and the offer/answer step (RFC 3264) for the two kinds of transport we speak. Pure
// functions over values; input comes from the network, so everything is bounded and nothing throws.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "media/errc.hpp"
#include "media/types.hpp"

namespace tandem::media::sdp {

struct Attribute {
  std::string name;
  std::string value;  // empty for a property ("a=rtcp-mux")
};

struct Media {
  std::string type;  // "audio"
  std::uint16_t port = 0;
  std::string protocol;              // "RTP/AVP"
  std::vector<std::string> formats;  // payload types
  std::string address;               // of c= here, or the session's
  std::vector<Attribute> attributes;

  const std::string* find(std::string_view name) const;
};

struct Description {
  std::string session_id;       // of o=
  std::string session_version;  // of o=
  std::string address;          // of the session's c=
  std::vector<Attribute> attributes;
  std::vector<Media> media;

  const std::string* find(std::string_view name) const;
};

// Text up to 64 kB, 16 media, 512 attributes; lines may end with CRLF or LF.
Result<Description> parse(std::string_view text);

// --- plain RTP/AVP, for SIP ---

struct RtpLocal {
  std::string address;  // for c= and o=
  std::uint16_t port = 0;
  std::vector<Codec> codecs{Codec::pcma, Codec::pcmu};  // in order of preference
  std::uint8_t event_payload = 101;                     // of our offers; an answer echoes the offer's
  Direction direction = Direction::sendrecv;            // what we want
  std::uint64_t session_id = 1;                         // of o=, the same for the whole dialog
  std::uint64_t session_version = 1;                    // one more each time the text changes
};

struct RtpAnswer {
  std::string text;
  RtpPeer peer;
};

std::string rtp_offer(const RtpLocal& local);
// Takes the first audio line with a codec in common and refuses the other lines with port 0. The direction becomes
// the offer's (an old-style 0.0.0.0 hold included) cut with what we want.
Result<RtpAnswer> rtp_answer(const Description& offer, const RtpLocal& local);
// Reads the answer to rtp_offer(local).
Result<RtpPeer> rtp_accept(const RtpLocal& local, const Description& answer);

// --- browsers: UDP/TLS/RTP/SAVPF, ICE-lite, DTLS-SRTP, rtcp-mux ---

struct BrowserSession {
  BrowserLocal local;
  std::vector<Codec> codecs{Codec::pcmu, Codec::pcma};
  Direction direction = Direction::sendrecv;
  std::uint64_t session_id = 1;
  std::uint64_t session_version = 1;
};

struct BrowserAnswer {
  std::string text;
  BrowserPeer peer;
};

std::string browser_offer(const BrowserSession& session);
Result<BrowserAnswer> browser_answer(const Description& offer, const BrowserSession& session);
Result<BrowserPeer> browser_accept(const BrowserSession& session, const Description& answer);

}  // namespace tandem::media::sdp
