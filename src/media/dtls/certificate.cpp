#include "media/dtls/certificate.hpp"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

#include <array>
#include <stdexcept>
#include <vector>

namespace tandem::media {
namespace {

void need(bool ok, const char* what) {
  if (!ok) throw std::runtime_error(std::string("media: cannot make the DTLS certificate: ") + what);
}

OpensslPtr<X509, X509_free> self_signed(EVP_PKEY* key) {
  OpensslPtr<X509, X509_free> certificate(X509_new());
  need(certificate != nullptr, "no memory");
  auto* c = certificate.get();
  X509_set_version(c, 2);
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(c), random_32() | 1u);
  // Browsers check the fingerprint alone; a day of slack before now covers clocks that differ.
  constexpr long day = 86400;
  X509_gmtime_adj(X509_getm_notBefore(c), -day);
  X509_gmtime_adj(X509_getm_notAfter(c), 3650 * day);
  auto* name = X509_get_subject_name(c);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("tandem"), -1, -1, 0);
  X509_set_issuer_name(c, name);
  need(X509_set_pubkey(c, key) == 1 && X509_sign(c, key, EVP_sha256()) > 0, "signing");
  return certificate;
}

// The chain means nothing in DTLS-SRTP: the fingerprint from the SDP is checked instead, when it is there.
int accept_any(int, X509_STORE_CTX*) { return 1; }

}  // namespace

DtlsIdentity::DtlsIdentity() : context_(SSL_CTX_new(DTLS_server_method())) {
  need(context_ != nullptr, "no DTLS");
  const OpensslPtr<EVP_PKEY, EVP_PKEY_free> key(EVP_EC_gen("P-256"));
  need(key != nullptr, "no P-256 key");
  const auto certificate = self_signed(key.get());
  fingerprint_ = fingerprint_of(certificate.get());
  auto* c = context_.get();
  need(SSL_CTX_set_min_proto_version(c, DTLS1_2_VERSION) == 1, "DTLS 1.2");
  need(SSL_CTX_use_certificate(c, certificate.get()) == 1 && SSL_CTX_use_PrivateKey(c, key.get()) == 1, "key");
  need(SSL_CTX_set_cipher_list(c,
                               "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
                               "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-SHA") == 1,
       "ciphers");
  need(SSL_CTX_set_tlsext_use_srtp(c, "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80") == 0, "use_srtp");
  SSL_CTX_set_verify(c, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, &accept_any);
  SSL_CTX_set_session_cache_mode(c, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options(c, SSL_OP_NO_QUERY_MTU | SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_mode(c, SSL_MODE_RELEASE_BUFFERS);
}

std::string fingerprint_of(const X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (X509_digest(certificate, EVP_sha256(), digest.data(), &length) != 1) return {};
  static constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  for (unsigned int i = 0; i < length; ++i) {
    if (i > 0) out += ':';
    out += hex[digest[i] >> 4];
    out += hex[digest[i] & 15];
  }
  return out;
}

std::string random_ice_text(std::size_t length) {
  static constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<unsigned char> bytes(length);
  if (RAND_bytes(bytes.data(), static_cast<int>(length)) != 1) throw std::runtime_error("media: no randomness");
  std::string out;
  for (const auto b : bytes) out += letters[b & 63];
  return out;
}

std::uint32_t random_32() {
  std::array<unsigned char, 4> b{};
  if (RAND_bytes(b.data(), 4) != 1) throw std::runtime_error("media: no randomness");
  return std::uint32_t{b[0]} << 24 | std::uint32_t{b[1]} << 16 | std::uint32_t{b[2]} << 8 | b[3];
}

}  // namespace tandem::media
