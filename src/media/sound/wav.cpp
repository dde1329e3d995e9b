#include "media/sound/wav.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "media/sound/g711.hpp"

namespace tandem::media {
namespace {

constexpr int format_pcm = 1, format_alaw = 6, format_ulaw = 7, format_extensible = 0xFFFE;

std::uint32_t little(const std::uint8_t* p, int bytes) {
  std::uint32_t value = 0;
  for (int i = bytes - 1; i >= 0; --i) value = value << 8 | p[i];
  return value;
}

void put(std::vector<std::uint8_t>& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

struct Format {
  int tag = 0;
  int channels = 0;
  int rate = 0;
  int bits = 0;

  int sample_bytes() const { return tag == format_pcm ? 2 : 1; }
  bool usable() const {
    return rate >= 4000 && rate <= 192000 && (channels == 1 || channels == 2) &&
           ((tag == format_pcm && bits == 16) || ((tag == format_alaw || tag == format_ulaw) && bits == 8));
  }
};

Format read_format(std::span<const std::uint8_t> body) {
  Format format;
  if (body.size() < 16) return format;
  format.tag = static_cast<int>(little(body.data(), 2));
  format.channels = static_cast<int>(little(body.data() + 2, 2));
  format.rate = static_cast<int>(std::min<std::uint32_t>(little(body.data() + 4, 4), 1u << 30));
  format.bits = static_cast<int>(little(body.data() + 14, 2));
  // WAVE_FORMAT_EXTENSIBLE hides the true tag at the start of its GUID.
  if (format.tag == format_extensible && body.size() >= 26) format.tag = static_cast<int>(little(body.data() + 24, 2));
  return format;
}

std::int16_t sample_at(const Format& format, const std::uint8_t* p) {
  if (format.tag == format_alaw) return linear_from_alaw(*p);
  if (format.tag == format_ulaw) return linear_from_ulaw(*p);
  return static_cast<std::int16_t>(little(p, 2));
}

std::vector<std::int16_t> mono(const Format& format, std::span<const std::uint8_t> data) {
  const auto step = static_cast<std::size_t>(format.sample_bytes() * format.channels);
  std::vector<std::int16_t> out(data.size() / step);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto* p = data.data() + i * step;
    int sum = 0;
    for (int c = 0; c < format.channels; ++c) sum += sample_at(format, p + c * format.sample_bytes());
    out[i] = static_cast<std::int16_t>(sum / format.channels);
  }
  return out;
}

}  // namespace

Result<WavAudio> read_wav(std::span<const std::uint8_t> file, int max_seconds) {
  const auto is = [&](std::size_t at, std::string_view name) {
    return std::memcmp(file.data() + at, name.data(), 4) == 0;
  };
  if (file.size() < 12 || !is(0, "RIFF") || !is(8, "WAVE")) return fail(errc::malformed, "not a WAV file");
  Format format;
  for (std::size_t at = 12; at + 8 <= file.size();) {
    // espeak-ng writing to a pipe, and others, leave a huge length in the last chunk: take what is there.
    const std::size_t length = std::min<std::size_t>(little(file.data() + at + 4, 4), file.size() - at - 8);
    const auto body = file.subspan(at + 8, length);
    if (is(at, "fmt ")) format = read_format(body);
    if (is(at, "data")) {
      if (!format.usable()) return fail(errc::unsupported, "a WAV file must be 16-bit PCM or G.711, mono or stereo");
      const auto frames = body.size() / static_cast<std::size_t>(format.sample_bytes() * format.channels);
      if (frames > static_cast<std::size_t>(max_seconds) * static_cast<std::size_t>(format.rate))
        return fail(errc::unsupported, "the WAV file is too long");
      return WavAudio{format.rate, mono(format, body)};
    }
    at += 8 + length + (length & 1);
  }
  return fail(errc::malformed, "the WAV file has no sound in it");
}

std::vector<std::uint8_t> wav_header(WavFormat format, int channels, int rate, std::uint32_t data_bytes) {
  const bool pcm = format == WavFormat::pcm16;
  const int sample_bytes = pcm ? 2 : 1;
  // Other formats than PCM carry a size of extension and a `fact` chunk with the number of samples.
  const std::uint32_t format_bytes = pcm ? 16 : 18;
  const std::uint32_t fact_bytes = pcm ? 0 : 12;
  std::vector<std::uint8_t> out;
  const auto name = [&out](std::string_view text) { out.insert(out.end(), text.begin(), text.end()); };
  name("RIFF");
  put(out, 4 + 8 + format_bytes + fact_bytes + 8 + data_bytes + (data_bytes & 1), 4);
  name("WAVEfmt ");
  put(out, format_bytes, 4);
  put(out, static_cast<std::uint32_t>(format), 2);
  put(out, static_cast<std::uint32_t>(channels), 2);
  put(out, static_cast<std::uint32_t>(rate), 4);
  put(out, static_cast<std::uint32_t>(rate * channels * sample_bytes), 4);
  put(out, static_cast<std::uint32_t>(channels * sample_bytes), 2);
  put(out, static_cast<std::uint32_t>(sample_bytes * 8), 2);
  if (!pcm) {
    put(out, 0, 2);
    name("fact");
    put(out, 4, 4);
    put(out, data_bytes / static_cast<std::uint32_t>(channels * sample_bytes), 4);
  }
  name("data");
  put(out, data_bytes, 4);
  return out;
}

}  // namespace tandem::media
