// For tests only: a bare SIP end over a real socket that sends what it is told and hands back what came, so that tests
// can be wrong on purpose. Blocking with deadlines; one thread.
#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tandem::sip::test {

inline std::string header_of(const std::string& message, const std::string& name) {
  const std::string wanted = "\r\n" + name + ":";
  const auto at = message.find(wanted);
  if (at == std::string::npos) return {};
  auto begin = at + wanted.size();
  while (begin < message.size() && message[begin] == ' ') ++begin;
  return message.substr(begin, message.find("\r\n", begin) - begin);
}

inline std::string quoted_param(const std::string& header, const std::string& name) {
  const auto at = header.find(name + "=\"");
  if (at == std::string::npos) return {};
  const auto begin = at + name.size() + 2;
  return header.substr(begin, header.find('"', begin) - begin);
}

inline std::string tag_of(const std::string& header) {
  const auto at = header.find(";tag=");
  return at == std::string::npos ? std::string() : header.substr(at + 5, header.find_first_of(";>", at + 5) - at - 5);
}

inline int status_of(const std::string& message) {
  return message.starts_with("SIP/2.0 ") ? std::stoi(message.substr(8, 3)) : 0;
}

inline std::string method_of(const std::string& message) { return message.substr(0, message.find(' ')); }

inline std::string body_of(const std::string& message) {
  const auto at = message.find("\r\n\r\n");
  return at == std::string::npos ? std::string() : message.substr(at + 4);
}

class Phone {
 public:
  explicit Phone(std::uint16_t server_port, bool tcp = false, const char* ip = "127.0.0.1", std::uint16_t own_port = 0)
      : tcp_(tcp), ip_(ip) {
    fd_ = socket(AF_INET, (tcp ? SOCK_STREAM : SOCK_DGRAM) | SOCK_CLOEXEC, 0);
    sockaddr_in mine{};
    mine.sin_family = AF_INET;
    mine.sin_port = htons(own_port);
    inet_pton(AF_INET, ip, &mine.sin_addr);
    if (bind(fd_, reinterpret_cast<sockaddr*>(&mine), sizeof mine) != 0) throw std::runtime_error("bind");
    sockaddr_in server{};
    server.sin_family = AF_INET;
    server.sin_port = htons(server_port);
    inet_pton(AF_INET, "127.0.0.1", &server.sin_addr);
    if (connect(fd_, reinterpret_cast<sockaddr*>(&server), sizeof server) != 0) throw std::runtime_error("connect");
    socklen_t size = sizeof mine;
    getsockname(fd_, reinterpret_cast<sockaddr*>(&mine), &size);
    port_ = ntohs(mine.sin_port);
  }
  ~Phone() { ::close(fd_); }
  Phone(const Phone&) = delete;
  Phone& operator=(const Phone&) = delete;

  std::uint16_t port() const { return port_; }
  std::string via(const std::string& branch) const {
    return std::string("Via: SIP/2.0/") + (tcp_ ? "TCP " : "UDP ") + ip_ + ":" + std::to_string(port_) +
           ";branch=z9hG4bK" + branch + "\r\n";
  }
  std::string contact() const {
    return "Contact: <sip:test@" + ip_ + ":" + std::to_string(port_) + (tcp_ ? ";transport=tcp" : "") + ">\r\n";
  }

  void send(const std::string& text) {
    if (::send(fd_, text.data(), text.size(), MSG_NOSIGNAL) < 0) throw std::runtime_error("send");
  }

  // The next whole message, or none when nothing came in time.
  std::optional<std::string> receive(int timeout_ms = 5000) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
    for (;;) {
      if (auto message = take()) return message;
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
      pollfd waiting{fd_, POLLIN, 0};
      if (left <= 0 || poll(&waiting, 1, static_cast<int>(left)) <= 0) return std::nullopt;
      char bytes[65536];
      const auto got = recv(fd_, bytes, sizeof bytes, 0);
      if (got <= 0) return std::nullopt;
      buffer_.append(bytes, static_cast<std::size_t>(got));
    }
  }

  // Skips everything else; "" when nothing like it came.
  std::string await_status(int status, int timeout_ms = 5000) {
    return await([&](const std::string& m) { return status_of(m) == status; }, timeout_ms);
  }
  std::string await_final(int timeout_ms = 5000) {
    return await([](const std::string& m) { return status_of(m) >= 200; }, timeout_ms);
  }
  std::string await_request(const std::string& method, int timeout_ms = 5000) {
    return await([&](const std::string& m) { return method_of(m) == method; }, timeout_ms);
  }

 private:
  template <class Wanted>
  std::string await(Wanted wanted, int timeout_ms) {
    for (int i = 0; i < 100; ++i) {
      const auto message = receive(timeout_ms);
      if (!message) return {};
      if (wanted(*message)) return *message;
    }
    return {};
  }

  std::optional<std::string> take() {
    if (buffer_.empty()) return std::nullopt;
    std::size_t size = buffer_.size();
    if (tcp_) {
      const auto end = buffer_.find("\r\n\r\n");
      if (end == std::string::npos) return std::nullopt;
      const std::string length = header_of(buffer_, "Content-Length");
      size = end + 4 + (length.empty() ? 0 : std::stoul(length));
      if (buffer_.size() < size) return std::nullopt;
    }
    std::string out = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return out;
  }

  bool tcp_;
  std::string ip_;
  int fd_ = -1;
  std::uint16_t port_ = 0;
  std::string buffer_;
};

// Builds the answer to a request that came in.
inline std::string answer_to(const std::string& request, const std::string& status, const std::string& to_tag,
                             const std::string& more = {}, const std::string& body = {}) {
  std::string out = "SIP/2.0 " + status + "\r\nVia: " + header_of(request, "Via") +
                    "\r\nFrom: " + header_of(request, "From") + "\r\nTo: " + header_of(request, "To");
  if (tag_of(header_of(request, "To")).empty() && !to_tag.empty()) out += ";tag=" + to_tag;
  out += "\r\nCall-ID: " + header_of(request, "Call-ID") + "\r\nCSeq: " + header_of(request, "CSeq") + "\r\n" + more;
  if (!body.empty()) out += "Content-Type: application/sdp\r\n";
  return out + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace tandem::sip::test
