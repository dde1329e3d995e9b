#include "media/sdp.hpp"
#include "media/sdp/text.hpp"

namespace tandem::media::sdp {
namespace {

bool ice_text(std::string_view text, std::size_t least) {
  return text.size() >= least && text.size() <= 256 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
         });
}

bool token(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

// 32 bytes as upper-case hex with colons, or nothing.
std::optional<std::string> read_fingerprint(std::string_view value) {
  if (!same_word(next_word(value), "sha-256") || value.size() != 95) return std::nullopt;
  std::string out(value);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i] >= 'a' && out[i] <= 'f') out[i] = static_cast<char>(out[i] - 'a' + 'A');
    const bool hex = (out[i] >= '0' && out[i] <= '9') || (out[i] >= 'A' && out[i] <= 'F');
    if (i % 3 == 2 ? out[i] != ':' : !hex) return std::nullopt;
  }
  return out;
}

const std::string* either(const Description& description, const Media& media, std::string_view name) {
  const auto* value = media.find(name);
  return value != nullptr ? value : description.find(name);
}

std::optional<std::string> fingerprint_of(const Description& description, const Media& media) {
  for (const auto* attributes : {&media.attributes, &description.attributes})
    for (const auto& a : *attributes)
      if (a.name == "fingerprint")
        if (auto fingerprint = read_fingerprint(a.value)) return fingerprint;
  return std::nullopt;
}

bool browser_audio(const Media& media) {
  return media.type == "audio" && media.port != 0 && media.protocol.ends_with("RTP/SAVPF") &&
         media.protocol.find("TLS") != std::string::npos;
}

// What the browser says of its end in this line.
Result<BrowserPeer> peer_of(const Description& description, const Media& media, Codec codec, Direction ours) {
  const auto* ufrag = either(description, media, "ice-ufrag");
  const auto* password = either(description, media, "ice-pwd");
  if (ufrag == nullptr || password == nullptr || !ice_text(*ufrag, 4) || !ice_text(*password, 22))
    return fail(errc::malformed, "the SDP has no good ICE credentials");
  auto fingerprint = fingerprint_of(description, media);
  if (!fingerprint) return fail(errc::unsupported, "the SDP has no sha-256 fingerprint");
  const auto* setup = either(description, media, "setup");
  if (setup != nullptr && *setup != "active" && *setup != "actpass")
    return fail(errc::unsupported, "the SDP wants us to be the DTLS client");
  if (media.find("rtcp-mux") == nullptr) return fail(errc::unsupported, "the SDP lacks rtcp-mux");
  BrowserPeer peer;
  peer.ufrag = *ufrag;
  peer.password = *password;
  peer.fingerprint = std::move(*fingerprint);
  peer.codec = codec;
  peer.event_payload = event_payload_of(media);
  peer.direction = both(our_direction(description, media), ours);
  if (const auto* mid = media.find("mid")) {
    if (!token(*mid)) return fail(errc::malformed, "the SDP has a broken mid");
    peer.mid = *mid;
  }
  return peer;
}

std::string head(const BrowserSession& session, std::string_view bundle_mid) {
  std::string out = session_lines("127.0.0.1", session.session_id, session.session_version);
  out += "a=ice-lite\r\n";
  if (!bundle_mid.empty()) out += "a=group:BUNDLE " + std::string(bundle_mid) + "\r\n";
  return out + "a=msid-semantic: WMS *\r\n";
}

struct Line {
  std::string_view protocol = "UDP/TLS/RTP/SAVPF";
  std::vector<Codec> codecs;
  std::optional<std::uint8_t> event_payload;
  std::string_view mid;
  std::string_view setup;
  Direction direction;
};

std::string audio_lines(const BrowserLocal& local, const Line& line) {
  const auto port = local.candidates.empty() ? std::uint16_t{9} : local.candidates.front().port;
  std::string out = "m=audio " + std::to_string(port) + " " + std::string(line.protocol) +
                    format_list(line.codecs, line.event_payload) + "\r\nc=IN IP4 " +
                    (local.candidates.empty() ? "0.0.0.0" : local.candidates.front().address) + "\r\n";
  out += "a=ice-ufrag:" + local.ufrag + "\r\na=ice-pwd:" + local.password + "\r\n";
  out += "a=fingerprint:sha-256 " + local.fingerprint + "\r\na=setup:" + std::string(line.setup) + "\r\n";
  if (!line.mid.empty()) out += "a=mid:" + std::string(line.mid) + "\r\n";
  out += "a=" + std::string(direction_name(line.direction)) + "\r\na=rtcp-mux\r\n";
  if (sends(line.direction)) out += "a=msid:tandem audio\r\n";
  out += codec_lines(line.codecs, line.event_payload);
  int foundation = 0;
  for (const auto& c : local.candidates)
    out += "a=candidate:" + std::to_string(++foundation) + " 1 udp " + std::to_string(c.priority) + " " + c.address +
           " " + std::to_string(c.port) + " typ host\r\n";
  return out + "a=end-of-candidates\r\n";
}

bool in_bundle(const Description& offer, std::string_view mid) {
  const auto* group = offer.find("group");
  if (group == nullptr || mid.empty()) return false;
  std::string_view rest = *group;
  if (next_word(rest) != "BUNDLE") return false;
  while (!rest.empty())
    if (next_word(rest) == mid) return true;
  return false;
}

}  // namespace

std::string browser_offer(const BrowserSession& session) {
  Line line;
  line.codecs = session.codecs;
  line.event_payload = 126;
  line.mid = "0";
  line.setup = "actpass";
  line.direction = session.direction;
  return head(session, "0") + audio_lines(session.local, line);
}

Result<BrowserAnswer> browser_answer(const Description& offer, const BrowserSession& session) {
  BrowserAnswer answer;
  std::string lines;
  bool found = false;
  for (const auto& media : offer.media) {
    const auto codec = !found && browser_audio(media) ? first_common_codec(media, session.codecs) : std::nullopt;
    if (!codec) {
      lines += refused_line(media);
      continue;
    }
    auto peer = peer_of(offer, media, *codec, session.direction);
    if (!peer) return peer.error();
    found = true;
    Line line;
    line.protocol = media.protocol;
    line.codecs = {*codec};
    line.event_payload = peer->event_payload;
    line.mid = peer->mid;
    line.setup = "passive";
    line.direction = peer->direction;
    lines += audio_lines(session.local, line);
    answer.peer = std::move(*peer);
  }
  if (!found) return fail(errc::unsupported, "the offer has no DTLS-SRTP audio in PCMU or PCMA");
  answer.text = head(session, in_bundle(offer, answer.peer.mid) ? answer.peer.mid : std::string()) + lines;
  return answer;
}

Result<BrowserPeer> browser_accept(const BrowserSession& session, const Description& answer) {
  for (const auto& media : answer.media) {
    if (!browser_audio(media)) continue;
    const auto codec = first_common_codec(media, session.codecs);
    if (!codec) continue;
    return peer_of(answer, media, *codec, session.direction);
  }
  return fail(errc::unsupported, "the answer refuses our audio");
}

}  // namespace tandem::media::sdp
