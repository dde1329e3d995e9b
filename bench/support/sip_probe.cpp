#include "support/sip_probe.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <system_error>

namespace tandem::bench {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int open_socket(std::uint16_t& port) {
  const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  auto address = loopback(0);
  socklen_t size = sizeof address;
  if (socket < 0 || ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) != 0)
    throw std::system_error(errno, std::system_category(), "a UDP socket for the probe");
  const int room = 4 << 20;
  ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  port = ntohs(address.sin_port);
  return socket;
}

// The value of the first header of that name (long form, as the program under test writes it).
std::string header(const std::string& message, const std::string& name) {
  const auto at = message.find("\r\n" + name + ":");
  if (at == std::string::npos) return {};
  auto from = at + name.size() + 3;
  while (from < message.size() && message[from] == ' ') ++from;
  return message.substr(from, message.find("\r\n", from) - from);
}

std::string all_headers(const std::string& message, const std::string& name) {
  std::string out;
  for (auto at = message.find("\r\n" + name + ":"); at != std::string::npos; at = message.find("\r\n" + name + ":", at + 2))
    out += message.substr(at + 2, message.find("\r\n", at + 2) - at);
  return out;
}

std::string between(const std::string& text, const std::string& from, const std::string& until) {
  const auto start = text.find(from);
  if (start == std::string::npos) return {};
  const auto begin = start + from.size();
  return text.substr(begin, text.find_first_of(until, begin) - begin);
}

std::string description(int port) {
  return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + std::to_string(port) +
         " RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n";
}

constexpr int silent_port = 9;  // discard: what is sent there is nobody's

}  // namespace

SipProbe::SipProbe(std::uint16_t server, std::string number) : server_(server), number_(std::move(number)) {
  caller_ = open_socket(caller_port_);
  agent_ = open_socket(agent_port_);
}

SipProbe::~SipProbe() {
  ::close(caller_);
  ::close(agent_);
}

void SipProbe::send(int socket, const std::string& message) const {
  const auto to = loopback(server_);
  ::sendto(socket, message.data(), message.size(), 0, reinterpret_cast<const sockaddr*>(&to), sizeof to);
}

std::string SipProbe::request(const std::string& method, const Call& call, int sequence, const std::string& branch) const {
  const auto port = std::to_string(caller_port_);
  return method + " " + call.target + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + port + ";branch=z9hG4bK" + branch +
         "\r\nFrom: <sip:" + call.tag + "@127.0.0.1>;tag=" + call.id + "\r\nTo: " + call.to + "\r\nCall-ID: " + call.id +
         "\r\nCSeq: " + std::to_string(sequence) + " " + method + "\r\nContact: <sip:probe@127.0.0.1:" + port +
         ">\r\nMax-Forwards: 70\r\n";
}

void SipProbe::invite(int number) {
  Call call;
  call.id = "probe-" + std::to_string(caller_port_) + "-" + std::to_string(number);
  call.tag = "+86139" + std::to_string(10'000'000 + number);
  call.target = "sip:" + number_ + "@127.0.0.1:" + std::to_string(server_);
  call.to = "<" + call.target + ">";
  const auto body = description(silent_port);
  auto message = request("INVITE", call, 1, call.id + "-1") + "Content-Type: application/sdp\r\nContent-Length: " +
                 std::to_string(body.size()) + "\r\n\r\n" + body;
  call.sent = Clock::now();
  by_user_[call.tag] = call.id;
  calls_[call.id] = call;
  ++outcome_.calls;
  send(caller_, message);
}

void SipProbe::from_server_to_caller(const std::string& message) {
  const auto found = calls_.find(header(message, "Call-ID"));
  if (found == calls_.end()) return;
  Call& call = found->second;
  if (!message.starts_with("SIP/2.0 2")) return;
  if (header(message, "CSeq").ends_with("BYE")) {
    if (!call.over) ++outcome_.finished;
    call.over = true;
    return;
  }
  call.to = header(message, "To");
  const auto contact = between(header(message, "Contact"), "<", ">");
  if (!contact.empty()) call.target = contact;
  send(caller_, request("ACK", call, 1, call.id + "-ack") + "Content-Length: 0\r\n\r\n");
}

