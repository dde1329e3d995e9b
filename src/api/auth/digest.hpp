// The few cryptographic functions that accounts and routes need, over OpenSSL. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tandem::api {

std::string sha256(std::string_view bytes);                                  // 32 bytes
std::string hmac_sha256(std::string_view key, std::string_view bytes);       // 32 bytes
std::string hex(std::string_view bytes);
std::string random_hex(std::size_t bytes);                                   // throws where OpenSSL has no randomness
// What the engine keeps of a client's message key: the first 64 bits of its SHA-256, never 0.
std::int64_t key_hash(std::string_view key);

}  // namespace tandem::api
