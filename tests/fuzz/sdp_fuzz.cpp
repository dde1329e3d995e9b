// The SDP parser and the answers made from what it accepts; our own text must always parse.
#include <cstdint>
#include <string_view>

#include "media/sdp.hpp"

using namespace tandem::media;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto offer = sdp::parse({reinterpret_cast<const char*>(data), size});
  if (!offer) return 0;
  sdp::RtpLocal local;
  local.address = "192.0.2.1";
  local.port = 20000;
  if (const auto answer = sdp::rtp_answer(*offer, local); answer && !sdp::parse(answer->text)) __builtin_trap();
  static_cast<void>(sdp::rtp_accept(local, *offer));
  sdp::BrowserSession session;
  session.local = {"ufrag", "password", "AB:CD", {{"192.0.2.1", 20000, 1}}};
  if (const auto answer = sdp::browser_answer(*offer, session); answer && !sdp::parse(answer->text)) __builtin_trap();
  static_cast<void>(sdp::browser_accept(session, *offer));
  return 0;
}
