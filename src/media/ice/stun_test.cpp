#include "media/ice/stun.hpp"

#include <gtest/gtest.h>

#include <array>

namespace tandem::media {
namespace {

// RFC 5769 sections 2.1 and 2.2.
constexpr std::string_view password = "VOkJxbRl1RmTxUk/WvJxBt";
const std::vector<std::uint8_t> request = {
    0x00, 0x01, 0x00, 0x58, 0x21, 0x12, 0xa4, 0x42, 0xb7, 0xe7, 0xa7, 0x01, 0xbc, 0x34, 0xd6, 0x86, 0xfa, 0x87,
    0xdf, 0xae, 0x80, 0x22, 0x00, 0x10, 0x53, 0x54, 0x55, 0x4e, 0x20, 0x74, 0x65, 0x73, 0x74, 0x20, 0x63, 0x6c,
    0x69, 0x65, 0x6e, 0x74, 0x00, 0x24, 0x00, 0x04, 0x6e, 0x00, 0x01, 0xff, 0x80, 0x29, 0x00, 0x08, 0x93, 0x2f,
    0xf9, 0xb1, 0x51, 0x26, 0x3b, 0x36, 0x00, 0x06, 0x00, 0x09, 0x65, 0x76, 0x74, 0x6a, 0x3a, 0x68, 0x36, 0x76,
    0x59, 0x20, 0x20, 0x20, 0x00, 0x08, 0x00, 0x14, 0x9a, 0xea, 0xa7, 0x0c, 0xbf, 0xd8, 0xcb, 0x56, 0x78, 0x1e,
    0xf2, 0xb5, 0xb2, 0xd3, 0xf2, 0x49, 0xc1, 0xb5, 0x71, 0xa2, 0x80, 0x28, 0x00, 0x04, 0xe5, 0x7a, 0x3b, 0xcf};
const std::vector<std::uint8_t> response = {
    0x01, 0x01, 0x00, 0x3c, 0x21, 0x12, 0xa4, 0x42, 0xb7, 0xe7, 0xa7, 0x01, 0xbc, 0x34, 0xd6, 0x86,
    0xfa, 0x87, 0xdf, 0xae, 0x80, 0x22, 0x00, 0x0b, 0x74, 0x65, 0x73, 0x74, 0x20, 0x76, 0x65, 0x63,
    0x74, 0x6f, 0x72, 0x20, 0x00, 0x20, 0x00, 0x08, 0x00, 0x01, 0xa1, 0x47, 0xe1, 0x12, 0xa6, 0x43,
    0x00, 0x08, 0x00, 0x14, 0x2b, 0x91, 0xf5, 0x99, 0xfd, 0x9e, 0x90, 0xc3, 0x8c, 0x74, 0x89, 0xf9,
    0x2a, 0xf9, 0xba, 0x53, 0xf0, 0x6b, 0xe7, 0xd7, 0x80, 0x28, 0x00, 0x04, 0xc0, 0x7d, 0x4c, 0x96};

TEST(Stun, the_sample_request_of_rfc_5769_is_read_and_authentic) {
  const auto message = parse_stun(request);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->type, stun_binding_request);
  EXPECT_EQ(message->username, "evtj:h6vY");
  EXPECT_EQ(message->priority, 0x6e0001ffu);
  EXPECT_TRUE(message->ice_controlled);
  EXPECT_FALSE(message->use_candidate);
  EXPECT_TRUE(message->fingerprint_ok);
  EXPECT_TRUE(stun_integrity_ok(request, *message, password));
  EXPECT_FALSE(stun_integrity_ok(request, *message, "VOkJxbRl1RmTxUk/WvJxBT"));
}

TEST(Stun, the_sample_response_of_rfc_5769_is_read_and_authentic) {
  const auto message = parse_stun(response);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->type, stun_binding_response);
  ASSERT_TRUE(message->mapped);
  EXPECT_EQ(message->mapped->ip_text(), "192.0.2.1");
  EXPECT_EQ(message->mapped->port, 32853);
  EXPECT_TRUE(message->fingerprint_ok);
  EXPECT_TRUE(stun_integrity_ok(response, *message, password));
}

TEST(Stun, any_flipped_bit_breaks_form_fingerprint_or_integrity) {
  for (std::size_t i = 0; i < request.size(); ++i) {
    auto bad = request;
    bad[i] ^= 0x10;
    const auto message = parse_stun(bad);
    EXPECT_FALSE(message && message->fingerprint_ok && stun_integrity_ok(bad, *message, password)) << i;
  }
  for (std::size_t cut = 0; cut < request.size(); ++cut) EXPECT_FALSE(parse_stun(std::span(request).first(cut)));
}

TEST(Stun, our_request_and_response_fit_each_other) {
  const std::array<std::uint8_t, 12> transaction{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  const auto bytes = write_binding_request(transaction, "us:them", password, 77, true);
  const auto message = parse_stun(bytes);
  ASSERT_TRUE(message);
  EXPECT_TRUE(message->use_candidate);
  EXPECT_TRUE(message->ice_controlling);
  EXPECT_TRUE(message->fingerprint_ok);
  EXPECT_FALSE(message->unknown_required);
  const Address source{0xC0000201, 5000};
  const auto answer = write_binding_response(*message, source, password);
  const auto read = parse_stun(answer);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->mapped, source);
  EXPECT_TRUE(read->fingerprint_ok);
  EXPECT_TRUE(stun_integrity_ok(answer, *read, password));
  const auto error = parse_stun(write_binding_error(*message, 420, "Unknown Attribute", 0x7777, password));
  ASSERT_TRUE(error);
  EXPECT_EQ(error->type, stun_binding_error);
}

}  // namespace
}  // namespace tandem::media
