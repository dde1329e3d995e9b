// SRTP for one transport (libsrtp2): keys from a DTLS handshake in, datagrams sealed and opened in place. Made on the
// handshake thread, then moved to the media thread, which alone uses it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "media/errc.hpp"

struct srtp_ctx_t_;

namespace tandem::media {

enum class SrtpProfile { aes128_cm_sha1_80, aead_aes_128_gcm };

struct SrtpKeys {
  SrtpProfile profile = SrtpProfile::aes128_cm_sha1_80;
  std::vector<std::uint8_t> inbound;  // key and salt, one behind the other
  std::vector<std::uint8_t> outbound;
};

// Key and salt lengths of a profile.
std::size_t srtp_key_size(SrtpProfile profile);
std::size_t srtp_salt_size(SrtpProfile profile);

class SrtpSession {
 public:
  // Bytes that protect() may add behind a packet.
  static constexpr std::size_t trailer_room = 144;

  static Result<std::unique_ptr<SrtpSession>> make(const SrtpKeys& keys);

  // `packet` is the clear size; the buffer behind it has trailer_room more. The size to send, or nothing.
  std::optional<std::size_t> protect(std::uint8_t* packet, std::size_t size, bool rtcp);
  // The clear size, or nothing when it is not authentic or was seen before.
  std::optional<std::size_t> unprotect(std::span<std::uint8_t> packet, bool rtcp);

 private:
  struct Free {
    void operator()(srtp_ctx_t_* session) const;
  };
  using Handle = std::unique_ptr<srtp_ctx_t_, Free>;
  SrtpSession(Handle inbound, Handle outbound) : inbound_(std::move(inbound)), outbound_(std::move(outbound)) {}

  Handle inbound_;
  Handle outbound_;
};

}  // namespace tandem::media
