// Our side's identity in DTLS: a self-signed P-256 certificate made at start and kept in memory only, and the SSL
// context that all handshakes share. Immutable after it is made.
#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace tandem::media {

template <auto free>
struct OpensslFree {
  template <class T>
  void operator()(T* p) const {
    free(p);
  }
};
template <class T, auto free>
using OpensslPtr = std::unique_ptr<T, OpensslFree<free>>;

class DtlsIdentity {
 public:
  // Throws std::runtime_error when OpenSSL cannot.
  DtlsIdentity();
  SSL_CTX* context() const { return context_.get(); }
  const std::string& fingerprint() const { return fingerprint_; }

 private:
  OpensslPtr<SSL_CTX, SSL_CTX_free> context_;
  std::string fingerprint_;
};

// "AB:CD:…" of the SHA-256 digest.
std::string fingerprint_of(const X509* certificate);

// Of 64 letters that ICE allows. Throws std::runtime_error when the machine has no randomness.
std::string random_ice_text(std::size_t length);
std::uint32_t random_32();

}  // namespace tandem::media
