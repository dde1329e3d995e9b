#include "media/sound/g711.hpp"

namespace tandem::media {
namespace {

constexpr std::int16_t ulaw_value(std::uint8_t code) {
  const int bits = ~code & 0xFF;
  const int segment = (bits >> 4) & 7;
  const int magnitude = ((((bits & 0x0F) << 3) + 0x84) << segment) - 0x84;
  return static_cast<std::int16_t>((bits & 0x80) != 0 ? -magnitude : magnitude);
}

constexpr std::int16_t alaw_value(std::uint8_t code) {
  const int bits = code ^ 0x55;
  const int segment = (bits >> 4) & 7;
  int magnitude = ((bits & 0x0F) << 4) + 8;
  if (segment > 0) magnitude = (magnitude + 0x100) << (segment - 1);
  return static_cast<std::int16_t>((bits & 0x80) != 0 ? magnitude : -magnitude);
}

constexpr int segment_of(int value) {  // the position of the highest set bit above bit 7, 0 … 7
  int segment = 0;
  for (value >>= 8; value != 0; value >>= 1) ++segment;
  return segment;
}

constexpr std::uint8_t ulaw_code(int sample) {
  const bool negative = sample < 0;
  int magnitude = negative ? -sample : sample;
  if (magnitude > 32635) magnitude = 32635;
  magnitude += 0x84;
  const int segment = segment_of(magnitude);
  const int code = (negative ? 0x80 : 0) | segment << 4 | ((magnitude >> (segment + 3)) & 0x0F);
  return static_cast<std::uint8_t>(~code);
}

constexpr std::uint8_t alaw_code(int sample) {
  const bool negative = sample < 0;
  // G.711 works on 13 bits in one's complement: -1 … -16 share the first negative step.
  const int magnitude = negative ? ~sample : sample;
  const int segment = segment_of(magnitude);
  const int shift = segment < 2 ? 4 : segment + 3;
  const int code = (negative ? 0 : 0x80) | segment << 4 | ((magnitude >> shift) & 0x0F);
  return static_cast<std::uint8_t>(code ^ 0x55);
}

template <class Value, std::size_t count, class Make>
constexpr std::array<Value, count> table(Make make) {
  std::array<Value, count> out{};
  for (std::size_t i = 0; i < count; ++i) out[i] = make(i);
  return out;
}

constexpr auto from_ulaw =
    table<std::int16_t, 256>([](std::size_t i) { return ulaw_value(static_cast<std::uint8_t>(i)); });
constexpr auto from_alaw =
    table<std::int16_t, 256>([](std::size_t i) { return alaw_value(static_cast<std::uint8_t>(i)); });

// Encoding looks up the upper 14 bits (mu-law) or 12 bits and sign (A-law, whose steps are 16 wide).
using EncodeTable = std::array<std::uint8_t, 16384>;
const EncodeTable& ulaw_codes() {
  static const EncodeTable codes = [] {
    EncodeTable out{};
    for (int i = 0; i < 16384; ++i) out[static_cast<std::size_t>(i)] = ulaw_code((i - 8192) * 4);
    return out;
  }();
  return codes;
}
const EncodeTable& alaw_codes() {
  static const EncodeTable codes = [] {
    EncodeTable out{};
    for (int i = 0; i < 16384; ++i) out[static_cast<std::size_t>(i)] = alaw_code((i - 8192) * 4);
    return out;
  }();
  return codes;
}

// Bound once so that encode() pays no guard per sample.
const EncodeTable& ulaw_table = ulaw_codes();
const EncodeTable& alaw_table = alaw_codes();

}  // namespace

std::uint8_t ulaw_from_linear(std::int16_t sample) { return ulaw_code(sample); }
std::uint8_t alaw_from_linear(std::int16_t sample) { return alaw_code(sample); }
std::int16_t linear_from_ulaw(std::uint8_t code) { return from_ulaw[code]; }
std::int16_t linear_from_alaw(std::uint8_t code) { return from_alaw[code]; }

void encode(Codec codec, std::span<const std::int16_t> in, std::uint8_t* out) {
  const auto& codes = codec == Codec::pcmu ? ulaw_table : alaw_table;
  for (const auto sample : in) *out++ = codes[static_cast<std::size_t>((sample >> 2) + 8192)];
}

void decode(Codec codec, std::span<const std::uint8_t> in, std::int16_t* out) {
  const auto& values = codec == Codec::pcmu ? from_ulaw : from_alaw;
  for (const auto code : in) *out++ = values[code];
}

}  // namespace tandem::media
