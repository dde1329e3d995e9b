// Who a visitor is. The browser keeps a random token; the visitor's id is derived from its hash, so nothing has to be
// stored before they write, and whoever reads the records cannot take the visitor's place. Pure but for the token.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tandem::webchat {

// 256 random bits as 43 characters of base64url.
std::string new_token();
bool is_token(std::string_view text);
// "v-" and 128 bits of the token's SHA-256, in hex.
std::string visitor_id(std::string_view token);

// Whether `signature` is HMAC-SHA256(secret, customer) in hex; compared in constant time. False without a secret.
bool is_signed(std::string_view secret, std::string_view customer, std::string_view signature);

// The 64 bits under which the engine remembers a client's message key; never 0.
std::int64_t key_hash(std::string_view key);

}  // namespace tandem::webchat
