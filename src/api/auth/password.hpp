// Passwords as argon2id (RFC 9106) in the usual encoded text, so that the cost can grow without breaking old ones.
// Blocking and slow on purpose: call it on a BlockingPool, never on an I/O thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tandem::api {

struct PasswordCost {
  std::uint32_t memory_kib = 32 * 1024;
  std::uint32_t passes = 3;
};

inline constexpr std::size_t shortest_password = 8, longest_password = 200;  // bytes

// Fails where the machine has not the memory.
Result<std::string> hash_password(std::string_view password, const PasswordCost& cost);
bool verify_password(const std::string& encoded, std::string_view password);

}  // namespace tandem::api
