// The STUN parser and what is done with a message that it accepts.
#include <cstdint>
#include <span>

#include "media/ice/stun.hpp"

using namespace tandem::media;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span datagram(data, size);
  const auto message = parse_stun(datagram);
  if (!message) return 0;
  static_cast<void>(stun_integrity_ok(datagram, *message, "password"));
  if (!parse_stun(write_binding_response(*message, {1, 2}, "password"))) __builtin_trap();
  if (!parse_stun(write_binding_error(*message, 420, "no", message->unknown_required, "password"))) __builtin_trap();
  return 0;
}
