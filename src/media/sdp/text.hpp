// Small readers and writers that the SDP files share: bounded splitting, numbers, attributes by name.
// Pure functions, for any thread.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "media/sdp.hpp"

namespace tandem::media::sdp {

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// The next word of `rest` up to `separator`; `rest` moves behind it.
inline std::string_view next_word(std::string_view& rest, char separator = ' ') {
  const auto at = rest.find(separator);
  const auto word = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view{} : rest.substr(at + 1);
  return word;
}

inline bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

inline const std::string* find_attribute(const std::vector<Attribute>& attributes, std::string_view name) {
  for (const auto& a : attributes)
    if (a.name == name) return &a.value;
  return nullptr;
}

// What both kinds of transport read out of an audio line.
std::optional<Codec> first_common_codec(const Media& media, const std::vector<Codec>& ours);
std::optional<std::uint8_t> event_payload_of(const Media& media);
// The peer's direction (media level, then session level, then sendrecv) turned round: what we may do.
Direction our_direction(const Description& description, const Media& media);
std::string_view direction_name(Direction direction);
constexpr Direction both(Direction a, Direction b) {
  return static_cast<Direction>(static_cast<int>(a) & static_cast<int>(b));
}

std::string_view codec_name(Codec codec);
// "v=0" up to "t=0 0".
std::string session_lines(std::string_view address, std::uint64_t id, std::uint64_t version);
// The refusal of an offered line: port 0, same protocol and formats.
std::string refused_line(const Media& media);
// rtpmap lines of these codecs and of telephone-event, fmtp, ptime.
std::string codec_lines(const std::vector<Codec>& codecs, std::optional<std::uint8_t> event_payload);
std::string format_list(const std::vector<Codec>& codecs, std::optional<std::uint8_t> event_payload);

}  // namespace tandem::media::sdp
