// Digest authentication (RFC 7616 with SIP's rules of RFC 8760): challenges with MD5 and, where asked for, SHA-256,
// nonces that we can check without having stored them, and a memory of nonce counts so that nothing heard on the wire can
// be sent again. Owned by sip::Stack, on its thread. Knows nothing of SIP messages beyond their credentials.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "channels/voice/sip/wire/message.hpp"

namespace tandem::sip {

enum class DigestAlgorithm { md5, sha256 };

// What is known of one device's user: the secret itself, or H(user:realm:secret) in lower-case hex.
struct DigestSecret {
  std::string plain;
  std::string ha1_md5;
  std::string ha1_sha256;
};

enum class DigestVerdict {
  accepted,
  missing,  // no Digest credentials for our realm that we can read
  stale,    // the password is right, the nonce too old or already used up: challenge again with stale=true
  refused   // unknown user or wrong password
};

std::string digest_hash(DigestAlgorithm algorithm, std::string_view text);  // lower-case hex
// RFC 7616 §3.4.1 with qop=auth.
std::string digest_response(DigestAlgorithm algorithm, std::string_view ha1, std::string_view nonce,
                            std::string_view nc, std::string_view cnonce, std::string_view method,
                            std::string_view uri);

class DigestAuth {
 public:
  struct Options {
    std::string realm = "tandem";
    std::int64_t nonce_lifetime_ms = 300'000;
    std::size_t remembered_nonces = 16'384;
    // Phones built on libre 1.x (baresip of Debian 12) give the registration up at an algorithm they do not know, even
    // when MD5 stands beside it. Secrets are made long and random, so MD5 alone holds; SHA-256 is accepted either way.
    bool offer_sha256 = false;
  };

  explicit DigestAuth(Options options);

  // Values for WWW-Authenticate or Proxy-Authenticate, the stronger algorithm first (RFC 8760 §2.3).
  std::vector<std::string> challenges(const std::string& source_ip, std::int64_t now_ms, bool stale);

  // What a request claims, before any secret was looked up: with `accepted` the claim is well-formed, its nonce is ours
  // and fresh, and prove() decides; anything else is the verdict.
  struct Claim {
    DigestVerdict verdict = DigestVerdict::missing;
    std::string user;
    DigestAlgorithm algorithm = DigestAlgorithm::md5;
    std::int64_t made_ms = 0;  // of the nonce
    std::uint32_t count = 0;
    Credentials given;
  };
  Claim read(const std::vector<Credentials>& offered, const std::string& source_ip, std::int64_t now_ms) const;
  // `secret`: of the claim's user, none when there is no such user.
  DigestVerdict prove(const Claim& claim, const std::optional<DigestSecret>& secret, const std::string& method);

 private:
  struct Use {
    std::uint32_t highest = 0;
    std::uint64_t window = 0;  // bit n: count `highest - n` was seen
  };

  std::string make_nonce(const std::string& source_ip, std::int64_t now_ms) const;
  std::optional<std::int64_t> nonce_time(const std::string& nonce, const std::string& source_ip) const;
  std::string nonce_mac(std::string_view stem, const std::string& source_ip) const;
  bool first_use(const std::string& nonce, std::int64_t made_ms, std::uint32_t count);

  Options options_;
  std::array<unsigned char, 32> key_{};
  std::unordered_map<std::string, Use> uses_;
  std::deque<std::pair<std::string, std::int64_t>> order_;  // by time of first use: which nonce to forget first
  std::int64_t forgotten_until_ms_ = 0;                     // nonces made up to then may have been forgotten
};

}  // namespace tandem::sip
