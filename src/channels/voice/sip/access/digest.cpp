#include "channels/voice/sip/access/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <charconv>
#include <stdexcept>

namespace tandem::sip {
namespace {

constexpr std::size_t time_digits = 16;
constexpr std::size_t random_bytes = 8;
constexpr std::size_t mac_bytes = 16;
constexpr std::size_t stem_size = time_digits + 2 * random_bytes;
constexpr std::size_t nonce_size = stem_size + 2 * mac_bytes;

std::string hex(const unsigned char* bytes, std::size_t count) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(2 * count);
  for (std::size_t i = 0; i < count; ++i) {
    out += digits[bytes[i] >> 4];
    out += digits[bytes[i] & 15];
  }
  return out;
}

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::optional<DigestAlgorithm> algorithm_of(const Credentials& given) {
  const std::string name = given.param("algorithm");
  if (name.empty() || equals_ignoring_case(name, "MD5")) return DigestAlgorithm::md5;
  if (equals_ignoring_case(name, "SHA-256")) return DigestAlgorithm::sha256;
  return std::nullopt;
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const auto part : parts) {
    if (!out.empty()) out += ':';
    out += part;
  }
  return out;
}

std::string ha1_of(const DigestSecret& secret, DigestAlgorithm algorithm, const std::string& user,
                   const std::string& realm) {
  const std::string& stored = algorithm == DigestAlgorithm::md5 ? secret.ha1_md5 : secret.ha1_sha256;
  if (!stored.empty()) return stored;
  if (secret.plain.empty()) return {};
  return digest_hash(algorithm, joined({user, realm, secret.plain}));
}

}  // namespace

std::string digest_hash(DigestAlgorithm algorithm, std::string_view text) {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  const EVP_MD* type = algorithm == DigestAlgorithm::md5 ? EVP_md5() : EVP_sha256();
  if (EVP_Digest(text.data(), text.size(), out, &size, type, nullptr) != 1)
    throw std::runtime_error("OpenSSL offers no MD5 or SHA-256");
  return hex(out, size);
}

std::string digest_response(DigestAlgorithm algorithm, std::string_view ha1, std::string_view nonce,
                            std::string_view nc, std::string_view cnonce, std::string_view method,
                            std::string_view uri) {
  const std::string ha2 = digest_hash(algorithm, joined({method, uri}));
  return digest_hash(algorithm, joined({ha1, nonce, nc, cnonce, "auth", ha2}));
}

DigestAuth::DigestAuth(Options options) : options_(std::move(options)) {
  if (RAND_bytes(key_.data(), static_cast<int>(key_.size())) != 1) throw std::runtime_error("no random numbers");
}

std::string DigestAuth::nonce_mac(std::string_view stem, const std::string& source_ip) const {
  const std::string text = joined({stem, source_ip});
  unsigned char mac[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac, &size);
  return hex(mac, mac_bytes);
}

std::string DigestAuth::make_nonce(const std::string& source_ip, std::int64_t now_ms) const {
  unsigned char time_bytes[8];
  for (int i = 0; i < 8; ++i) time_bytes[i] = static_cast<unsigned char>(now_ms >> (56 - 8 * i));
  unsigned char salt[random_bytes];
  if (RAND_bytes(salt, sizeof salt) != 1) throw std::runtime_error("no random numbers");
  const std::string stem = hex(time_bytes, sizeof time_bytes) + hex(salt, sizeof salt);
  return stem + nonce_mac(stem, source_ip);
}

std::optional<std::int64_t> DigestAuth::nonce_time(const std::string& nonce, const std::string& source_ip) const {
  if (nonce.size() != nonce_size) return std::nullopt;
  const std::string_view stem = std::string_view(nonce).substr(0, stem_size);
  if (!same(std::string_view(nonce).substr(stem_size), nonce_mac(stem, source_ip))) return std::nullopt;
  std::int64_t made_ms = 0;
  std::from_chars(nonce.data(), nonce.data() + time_digits, made_ms, 16);
  return made_ms;
}

