// For tests: the least of a browser on loopback. It sends ICE checks, is the DTLS client (OpenSSL), and speaks SRTP
// with the keys it gets. Blocking, on the test's own thread; waits end with what is awaited or after ten seconds.
#pragma once

#include <openssl/ec.h>
#include <openssl/srtp.h>
#include <openssl/x509.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "media/address.hpp"
#include "media/dtls/certificate.hpp"
#include "media/dtls/handshake.hpp"
#include "media/ice/stun.hpp"
#include "media/rtp/packet.hpp"
#include "media/sound/g711.hpp"
#include "media/tone.hpp"
#include "media/types.hpp"

namespace tandem::media::testing {

class TestBrowser {
 public:
  explicit TestBrowser(const std::string& srtp_profiles) : fd_(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    context_.reset(SSL_CTX_new(DTLS_client_method()));
    key_.reset(EVP_EC_gen("P-256"));
    certificate_.reset(X509_new());
    X509_set_version(certificate_.get(), 2);
    X509_gmtime_adj(X509_getm_notBefore(certificate_.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate_.get()), 3600);
    X509_set_pubkey(certificate_.get(), key_.get());
    X509_sign(certificate_.get(), key_.get(), EVP_sha256());
    SSL_CTX_use_certificate(context_.get(), certificate_.get());
    SSL_CTX_use_PrivateKey(context_.get(), key_.get());
    SSL_CTX_set_tlsext_use_srtp(context_.get(), srtp_profiles.c_str());
    ssl_.reset(SSL_new(context_.get()));
    in_ = BIO_new(BIO_s_mem());
    out_ = BIO_new(BIO_s_mem());
    BIO_set_mem_eof_return(in_, -1);
    BIO_set_mem_eof_return(out_, -1);
    SSL_set_bio(ssl_.get(), in_, out_);
    SSL_set_options(ssl_.get(), SSL_OP_NO_QUERY_MTU);
    SSL_set_mtu(ssl_.get(), 1200);
    SSL_set_connect_state(ssl_.get());
  }
  ~TestBrowser() { close(fd_); }
  TestBrowser(const TestBrowser&) = delete;
  TestBrowser& operator=(const TestBrowser&) = delete;

  BrowserPeer peer() const {
    BrowserPeer out;
    out.ufrag = "brws";
    out.password = "a-password-we-never-check";
    out.fingerprint = fingerprint_of(certificate_.get());
    out.codec = Codec::pcmu;
    out.event_payload = 126;
    return out;
  }
  void aim(const BrowserLocal& local) {
    local_ = local;
    to_ = {0x7F000001, local.candidates.front().port};
  }

  // Whether a binding request made with this password gets a good answer within a second.
  bool check(const std::string& password, bool use_candidate = true) {
    std::array<std::uint8_t, 12> transaction{};
    for (auto& b : transaction) b = static_cast<std::uint8_t>(random_32());
    send(write_binding_request(transaction, local_.ufrag + ":brws", password, 1, use_candidate));
    bool answered = false;
    await(std::chrono::milliseconds(1000), [&](std::span<std::uint8_t> datagram) {
      const auto answer = parse_stun(datagram);
      answered = answer && answer->type == stun_binding_response && answer->fingerprint_ok &&
                 std::equal(transaction.begin(), transaction.end(), answer->transaction.begin()) &&
                 stun_integrity_ok(datagram, *answer, local_.password);
      return answered;
    });
    return answered;
  }

  // The DTLS handshake; whether it ended well, with the certificate that the SDP named.
  bool handshake() {
    for (const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
         std::chrono::steady_clock::now() < until;) {
      const int done = SSL_do_handshake(ssl_.get());
      flush();
      if (done == 1) return server_is_the_one();
      if (SSL_get_error(ssl_.get(), done) != SSL_ERROR_WANT_READ) return false;
      await(std::chrono::milliseconds(200), [&](std::span<std::uint8_t> datagram) {
        if (kind_of(datagram) != DatagramKind::dtls) return false;
        BIO_write(in_, datagram.data(), static_cast<int>(datagram.size()));
        return true;
      });
      DTLSv1_handle_timeout(ssl_.get());
      flush();
    }
    return false;
  }

