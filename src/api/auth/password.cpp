#include "api/auth/password.hpp"

#include <argon2.h>
#include <openssl/rand.h>

#include "net/error.hpp"

namespace tandem::api {

Result<std::string> hash_password(std::string_view password, const PasswordCost& cost) {
  unsigned char salt[16];
  if (RAND_bytes(salt, sizeof salt) != 1) return fail(make_error_code(net::errc::busy), "no random numbers from OpenSSL");
  char encoded[256];
  const int done = argon2id_hash_encoded(cost.passes, cost.memory_kib, 1, password.data(), password.size(), salt, sizeof salt,
                                         32, encoded, sizeof encoded);
  if (done != ARGON2_OK)
    return fail(make_error_code(net::errc::busy), std::string("cannot hash a password: ") + argon2_error_message(done));
  return std::string(encoded);
}

bool verify_password(const std::string& encoded, std::string_view password) {
  return argon2id_verify(encoded.c_str(), password.data(), password.size()) == ARGON2_OK;
}

}  // namespace tandem::api
