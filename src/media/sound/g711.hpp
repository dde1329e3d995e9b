// The two G.711 laws (ITU-T G.711) as look-up tables, 8-bit code <-> 16-bit linear.
// Pure functions, for any thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "media/types.hpp"

namespace tandem::media {

std::uint8_t ulaw_from_linear(std::int16_t sample);
std::uint8_t alaw_from_linear(std::int16_t sample);
std::int16_t linear_from_ulaw(std::uint8_t code);
std::int16_t linear_from_alaw(std::uint8_t code);

// The code of silence.
constexpr std::uint8_t silence_code(Codec codec) { return codec == Codec::pcmu ? 0xFF : 0xD5; }

// out must have room for in.size().
void encode(Codec codec, std::span<const std::int16_t> in, std::uint8_t* out);
void decode(Codec codec, std::span<const std::uint8_t> in, std::int16_t* out);

}  // namespace tandem::media
