#include "media/transport/socket.hpp"

#include <netinet/ip.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tandem::media {
namespace {

// A bound socket, or -1.
int bound_socket(std::uint16_t port) {
  const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  const int on = 1, expedited = IPTOS_DSCP_EF;
  setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof on);
  setsockopt(fd, IPPROTO_IP, IP_TOS, &expedited, sizeof expedited);
  const auto own = Address{INADDR_ANY, port}.native();
  if (bind(fd, reinterpret_cast<const sockaddr*>(&own), sizeof own) == 0) return fd;
  close(fd);
  return -1;
}

}  // namespace

UdpSocket::~UdpSocket() { close(fd_); }

bool UdpSocket::send(std::span<const std::uint8_t> datagram, Address to, std::uint32_t from_ip) const {
  auto address = to.native();
  iovec vector{const_cast<std::uint8_t*>(datagram.data()), datagram.size()};
  msghdr message{};
  message.msg_name = &address;
  message.msg_namelen = sizeof address;
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(in_pktinfo))] = {};
  if (from_ip != 0) {
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = IPPROTO_IP;
    header->cmsg_type = IP_PKTINFO;
    header->cmsg_len = CMSG_LEN(sizeof(in_pktinfo));
    in_pktinfo info{};
    info.ipi_spec_dst.s_addr = htonl(from_ip);
    std::memcpy(CMSG_DATA(header), &info, sizeof info);
  }
  return sendmsg(fd_, &message, MSG_DONTWAIT | MSG_NOSIGNAL) == static_cast<ssize_t>(datagram.size());
}

PortPool::PortPool(std::uint16_t low, std::uint16_t high, std::uint32_t first)
    : low_(static_cast<std::uint16_t>(low + (low & 1))) {
  const int pairs = (int{high} - low_ + 1) / 2;
  used_.assign(pairs > 0 ? static_cast<std::size_t>(pairs) : 0, false);
  if (!used_.empty()) next_ = first % used_.size();
}

std::optional<std::size_t> PortPool::reserve(std::optional<std::uint16_t> wanted) {
  const std::scoped_lock lock(mutex_);
  if (wanted) {
    const auto slot = static_cast<std::size_t>((*wanted - low_) / 2);
    if (*wanted < low_ || (*wanted & 1) != 0 || slot >= used_.size() || used_[slot]) return std::nullopt;
    used_[slot] = true;
    return slot;
  }
  for (std::size_t i = 0; i < used_.size(); ++i) {
    const auto slot = next_;
    next_ = (next_ + 1) % used_.size();
    if (used_[slot]) continue;
    used_[slot] = true;
    return slot;
  }
  return std::nullopt;
}

void PortPool::release(std::size_t slot) {
  const std::scoped_lock lock(mutex_);
  used_[slot] = false;
}

Result<PortPool::Pair> PortPool::open(bool both, std::optional<std::uint16_t> wanted) {
  // Other programs may sit on ports of our range: pass over theirs, but not for ever.
  constexpr int most_tries = 200;
  for (int i = 0; i < most_tries; ++i) {
    const auto slot = reserve(wanted);
    if (!slot) break;
    const std::shared_ptr<void> lease(nullptr, [self = shared_from_this(), s = *slot](void*) { self->release(s); });
    const auto port = static_cast<std::uint16_t>(low_ + 2 * *slot);
    const int even = bound_socket(port);
    if (even < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM))
      return fail(errc::system, std::string("cannot open a media socket: ") + std::strerror(errno));
    Pair pair;
    if (even >= 0) pair.even = std::make_shared<UdpSocket>(even, port, lease);
    if (even >= 0 && !both) return pair;
    const auto next = static_cast<std::uint16_t>(port + 1);
    const int odd = even >= 0 ? bound_socket(next) : -1;
    if (odd >= 0) {
      pair.odd = std::make_shared<UdpSocket>(odd, next, lease);
      return pair;
    }
    if (wanted) break;
  }
  return fail(errc::no_ports, "no free UDP port in the media range");
}

ReceiveBatch::ReceiveBatch() : slots_(std::make_unique<std::array<Slot, size>>()) {
  for (std::size_t i = 0; i < size; ++i) {
    auto& slot = (*slots_)[i];
    slot.vector = {slot.bytes.data(), room};
    headers_[i].msg_hdr.msg_iov = &slot.vector;
    headers_[i].msg_hdr.msg_iovlen = 1;
    headers_[i].msg_hdr.msg_name = &slot.from;
  }
}

std::size_t ReceiveBatch::receive(int fd) {
  for (std::size_t i = 0; i < size; ++i) {
    auto& header = headers_[i].msg_hdr;
    header.msg_namelen = sizeof(sockaddr_in);
    header.msg_control = (*slots_)[i].control.data();
    header.msg_controllen = (*slots_)[i].control.size();
    header.msg_flags = 0;
  }
  const int count = recvmmsg(fd, headers_.data(), size, MSG_DONTWAIT, nullptr);
  for (int i = 0; i < count; ++i) {
    auto& header = headers_[static_cast<std::size_t>(i)];
    auto& slot = (*slots_)[static_cast<std::size_t>(i)];
    auto& datagram = datagrams_[static_cast<std::size_t>(i)];
    const bool cut = (header.msg_hdr.msg_flags & MSG_TRUNC) != 0;
    datagram.bytes = {slot.bytes.data(), cut ? 0 : header.msg_len};
    datagram.from = Address::from(slot.from);
    datagram.local_ip = 0;
    for (auto* c = CMSG_FIRSTHDR(&header.msg_hdr); c != nullptr; c = CMSG_NXTHDR(&header.msg_hdr, c)) {
      if (c->cmsg_level != IPPROTO_IP || c->cmsg_type != IP_PKTINFO) continue;
      in_pktinfo info{};
      std::memcpy(&info, CMSG_DATA(c), sizeof info);
      datagram.local_ip = ntohl(info.ipi_spec_dst.s_addr);
    }
  }
  return count > 0 ? static_cast<std::size_t>(count) : 0;
}

}  // namespace tandem::media
