#include "media/recording/chunk.hpp"

#include <algorithm>
#include <cstring>

#include "media/sound/g711.hpp"
#include "media/sound/wav.hpp"

namespace tandem::media {
namespace {

constexpr std::uint32_t magic = 0x54524331;  // "TRC1"
constexpr std::uint32_t max_chunk_samples = 10 * sample_rate;

std::uint64_t big(const std::uint8_t* p, int bytes) {
  std::uint64_t value = 0;
  for (int i = 0; i < bytes; ++i) value = value << 8 | p[i];
  return value;
}

void put(std::vector<std::uint8_t>& out, std::uint64_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

std::size_t sample_bytes(RecordingFormat format) { return format == RecordingFormat::pcm16 ? 2 : 1; }

// PCM is little-endian, as in WAV, so that a chunk's payload can be copied.
void put_sample(RecordingFormat format, std::int16_t sample, std::uint8_t* out) {
  if (format == RecordingFormat::alaw) {
    encode(Codec::pcma, {&sample, 1}, out);
  } else {
    out[0] = static_cast<std::uint8_t>(sample & 0xFF);
    out[1] = static_cast<std::uint8_t>((sample >> 8) & 0xFF);
  }
}

std::int16_t get_sample(RecordingFormat format, const std::uint8_t* in) {
  if (format == RecordingFormat::alaw) return linear_from_alaw(*in);
  return static_cast<std::int16_t>(in[0] | in[1] << 8);
}

void copy_samples(const ChunkHeader& header, const std::uint8_t* payload, RecordingFormat format, std::uint8_t* out) {
  const std::size_t count = std::size_t{header.samples} * 2;
  if (header.format == format) {
    std::memcpy(out, payload, count * sample_bytes(format));
    return;
  }
  for (std::size_t i = 0; i < count; ++i)
    put_sample(format, get_sample(header.format, payload + i * sample_bytes(header.format)),
               out + i * sample_bytes(format));
}

}  // namespace

std::vector<std::uint8_t> encode_chunk(RecordingFormat format, std::uint32_t sequence, std::int64_t start_sample,
                                       std::span<const std::int16_t> customer, std::span<const std::int16_t> agent) {
  const std::size_t samples = std::min({customer.size(), agent.size(), std::size_t{max_chunk_samples}});
  std::vector<std::uint8_t> out;
  out.reserve(chunk_header_size + samples * 2 * sample_bytes(format));
  put(out, magic, 4);
  put(out, static_cast<std::uint64_t>(format), 1);
  put(out, 2, 1);
  put(out, sample_rate, 2);
  put(out, sequence, 4);
  put(out, static_cast<std::uint64_t>(start_sample), 8);
  put(out, samples, 4);
  out.resize(out.size() + samples * 2 * sample_bytes(format));
  auto* at = out.data() + chunk_header_size;
  for (std::size_t i = 0; i < samples; ++i) {
    put_sample(format, customer[i], at);
    put_sample(format, agent[i], at + sample_bytes(format));
    at += 2 * sample_bytes(format);
  }
  return out;
}

Result<ChunkHeader> read_chunk_header(std::span<const std::uint8_t> chunk) {
  if (chunk.size() < chunk_header_size || big(chunk.data(), 4) != magic)
    return fail(errc::malformed, "not a recording chunk");
  ChunkHeader header;
  header.format = static_cast<RecordingFormat>(chunk[4]);
  header.sequence = static_cast<std::uint32_t>(big(chunk.data() + 8, 4));
  header.start_sample = static_cast<std::int64_t>(big(chunk.data() + 12, 8));
  header.samples = static_cast<std::uint32_t>(big(chunk.data() + 20, 4));
  if (header.format != RecordingFormat::alaw && header.format != RecordingFormat::pcm16)
    return fail(errc::malformed, "a recording chunk of an unknown format");
  if (chunk[5] != 2 || big(chunk.data() + 6, 2) != sample_rate || header.samples > max_chunk_samples ||
      header.start_sample < 0 || header.start_sample > max_recording_samples - header.samples ||
      chunk.size() != chunk_header_size + std::size_t{header.samples} * 2 * sample_bytes(header.format))
    return fail(errc::malformed, "a recording chunk whose header does not fit it");
  return header;
}

Result<std::vector<std::uint8_t>> recording_to_wav(std::span<const std::vector<std::uint8_t>> chunks) {
  std::vector<ChunkHeader> headers;
  std::int64_t length = 0;
  for (const auto& chunk : chunks) {
    const auto header = read_chunk_header(chunk);
    if (!header) return header.error();
    length = std::max(length, header->start_sample + header->samples);
    headers.push_back(*header);
  }
  const auto format = headers.empty() ? RecordingFormat::alaw : headers.front().format;
  const bool alaw = format == RecordingFormat::alaw;
  const std::size_t frame = 2 * sample_bytes(format);
  const std::size_t data_bytes = static_cast<std::size_t>(length) * frame;
  auto out =
      wav_header(alaw ? WavFormat::alaw : WavFormat::pcm16, 2, sample_rate, static_cast<std::uint32_t>(data_bytes));
  const std::size_t data_at = out.size();
  out.resize(data_at + data_bytes, alaw ? silence_code(Codec::pcma) : 0);
  for (std::size_t i = 0; i < headers.size(); ++i)
    copy_samples(headers[i], chunks[i].data() + chunk_header_size, format,
                 out.data() + data_at + static_cast<std::size_t>(headers[i].start_sample) * frame);
  return out;
}

}  // namespace tandem::media
