#include "net/server/conditional.hpp"

#include <gtest/gtest.h>

namespace tandem::net {
namespace {

Response ten_bytes() {
  Response response = bytes_response("0123456789", "audio/wav");
  response.ranges = true;
  response.set("ETag", "\"v1\"");
  return response;
}

Response ranged(std::string range, std::string if_range = {}) {
  Conditions conditions;
  conditions.range = std::move(range);
  conditions.if_range = std::move(if_range);
  Response response = ten_bytes();
  apply_conditions(conditions, response);
  return response;
}

TEST(Conditional, one_range_is_cut_out) {
  const Response middle = ranged("bytes=2-4");
  EXPECT_EQ(middle.status, http::status::partial_content);
  EXPECT_EQ(middle.text(), "234");
  EXPECT_EQ(middle.header("Content-Range"), "bytes 2-4/10");
  EXPECT_EQ(ranged("bytes=7-").text(), "789");
  EXPECT_EQ(ranged("bytes=-2").text(), "89");
  EXPECT_EQ(ranged("bytes=-99").text(), "0123456789");
  EXPECT_EQ(ranged("bytes=8-99").text(), "89");
}

TEST(Conditional, a_range_past_the_end_is_416) {
  const Response past = ranged("bytes=10-");
  EXPECT_EQ(past.status, http::status::range_not_satisfiable);
  EXPECT_EQ(past.header("Content-Range"), "bytes */10");
}

TEST(Conditional, nonsense_and_several_ranges_give_the_whole) {
  for (const char* range : {"bytes=", "bytes=-", "bytes=4-2", "items=0-1", "bytes=0-1,4-5", "bytes=a-b",
                            "bytes=99999999999999999999-", "bytes=-1-2"}) {
    EXPECT_EQ(ranged(range).status, http::status::ok) << range;
  }
}

TEST(Conditional, if_range_of_another_version_gives_the_whole) {
  EXPECT_EQ(ranged("bytes=0-1", "\"v0\"").status, http::status::ok);
  EXPECT_EQ(ranged("bytes=0-1", "\"v1\"").status, http::status::partial_content);
}

TEST(Conditional, a_page_that_is_not_modified_keeps_its_policy) {
  Conditions conditions;
  conditions.if_none_match = "\"v1\"";
  Response response = ten_bytes();
  response.add("Content-Security-Policy", "default-src 'self'");
  response.add("Content-Encoding", "gzip");
  apply_conditions(conditions, response);
  EXPECT_EQ(response.header("Content-Security-Policy"), "default-src 'self'");
  EXPECT_EQ(response.header("Content-Encoding"), "");
}

TEST(Conditional, known_etag_is_not_modified) {
  for (const char* known : {"\"v1\"", "\"v0\", \"v1\"", "W/\"v1\"", "*"}) {
    Conditions conditions;
    conditions.if_none_match = known;
    Response response = ten_bytes();
    apply_conditions(conditions, response);
    EXPECT_EQ(response.status, http::status::not_modified) << known;
    EXPECT_EQ(response.body_size(), 0U);
    EXPECT_EQ(response.header("ETag"), "\"v1\"");
  }
  EXPECT_FALSE(matches_etag("\"v2\"", "\"v1\""));
  EXPECT_FALSE(matches_etag("", "\"v1\""));
}

}  // namespace
}  // namespace tandem::net
