#include "channels/webchat/visitor.hpp"

#include <gtest/gtest.h>

namespace tandem::webchat {
namespace {

TEST(Visitor, a_token_is_new_each_time_and_recognised) {
  const auto a = new_token(), b = new_token();
  EXPECT_NE(a, b);
  EXPECT_TRUE(is_token(a));
  EXPECT_FALSE(is_token(a + "x"));
  EXPECT_FALSE(is_token("'; DROP TABLE visitors; --' or so, 43 chars"));
  EXPECT_EQ(visitor_id(a), visitor_id(a));
  EXPECT_NE(visitor_id(a), visitor_id(b));
  EXPECT_EQ(visitor_id(a).find(a.substr(0, 8)), std::string::npos);
}

// RFC 4231, test case 2: key "Jefe".
TEST(Visitor, a_signature_is_hmac_sha256_in_hex_and_needs_the_secret) {
  const std::string data = "what do ya want for nothing?";
  const std::string right = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  EXPECT_TRUE(is_signed("Jefe", data, right));
  EXPECT_FALSE(is_signed("Jeff", data, right));
  EXPECT_FALSE(is_signed("Jefe", data, right.substr(1)));
  EXPECT_FALSE(is_signed("", data, right));
}

TEST(Visitor, keys_hash_to_numbers_that_are_never_none) {
  EXPECT_NE(key_hash("a"), key_hash("b"));
  EXPECT_EQ(key_hash("a"), key_hash("a"));
  EXPECT_NE(key_hash(""), 0);
}

}  // namespace
}  // namespace tandem::webchat