  std::string srtp_profile() const { return SSL_get_selected_srtp_profile(ssl_.get())->name; }
  void start_srtp() {
    SrtpKeys keys;
    keys.profile =
        srtp_profile() == "SRTP_AEAD_AES_128_GCM" ? SrtpProfile::aead_aes_128_gcm : SrtpProfile::aes128_cm_sha1_80;
    const auto key = srtp_key_size(keys.profile), salt = srtp_salt_size(keys.profile);
    std::vector<std::uint8_t> m(2 * (key + salt));
    SSL_export_keying_material(ssl_.get(), m.data(), m.size(), "EXTRACTOR-dtls_srtp", 19, nullptr, 0, 0);
    const auto part = [&m](std::size_t at, std::size_t size) {
      return std::vector<std::uint8_t>(m.begin() + static_cast<long>(at), m.begin() + static_cast<long>(at + size));
    };
    const auto joined = [](std::vector<std::uint8_t> a, const std::vector<std::uint8_t>& b) {
      a.insert(a.end(), b.begin(), b.end());
      return a;
    };
    keys.outbound = joined(part(0, key), part(2 * key, salt));
    keys.inbound = joined(part(key, key), part(2 * key + salt, salt));
    srtp_ = *SrtpSession::make(keys);
  }

  // Talks for that many frames of 20 ms and returns what it heard meanwhile.
  std::vector<std::int16_t> talk(int frames, double hertz) {
    std::vector<std::int16_t> heard;
    auto next = std::chrono::steady_clock::now();
    for (int i = 0; i < frames; ++i) {
      std::array<std::uint8_t, 512> bytes{};
      RtpPacket header;
      header.sequence = sequence_++;
      header.timestamp = timestamp_;
      header.ssrc = 99;
      write_rtp_header(header, bytes.data());
      encode(Codec::pcmu, sine(hertz, frame_samples, 8000, timestamp_), bytes.data() + rtp_header_size);
      timestamp_ += frame_samples;
      const auto size = srtp_->protect(bytes.data(), rtp_header_size + frame_samples, false);
      send(std::span(bytes).first(*size));
      next += std::chrono::milliseconds(frame_ms);
      for (auto left = next - std::chrono::steady_clock::now(); left.count() > 0;
           left = next - std::chrono::steady_clock::now())
        await(std::chrono::ceil<std::chrono::milliseconds>(left), [&](std::span<std::uint8_t> datagram) {
          if (kind_of(datagram) != DatagramKind::rtp) return true;
          const auto clear = srtp_->unprotect(datagram, false);
          const auto packet = clear ? parse_rtp(datagram.first(*clear)) : std::nullopt;
          if (!packet || packet->payload.size() != frame_samples) return true;
          heard.resize(heard.size() + frame_samples);
          decode(Codec::pcmu, packet->payload, heard.data() + heard.size() - frame_samples);
          return true;
        });
    }
    return heard;
  }

  void leave() {
    SSL_shutdown(ssl_.get());
    flush();
  }

  void send(std::span<const std::uint8_t> datagram) {
    const auto to = to_.native();
    sendto(fd_, datagram.data(), datagram.size(), 0, reinterpret_cast<const sockaddr*>(&to), sizeof to);
  }

 private:
  bool server_is_the_one() const {
    const OpensslPtr<X509, X509_free> server(SSL_get1_peer_certificate(ssl_.get()));
    return fingerprint_of(server.get()) == local_.fingerprint;
  }

  void flush() {
    std::vector<std::uint8_t> records(BIO_ctrl_pending(out_));
    if (records.empty()) return;
    BIO_read(out_, records.data(), static_cast<int>(records.size()));
    for (const auto& datagram : split_records(records, 1200)) send(datagram);
  }

  // Gives what comes to `take` until it says true, or the time is over.
  void await(std::chrono::milliseconds time, const std::function<bool(std::span<std::uint8_t>)>& take) {
    const auto until = std::chrono::steady_clock::now() + time;
    for (;;) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
      pollfd waiting{fd_, POLLIN, 0};
      if (left <= 0 || poll(&waiting, 1, static_cast<int>(left)) <= 0) return;
      std::array<std::uint8_t, 2048> bytes{};
      const auto got = recv(fd_, bytes.data(), bytes.size(), MSG_DONTWAIT);
      if (got > 0 && take(std::span(bytes).first(static_cast<std::size_t>(got)))) return;
    }
  }

  const int fd_;
  OpensslPtr<SSL_CTX, SSL_CTX_free> context_;
  OpensslPtr<EVP_PKEY, EVP_PKEY_free> key_;
  OpensslPtr<X509, X509_free> certificate_;
  OpensslPtr<SSL, SSL_free> ssl_;
  BIO* in_ = nullptr;
  BIO* out_ = nullptr;
  BrowserLocal local_;
  Address to_;
  std::unique_ptr<SrtpSession> srtp_;
  std::uint16_t sequence_ = 1000;
  std::uint32_t timestamp_ = 0;
};

}  // namespace tandem::media::testing
