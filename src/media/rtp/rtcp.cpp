#include "media/rtp/rtcp.hpp"

#include <cstdio>
#include <cstring>

#include "media/bytes.hpp"

namespace tandem::media {
namespace {

constexpr std::uint8_t type_sr = 200, type_sdes = 202, type_bye = 203;

void put32(std::vector<std::uint8_t>& out, std::uint32_t value) {
  out.resize(out.size() + 4);
  store32(out.data() + out.size() - 4, value);
}

void put_header(std::vector<std::uint8_t>& out, int count, std::uint8_t type, std::size_t words_behind) {
  put32(out, 0x80000000u | static_cast<std::uint32_t>(count) << 24 | std::uint32_t{type} << 16 |
                 static_cast<std::uint32_t>(words_behind));
}

}  // namespace

std::vector<std::uint8_t> write_sender_report(const SenderReport& report) {
  std::vector<std::uint8_t> out;
  out.reserve(120);
  put_header(out, report.block ? 1 : 0, type_sr, report.block ? 12 : 6);
  put32(out, report.ssrc);
  put32(out, static_cast<std::uint32_t>(report.ntp >> 32));
  put32(out, static_cast<std::uint32_t>(report.ntp));
  put32(out, report.timestamp);
  put32(out, report.packets);
  put32(out, report.bytes);
  if (const auto& block = report.block) {
    put32(out, block->ssrc);
    put32(out, std::uint32_t{block->fraction_lost} << 24 | (block->lost & 0x7FFFFF));
    put32(out, block->highest_sequence);
    put32(out, block->jitter);
    put32(out, block->last_report);
    put32(out, block->delay_since_last);
  }
  char name[16];
  const int length = std::snprintf(name, sizeof name, "%08x", report.ssrc);
  // One chunk: SSRC, CNAME item of 2 + 8 bytes, ended and padded with zeros to whole words.
  put_header(out, 1, type_sdes, 4);
  put32(out, report.ssrc);
  const std::size_t at = out.size();
  out.resize(at + 12, 0);
  out[at] = 1;
  out[at + 1] = static_cast<std::uint8_t>(length);
  std::memcpy(out.data() + at + 2, name, static_cast<std::size_t>(length));
  return out;
}

std::optional<RtcpSummary> parse_rtcp(std::span<const std::uint8_t> datagram) {
  RtcpSummary summary;
  if (datagram.size() < 8) return std::nullopt;
  while (!datagram.empty()) {
    if (datagram.size() < 4 || (datagram[0] >> 6) != 2) return std::nullopt;
    const std::size_t length = 4 * (std::size_t{load16(datagram.data() + 2)} + 1);
    if (length > datagram.size()) return std::nullopt;
    if (datagram[1] == type_sr && length >= 28 && !summary.sender_report_ntp)
      summary.sender_report_ntp = load32(datagram.data() + 10);
    if (datagram[1] == type_bye) summary.bye = true;
    datagram = datagram.subspan(length);
  }
  return summary;
}

}  // namespace tandem::media
