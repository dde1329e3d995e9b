#include "media/address.hpp"
#include "media/sdp.hpp"
#include "media/sdp/text.hpp"

namespace tandem::media::sdp {
namespace {

bool plain_rtp(const Media& media) {
  return media.type == "audio" && media.port != 0 && (media.protocol == "RTP/AVP" || media.protocol == "RTP/AVPF");
}

std::string audio_lines(const RtpLocal& local, std::string_view protocol, const std::vector<Codec>& codecs,
                        std::optional<std::uint8_t> event_payload, Direction direction) {
  return "m=audio " + std::to_string(local.port) + " " + std::string(protocol) + format_list(codecs, event_payload) +
         "\r\n" + codec_lines(codecs, event_payload) + "a=" + std::string(direction_name(direction)) + "\r\n";
}

// The far end as this line names it. Fails where it names no IPv4 address.
Result<RtpPeer> peer_of(const Description& description, const Media& media, Codec codec, Direction ours) {
  if (media.address.empty()) return fail(errc::unsupported, "the SDP gives no IPv4 address for its audio");
  RtpPeer peer;
  peer.address = media.address;
  peer.port = media.port;
  peer.rtcp_port = static_cast<std::uint16_t>(media.port + 1);
  if (const auto* rtcp = media.find("rtcp")) {
    std::string_view rest = *rtcp;
    peer.rtcp_port = number<std::uint16_t>(next_word(rest)).value_or(peer.rtcp_port);
  }
  peer.codec = codec;
  peer.event_payload = event_payload_of(media);
  peer.direction = both(our_direction(description, media), ours);
  // RFC 3264 section 8.4: a connection address of all zeros is the old way of saying "do not send".
  if (media.address == "0.0.0.0") peer.direction = both(peer.direction, Direction::recvonly);
  return peer;
}

}  // namespace

std::string rtp_offer(const RtpLocal& local) {
  return session_lines(local.address, local.session_id, local.session_version) +
         audio_lines(local, "RTP/AVP", local.codecs, local.event_payload, local.direction);
}

Result<RtpAnswer> rtp_answer(const Description& offer, const RtpLocal& local) {
  RtpAnswer answer;
  std::string lines;
  bool found = false;
  for (const auto& media : offer.media) {
    const auto codec = !found && plain_rtp(media) ? first_common_codec(media, local.codecs) : std::nullopt;
    if (!codec) {
      lines += refused_line(media);
      continue;
    }
    auto peer = peer_of(offer, media, *codec, local.direction);
    if (!peer) return peer.error();
    found = true;
    lines += audio_lines(local, media.protocol, {*codec}, peer->event_payload, peer->direction);
    answer.peer = std::move(*peer);
  }
  if (!found) return fail(errc::unsupported, "the offer has no plain RTP audio in PCMU or PCMA");
  answer.text = session_lines(local.address, local.session_id, local.session_version) + lines;
  return answer;
}

Result<RtpPeer> rtp_accept(const RtpLocal& local, const Description& answer) {
  for (const auto& media : answer.media) {
    if (!plain_rtp(media)) continue;
    const auto codec = first_common_codec(media, local.codecs);
    if (codec) return peer_of(answer, media, *codec, local.direction);
  }
  return fail(errc::unsupported, "the answer refuses our audio");
}

}  // namespace tandem::media::sdp
