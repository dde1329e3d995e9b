// The part of STUN (RFC 8489) that an ICE-lite agent (RFC 8445) needs: binding requests in, answers out, with
// short-term credentials. Pure; the parser meets the network and trusts no length.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "media/address.hpp"

namespace tandem::media {

inline constexpr std::uint16_t stun_binding_request = 0x0001;
inline constexpr std::uint16_t stun_binding_response = 0x0101;
inline constexpr std::uint16_t stun_binding_error = 0x0111;

struct StunMessage {
  std::uint16_t type = 0;
  std::span<const std::uint8_t> transaction;  // 12 bytes of the datagram
  std::string_view username;
  std::optional<std::uint32_t> priority;
  bool use_candidate = false;
  bool ice_controlled = false;
  bool ice_controlling = false;
  std::optional<Address> mapped;                  // XOR-MAPPED-ADDRESS, IPv4
  std::optional<std::size_t> integrity_at;        // offset of the attribute; nothing behind it but FINGERPRINT counts
  bool fingerprint_ok = false;                    // present, last, and right
  std::optional<std::uint16_t> unknown_required;  // the first comprehension-required attribute we do not know
};

// Nothing when the datagram is not a well-formed STUN message.
std::optional<StunMessage> parse_stun(std::span<const std::uint8_t> datagram);

// Whether MESSAGE-INTEGRITY is there and made with this password.
bool stun_integrity_ok(std::span<const std::uint8_t> datagram, const StunMessage& message, std::string_view password);

// The success response to a request that came from `source`, with MESSAGE-INTEGRITY and FINGERPRINT.
std::vector<std::uint8_t> write_binding_response(const StunMessage& request, Address source, std::string_view password);
// An error response (420 lists `unknown`).
std::vector<std::uint8_t> write_binding_error(const StunMessage& request, int code, std::string_view reason,
                                              std::optional<std::uint16_t> unknown, std::string_view password);
// A request as a browser sends it: for tests and tools.
std::vector<std::uint8_t> write_binding_request(std::span<const std::uint8_t, 12> transaction,
                                                std::string_view username, std::string_view password,
                                                std::uint32_t priority, bool use_candidate);

}  // namespace tandem::media
