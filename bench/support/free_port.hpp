// Free loopback ports for the programs of a benchmark, and a socket that takes sound nobody listens to.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <string_view>
#include <system_error>

namespace tandem::bench {

inline int bound_socket(int type, int& port) {
  const int socket = ::socket(AF_INET, type | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (socket < 0 || ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) != 0)
    throw std::system_error(errno, std::system_category(), "a free port");
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  port = ntohs(address.sin_port);
  return socket;
}

inline int free_port(int type) {
  int port = 0;
  ::close(bound_socket(type, port));
  return port;
}
inline int free_tcp_port() { return free_port(SOCK_STREAM); }
inline int free_udp_port() { return free_port(SOCK_DGRAM); }

// Bound and never read: its full buffer drops what comes, without an error that would go back to the sender.
struct UdpSink {
  int port = 0;
  int socket = bound_socket(SOCK_DGRAM, port);
  UdpSink() = default;
  ~UdpSink() { ::close(socket); }
  UdpSink(const UdpSink&) = delete;
  UdpSink& operator=(const UdpSink&) = delete;
};

// Whether GET /healthz on this port gives 200.
inline bool answers(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  constexpr char request[] = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  char answer[13]{};
  const bool good = ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
                    ::send(socket, request, sizeof request - 1, MSG_NOSIGNAL) > 0 && ::recv(socket, answer, 12, MSG_WAITALL) == 12;
  ::close(socket);
  return good && std::string_view(answer) == "HTTP/1.1 200";
}

}  // namespace tandem::bench
