// UDP sockets of the media port range. A PortPool gives out even/odd pairs of ports, each again only after all others;
// sockets give theirs back when they close. The pool is thread-safe; a socket may send from any thread.
#pragma once

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "media/address.hpp"
#include "media/errc.hpp"

namespace tandem::media {

class UdpSocket {
 public:
  UdpSocket(int fd, std::uint16_t port, std::shared_ptr<void> lease) : fd_(fd), port_(port), lease_(std::move(lease)) {}
  ~UdpSocket();
  UdpSocket(const UdpSocket&) = delete;
  UdpSocket& operator=(const UdpSocket&) = delete;

  int fd() const { return fd_; }
  std::uint16_t port() const { return port_; }
  // `from_ip` is the local address to send from (the one the peer knows), 0 lets the kernel choose. Never blocks.
  bool send(std::span<const std::uint8_t> datagram, Address to, std::uint32_t from_ip) const;

 private:
  const int fd_;
  const std::uint16_t port_;
  const std::shared_ptr<void> lease_;
};
using SocketPtr = std::shared_ptr<UdpSocket>;

class PortPool : public std::enable_shared_from_this<PortPool> {
 public:
  // Both ends belong to the range; `first` picks where to begin.
  PortPool(std::uint16_t low, std::uint16_t high, std::uint32_t first);

  struct Pair {
    SocketPtr even;
    SocketPtr odd;  // none when only one was asked for
  };
  Result<Pair> open(bool both, std::optional<std::uint16_t> wanted = std::nullopt);

 private:
  std::optional<std::size_t> reserve(std::optional<std::uint16_t> wanted);
  void release(std::size_t slot);

  const std::uint16_t low_;
  std::mutex mutex_;
  std::vector<bool> used_;  // a slot is a pair of ports
  std::size_t next_ = 0;
};

struct Datagram {
  std::span<std::uint8_t> bytes;
  Address from;
  std::uint32_t local_ip = 0;  // where it was sent to
};

// Room for one recvmmsg call; one per media thread.
class ReceiveBatch {
 public:
  static constexpr std::size_t size = 32;
  ReceiveBatch();
  // How many datagrams were read; cut ones have no bytes.
  std::size_t receive(int fd);
  Datagram& operator[](std::size_t i) { return datagrams_[i]; }

 private:
  static constexpr std::size_t room = 2048;
  struct Slot {
    alignas(8) std::array<std::uint8_t, room> bytes;
    alignas(8) std::array<char, CMSG_SPACE(sizeof(in_pktinfo))> control;
    sockaddr_in from;
    iovec vector;
  };
  std::unique_ptr<std::array<Slot, size>> slots_;
  std::array<mmsghdr, size> headers_{};
  std::array<Datagram, size> datagrams_{};
};

}  // namespace tandem::media
