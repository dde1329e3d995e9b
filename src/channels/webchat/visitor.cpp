#include "channels/webchat/visitor.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

namespace tandem::webchat {
namespace {

using Digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;
constexpr std::size_t token_length = 43;
constexpr std::string_view base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

Digest sha256(std::string_view text) {
  Digest digest{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return digest;
}

std::string hex(const unsigned char* bytes, std::size_t count) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    out += digits[bytes[i] >> 4];
    out += digits[bytes[i] & 15];
  }
  return out;
}

}  // namespace

std::string new_token() {
  std::array<unsigned char, token_length> random{};
  if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1) throw std::runtime_error("no random numbers");
  std::string token;
  for (const auto byte : random) token += base64url[byte & 63];
  return token;
}

bool is_token(std::string_view text) {
  return text.size() == token_length &&
         std::all_of(text.begin(), text.end(), [](char c) { return base64url.find(c) != std::string_view::npos; });
}

std::string visitor_id(std::string_view token) { return "v-" + hex(sha256(token).data(), 16); }

bool is_signed(std::string_view secret, std::string_view customer, std::string_view signature) {
  if (secret.empty()) return false;
  Digest digest{};
  unsigned length = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(customer.data()), customer.size(), digest.data(), &length);
  const auto expected = hex(digest.data(), digest.size());
  return signature.size() == expected.size() && CRYPTO_memcmp(signature.data(), expected.data(), expected.size()) == 0;
}

std::int64_t key_hash(std::string_view key) {
  const auto digest = sha256(key);
  std::int64_t value = 0;
  std::memcpy(&value, digest.data(), sizeof value);
  return value == 0 ? 1 : value;
}

}  // namespace tandem::webchat