void SipProbe::agent_rings(const std::string& message) {
  const auto user = between(header(message, "From"), "sip:", "@>;");
  if (const auto known = by_user_.find(user); known != by_user_.end()) {
    Call& call = calls_[known->second];
    if (!call.offered)
      outcome_.offer_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - call.sent).count());
    call.offered = true;
  }
  const auto id = header(message, "Call-ID");
  auto& answer = answers_[id];
  if (answer.empty()) {
    const auto body = description(silent_port);
    answer = "SIP/2.0 200 OK\r\n" + all_headers(message, "Via") + "From: " + header(message, "From") + "\r\nTo: " +
             header(message, "To") + ";tag=agent" + std::to_string(answers_.size()) + "\r\nCall-ID: " + id + "\r\nCSeq: " +
             header(message, "CSeq") + "\r\nContact: <sip:agent@127.0.0.1:" + std::to_string(agent_port_) +
             ">\r\nContent-Type: application/sdp\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  send(agent_, answer);
}

void SipProbe::from_server_to_agent(const std::string& message) {
  if (message.starts_with("INVITE ")) return agent_rings(message);
  if (message.starts_with("ACK ")) {
    const auto known = by_user_.find(between(header(message, "From"), "sip:", "@>;"));
    if (known == by_user_.end()) return;
    Call& call = calls_[known->second];
    if (!call.answered) call.hang_up = Clock::now() + talk_;
    call.answered = true;
    return;
  }
  if (!message.starts_with("BYE ") && !message.starts_with("CANCEL ")) return;
  send(agent_, "SIP/2.0 200 OK\r\n" + all_headers(message, "Via") + "From: " + header(message, "From") + "\r\nTo: " +
                   header(message, "To") + "\r\nCall-ID: " + header(message, "Call-ID") + "\r\nCSeq: " +
                   header(message, "CSeq") + "\r\nContent-Length: 0\r\n\r\n");
}

void SipProbe::hang_up(Call& call) {
  call.hanging_up = true;
  send(caller_, request("BYE", call, 2, call.id + "-2") + "Content-Length: 0\r\n\r\n");
}

void SipProbe::read(int socket, bool agent) {
  char bytes[8192];
  for (;;) {
    const auto size = ::recv(socket, bytes, sizeof bytes, 0);
    if (size <= 0) return;
    const std::string message(bytes, static_cast<std::size_t>(size));
    if (agent) from_server_to_agent(message);
    else from_server_to_caller(message);
  }
}

SipProbe::Outcome SipProbe::run(double rate, std::chrono::milliseconds length, std::chrono::milliseconds talk) {
  outcome_ = {};
  calls_.clear();
  by_user_.clear();
  answers_.clear();
  talk_ = talk;
  const auto start = Clock::now();
  const auto stop = start + length, latest = stop + std::chrono::seconds(5);
  const auto pause = std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1.0 / rate));
  for (auto next = start;;) {
    const auto now = Clock::now();
    if (now >= next && next < stop) {
      invite(++last_);
      next += pause;
    }
    bool open = next < stop;
    for (auto& [id, call] : calls_) {
      if (call.answered && !call.hanging_up && now >= call.hang_up) hang_up(call);
      open = open || !call.over;
    }
    if (!open || now >= latest) return outcome_;
    pollfd sockets[2] = {{caller_, POLLIN, 0}, {agent_, POLLIN, 0}};
    ::poll(sockets, 2, 1);
    if (sockets[1].revents) read(agent_, true);
    if (sockets[0].revents) read(caller_, false);
  }
}

}  // namespace tandem::bench
