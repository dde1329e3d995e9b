#include "media/dtls/handshake.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/srtp.h>
#include <openssl/x509.h>

#include <array>
#include <string_view>

#include "media/bytes.hpp"

namespace tandem::media {

DtlsHandshake::DtlsHandshake(const DtlsIdentity& identity) : ssl_(SSL_new(identity.context())) {
  in_ = BIO_new(BIO_s_mem());
  out_ = BIO_new(BIO_s_mem());
  if (!ssl_ || in_ == nullptr || out_ == nullptr) {
    BIO_free(in_);
    BIO_free(out_);
    state_ = State::failed;
    return;
  }
  BIO_set_mem_eof_return(in_, -1);
  BIO_set_mem_eof_return(out_, -1);
  SSL_set_bio(ssl_.get(), in_, out_);
  SSL_set_mtu(ssl_.get(), mtu);
  DTLS_set_link_mtu(ssl_.get(), mtu);
  SSL_set_accept_state(ssl_.get());
}

void DtlsHandshake::receive(std::span<const std::uint8_t> datagram) {
  if (state_ != State::going_on && state_ != State::established) return;
  BIO_write(in_, datagram.data(), static_cast<int>(datagram.size()));
  advance();
}

void DtlsHandshake::advance() {
  ERR_clear_error();
  if (state_ == State::going_on) {
    const int done = SSL_do_handshake(ssl_.get());
    if (done == 1) {
      state_ = State::established;
    } else {
      const int error = SSL_get_error(ssl_.get(), done);
      if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) state_ = State::failed;
    }
  }
  if (state_ != State::established) return;
  // Application data has no meaning here; reading serves retransmissions and close_notify.
  std::array<char, 2048> unused{};
  for (;;) {
    const int got = SSL_read(ssl_.get(), unused.data(), unused.size());
    if (got > 0) continue;
    const int error = SSL_get_error(ssl_.get(), got);
    if (error == SSL_ERROR_ZERO_RETURN || error == SSL_ERROR_SSL) state_ = State::closed;
    return;
  }
}

std::optional<std::chrono::milliseconds> DtlsHandshake::timeout() {
  timeval left{};
  if (state_ != State::going_on || DTLSv1_get_timeout(ssl_.get(), &left) != 1) return std::nullopt;
  return std::chrono::milliseconds(left.tv_sec * 1000 + (left.tv_usec + 999) / 1000);
}

void DtlsHandshake::timed_out() {
  if (state_ == State::going_on && DTLSv1_handle_timeout(ssl_.get()) < 0) state_ = State::failed;
}

void DtlsHandshake::close() {
  if (state_ == State::established) SSL_shutdown(ssl_.get());
}

std::string DtlsHandshake::peer_fingerprint() const {
  const OpensslPtr<X509, X509_free> certificate(SSL_get1_peer_certificate(ssl_.get()));
  return certificate ? fingerprint_of(certificate.get()) : std::string();
}

Result<SrtpKeys> DtlsHandshake::keys() const {
  const auto* profile = SSL_get_selected_srtp_profile(ssl_.get());
  if (profile == nullptr) return fail(errc::unsupported, "the peer agreed to no SRTP profile");
  SrtpKeys keys;
  keys.profile = profile->id == SRTP_AEAD_AES_128_GCM ? SrtpProfile::aead_aes_128_gcm : SrtpProfile::aes128_cm_sha1_80;
  const std::size_t key = srtp_key_size(keys.profile), salt = srtp_salt_size(keys.profile);
  std::vector<std::uint8_t> material(2 * (key + salt));
  constexpr std::string_view label = "EXTRACTOR-dtls_srtp";
  if (SSL_export_keying_material(ssl_.get(), material.data(), material.size(), label.data(), label.size(), nullptr, 0,
                                 0) != 1)
    return fail(errc::system, "DTLS exports no keys");
  // RFC 5764 section 4.2: client key, server key, client salt, server salt. The client is the peer.
  const auto* p = material.data();
  keys.inbound.assign(p, p + key);
  keys.outbound.assign(p + key, p + 2 * key);
  keys.inbound.insert(keys.inbound.end(), p + 2 * key, p + 2 * key + salt);
  keys.outbound.insert(keys.outbound.end(), p + 2 * key + salt, p + 2 * key + 2 * salt);
  OPENSSL_cleanse(material.data(), material.size());
  return keys;
}

std::vector<std::vector<std::uint8_t>> DtlsHandshake::outbox() {
  std::vector<std::uint8_t> records(BIO_ctrl_pending(out_));
  if (records.empty()) return {};
  const int got = BIO_read(out_, records.data(), static_cast<int>(records.size()));
  records.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return split_records(records, mtu);
}

std::vector<std::vector<std::uint8_t>> split_records(std::span<const std::uint8_t> records, std::size_t mtu) {
  constexpr std::size_t record_header = 13;
  std::vector<std::vector<std::uint8_t>> out;
  while (records.size() >= record_header) {
    const std::size_t length = record_header + load16(records.data() + 11);
    if (length > records.size()) break;
    if (out.empty() || out.back().size() + length > mtu) out.emplace_back();
    out.back().insert(out.back().end(), records.begin(), records.begin() + static_cast<std::ptrdiff_t>(length));
    records = records.subspan(length);
  }
  return out;
}

}  // namespace tandem::media
