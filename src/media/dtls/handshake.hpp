// One DTLS association in the server's role, without I/O: datagrams in, datagrams out, and at its end the SRTP keys.
// Lives on the handshake thread.
#pragma once

#include <openssl/ssl.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "media/dtls/certificate.hpp"
#include "media/dtls/srtp.hpp"

namespace tandem::media {

class DtlsHandshake {
 public:
  enum class State { going_on, established, closed, failed };

  explicit DtlsHandshake(const DtlsIdentity& identity);

  // Gives it a datagram of the peer; what must be sent in answer is in outbox().
  void receive(std::span<const std::uint8_t> datagram);
  // When retransmission is due; nothing when it is not waiting.
  std::optional<std::chrono::milliseconds> timeout();
  void timed_out();
  // Says goodbye (close_notify).
  void close();

  State state() const { return state_; }
  // Of the peer's certificate, once established.
  std::string peer_fingerprint() const;
  // Once established; fails when the peer agreed to no SRTP profile.
  Result<SrtpKeys> keys() const;
  // Takes the datagrams to send.
  std::vector<std::vector<std::uint8_t>> outbox();

 private:
  void advance();

  static constexpr std::size_t mtu = 1200;
  OpensslPtr<SSL, SSL_free> ssl_;
  BIO* in_ = nullptr;   // owned by ssl_
  BIO* out_ = nullptr;  // owned by ssl_
  State state_ = State::going_on;
};

// Cuts a run of DTLS records into datagrams of at most `mtu` bytes, never inside a record.
std::vector<std::vector<std::uint8_t>> split_records(std::span<const std::uint8_t> records, std::size_t mtu);

}  // namespace tandem::media
