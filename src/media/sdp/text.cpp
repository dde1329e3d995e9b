#include "media/sdp/text.hpp"

namespace tandem::media::sdp {
namespace {

std::optional<Direction> named_direction(const std::vector<Attribute>& attributes) {
  for (const auto& a : attributes) {
    if (a.name == "sendrecv") return Direction::sendrecv;
    if (a.name == "sendonly") return Direction::sendonly;
    if (a.name == "recvonly") return Direction::recvonly;
    if (a.name == "inactive") return Direction::inactive;
  }
  return std::nullopt;
}

Direction turned_round(Direction d) {
  if (d == Direction::sendonly) return Direction::recvonly;
  if (d == Direction::recvonly) return Direction::sendonly;
  return d;
}

}  // namespace

std::optional<Codec> first_common_codec(const Media& media, const std::vector<Codec>& ours) {
  for (const auto& format : media.formats)
    for (const auto codec : ours)
      if (format == std::to_string(static_cast<int>(codec))) return codec;
  return std::nullopt;
}

std::optional<std::uint8_t> event_payload_of(const Media& media) {
  for (const auto& a : media.attributes) {
    if (a.name != "rtpmap") continue;
    std::string_view rest = a.value;
    const auto payload_text = next_word(rest);
    const auto payload = number<std::uint8_t>(payload_text);
    if (payload && *payload >= 96 && *payload < 128 && same_word(rest, "telephone-event/8000") &&
        std::find(media.formats.begin(), media.formats.end(), payload_text) != media.formats.end())
      return payload;
  }
  return std::nullopt;
}

Direction our_direction(const Description& description, const Media& media) {
  auto theirs = named_direction(media.attributes);
  if (!theirs) theirs = named_direction(description.attributes);
  return turned_round(theirs.value_or(Direction::sendrecv));
}

std::string_view direction_name(Direction direction) {
  switch (direction) {
    case Direction::inactive:
      return "inactive";
    case Direction::sendonly:
      return "sendonly";
    case Direction::recvonly:
      return "recvonly";
    case Direction::sendrecv:
      return "sendrecv";
  }
  return "inactive";
}

std::string_view codec_name(Codec codec) { return codec == Codec::pcmu ? "PCMU" : "PCMA"; }

std::string session_lines(std::string_view address, std::uint64_t id, std::uint64_t version) {
  const std::string where(address);
  return "v=0\r\no=tandem " + std::to_string(id) + " " + std::to_string(version) + " IN IP4 " + where +
         "\r\ns=-\r\nc=IN IP4 " + where + "\r\nt=0 0\r\n";
}

std::string refused_line(const Media& media) {
  std::string out = "m=" + media.type + " 0 " + media.protocol;
  for (const auto& format : media.formats) out += " " + format;
  return out + "\r\n";
}

std::string format_list(const std::vector<Codec>& codecs, std::optional<std::uint8_t> event_payload) {
  std::string out;
  for (const auto codec : codecs) out += " " + std::to_string(static_cast<int>(codec));
  if (event_payload) out += " " + std::to_string(*event_payload);
  return out;
}

std::string codec_lines(const std::vector<Codec>& codecs, std::optional<std::uint8_t> event_payload) {
  std::string out;
  for (const auto codec : codecs)
    out += "a=rtpmap:" + std::to_string(static_cast<int>(codec)) + " " + std::string(codec_name(codec)) + "/8000\r\n";
  if (event_payload) {
    const auto payload = std::to_string(*event_payload);
    out += "a=rtpmap:" + payload + " telephone-event/8000\r\na=fmtp:" + payload + " 0-15\r\n";
  }
  return out + "a=ptime:20\r\n";
}

}  // namespace tandem::media::sdp
