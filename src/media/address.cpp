#include "media/address.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace tandem::media {

sockaddr_in Address::native() const {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_addr.s_addr = htonl(ip);
  out.sin_port = htons(port);
  return out;
}

Address Address::from(const sockaddr_in& native) { return {ntohl(native.sin_addr.s_addr), ntohs(native.sin_port)}; }

std::string Address::ip_text() const {
  char text[INET_ADDRSTRLEN];
  const in_addr raw{htonl(ip)};
  return inet_ntop(AF_INET, &raw, text, sizeof text) != nullptr ? text : "0.0.0.0";
}

std::optional<std::uint32_t> parse_ipv4(std::string_view text) {
  in_addr raw{};
  if (text.size() >= INET_ADDRSTRLEN || inet_pton(AF_INET, std::string(text).c_str(), &raw) != 1) return std::nullopt;
  return ntohl(raw.s_addr);
}

std::vector<Interface> machine_interfaces() {
  std::vector<Interface> out;
  ifaddrs* all = nullptr;
  if (getifaddrs(&all) != 0) return out;
  for (const auto* i = all; i != nullptr; i = i->ifa_next) {
    if (i->ifa_addr == nullptr || i->ifa_addr->sa_family != AF_INET || (i->ifa_flags & IFF_UP) == 0) continue;
    const auto* mask = reinterpret_cast<const sockaddr_in*>(i->ifa_netmask);
    out.push_back({ntohl(reinterpret_cast<const sockaddr_in*>(i->ifa_addr)->sin_addr.s_addr),
                   mask != nullptr ? ntohl(mask->sin_addr.s_addr) : 0xFFFFFFFFu});
  }
  freeifaddrs(all);
  std::stable_partition(out.begin(), out.end(), [](const Interface& i) { return (i.ip >> 24) != 127; });
  return out;
}

std::uint32_t route_source(std::uint32_t remote) {
  const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return 0;
  const auto to = Address{remote, 9}.native();
  sockaddr_in own{};
  socklen_t length = sizeof own;
  std::uint32_t out = 0;
  if (connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0 &&
      getsockname(fd, reinterpret_cast<sockaddr*>(&own), &length) == 0)
    out = ntohl(own.sin_addr.s_addr);
  close(fd);
  return out;
}

}  // namespace tandem::media