std::vector<std::string> DigestAuth::challenges(const std::string& source_ip, std::int64_t now_ms, bool stale) {
  const std::string nonce = make_nonce(source_ip, now_ms);
  std::vector<std::string> out;
  for (const std::string_view algorithm : {"SHA-256", "MD5"}) {
    if (algorithm == "SHA-256" && !options_.offer_sha256) continue;
    out.push_back("Digest realm=\"" + options_.realm + "\", nonce=\"" + nonce + "\", algorithm=" + std::string(algorithm) +
                  ", qop=\"auth\"" + (stale ? ", stale=true" : ""));
  }
  return out;
}

DigestAuth::Claim DigestAuth::read(const std::vector<Credentials>& offered, const std::string& source_ip,
                                   std::int64_t now_ms) const {
  Claim claim;
  for (const auto& given : offered) {
    if (!equals_ignoring_case(given.scheme, "Digest") || given.param("realm") != options_.realm) continue;
    const auto algorithm = algorithm_of(given);
    const std::string user = given.param("username");
    const std::string nc = given.param("nc");
    const auto [end, error] = std::from_chars(nc.data(), nc.data() + nc.size(), claim.count, 16);
    if (!algorithm || user.empty() || user.size() > 128 || given.param("qop") != "auth" || error != std::errc{} ||
        end != nc.data() + nc.size() || claim.count == 0 || given.param("cnonce").empty())
      continue;
    claim.user = user;
    claim.algorithm = *algorithm;
    claim.given = given;
    const auto made_ms = nonce_time(given.param("nonce"), source_ip);
    claim.made_ms = made_ms.value_or(0);
    const bool fresh = made_ms && now_ms >= *made_ms && now_ms - *made_ms <= options_.nonce_lifetime_ms;
    claim.verdict = fresh ? DigestVerdict::accepted : DigestVerdict::stale;
    return claim;
  }
  return claim;
}

DigestVerdict DigestAuth::prove(const Claim& claim, const std::optional<DigestSecret>& secret,
                                const std::string& method) {
  if (claim.verdict != DigestVerdict::accepted) return claim.verdict;
  std::string ha1 = secret ? ha1_of(*secret, claim.algorithm, claim.user, options_.realm) : std::string();
  const bool known = !ha1.empty();
  // An unknown user costs the same work as a wrong password.
  if (!known) ha1 = digest_hash(claim.algorithm, joined({claim.user, options_.realm, "?"}));
  // The `uri` is taken as it stands: phones and proxies write other forms of the Request-URI into it, and what it is
  // meant to prevent, sending credentials again for something else, the nonce counts prevent.
  const Credentials& given = claim.given;
  const std::string expected = digest_response(claim.algorithm, ha1, given.param("nonce"), given.param("nc"),
                                               given.param("cnonce"), method, given.param("uri"));
  if (!same(expected, given.param("response")) || !known) return DigestVerdict::refused;
  return first_use(given.param("nonce"), claim.made_ms, claim.count) ? DigestVerdict::accepted : DigestVerdict::stale;
}

bool DigestAuth::first_use(const std::string& nonce, std::int64_t made_ms, std::uint32_t count) {
  auto found = uses_.find(nonce);
  if (found == uses_.end()) {
    if (made_ms <= forgotten_until_ms_) return false;
    if (order_.size() >= options_.remembered_nonces) {
      forgotten_until_ms_ = std::max(forgotten_until_ms_, order_.front().second);
      uses_.erase(order_.front().first);
      order_.pop_front();
    }
    order_.emplace_back(nonce, made_ms);
    uses_[nonce] = {count, 1};
    return true;
  }
  // Datagrams overtake each other, so a small window of lower counts stays open.
  Use& use = found->second;
  if (count > use.highest) {
    const std::uint32_t ahead = count - use.highest;
    use.window = (ahead >= 64 ? 0 : use.window << ahead) | 1;
    use.highest = count;
    return true;
  }
  const std::uint32_t behind = use.highest - count;
  if (behind >= 64 || (use.window >> behind & 1) != 0) return false;
  use.window |= std::uint64_t{1} << behind;
  return true;
}

}  // namespace tandem::sip
