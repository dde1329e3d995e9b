// IPv4 socket addresses as plain values, and the machine's own addresses. (IPv6 is not spoken yet: every SDP we write
// is IP4.)
#pragma once

#include <netinet/in.h>

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tandem::media {

struct Address {
  std::uint32_t ip = 0;  // host order
  std::uint16_t port = 0;

  constexpr auto operator<=>(const Address&) const = default;
  constexpr explicit operator bool() const { return ip != 0 && port != 0; }
  std::string ip_text() const;
  sockaddr_in native() const;
  static Address from(const sockaddr_in& native);
};

// Dotted decimal only; nothing for anything else.
std::optional<std::uint32_t> parse_ipv4(std::string_view text);

struct Interface {
  std::uint32_t ip = 0;
  std::uint32_t mask = 0;
};
// Of all interfaces that are up, loopback last.
std::vector<Interface> machine_interfaces();

// The local address that the routing table would send from to `remote`; 0 when there is no route.
std::uint32_t route_source(std::uint32_t remote);

}  // namespace tandem::media
