// RTCP (RFC 3550 section 6), the least that makes us a good citizen: sender report with one report block and CNAME out;
// of what comes in only the form is checked and BYE is seen. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tandem::media {

struct ReportBlock {
  std::uint32_t ssrc = 0;  // of the stream that is reported on
  std::uint8_t fraction_lost = 0;
  std::uint32_t lost = 0;
  std::uint32_t highest_sequence = 0;
  std::uint32_t jitter = 0;
  std::uint32_t last_report = 0;       // middle 32 bits of the NTP time of its last sender report, 0: none
  std::uint32_t delay_since_last = 0;  // 1/65536 s
};

struct SenderReport {
  std::uint32_t ssrc = 0;
  std::uint64_t ntp = 0;  // 32.32 since 1900
  std::uint32_t timestamp = 0;
  std::uint32_t packets = 0;
  std::uint32_t bytes = 0;
  std::optional<ReportBlock> block;
};

// A compound packet: SR and SDES with a CNAME made of the SSRC. Not more than 120 bytes.
std::vector<std::uint8_t> write_sender_report(const SenderReport& report);

struct RtcpSummary {
  std::optional<std::uint32_t> sender_report_ntp;  // middle 32 bits of the first SR's NTP time
  bool bye = false;
};
// Nothing when the compound packet is not well-formed.
std::optional<RtcpSummary> parse_rtcp(std::span<const std::uint8_t> datagram);

}  // namespace tandem::media
