#include "net/http/message.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "net/http/json.hpp"
#include "net/http/problem.hpp"

namespace tandem::net {
namespace {

std::string json_refusal(std::string_view text, const JsonLimits& limits = {}) {
  auto parsed = parse_json(text, limits);
  return parsed ? std::string() : parsed.error().detail;
}

TEST(Json, errors_say_where) {
  EXPECT_TRUE(json_refusal("{\"a\": 1,\n  \"b\": x}").starts_with("line 2, column 8"))
      << json_refusal("{\"a\": 1,\n  \"b\": x}");
  EXPECT_TRUE(json_refusal("{} {}").starts_with("line 1, column 4"));
  EXPECT_FALSE(json_refusal("").empty());
  EXPECT_FALSE(json_refusal("[1, 2").empty());
  EXPECT_TRUE(json_refusal(" 12 ").empty());
}

TEST(Json, depth_size_and_encoding_are_checked) {
  EXPECT_TRUE(json_refusal(std::string(32, '[') + std::string(32, ']')).empty());
  EXPECT_FALSE(json_refusal(std::string(33, '[') + std::string(33, ']')).empty());
  EXPECT_FALSE(json_refusal(std::string(100000, '[')).empty());
  EXPECT_FALSE(json_refusal("[1]", {2, 32}).empty());
  EXPECT_FALSE(json_refusal("\"\xff\"").empty());
  EXPECT_FALSE(json_refusal("\"\xed\xa0\x80\"").empty());
}

TEST(Utf8, malformed_sequences_are_found) {
  for (std::string_view good : {"", "plain", "退款", "\U0001F600", "\xf4\x8f\xbf\xbf"}) EXPECT_TRUE(is_utf8(good));
  for (std::string_view bad : {"\x80", "\xc0\xaf", "\xc3", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf5",
                               "\xe9\x80", "\xf0\x9f\x98"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(Problem, carries_the_members_of_rfc_9457) {
  Problem given;
  given.status = http::status::unprocessable_entity;
  given.detail = "one field is wrong";
  given.errors = {{"/email", "not an address"}};
  const Response response = problem_response(given);
  const auto body = boost::json::parse(response.text()).as_object();
  EXPECT_EQ(response.header("Content-Type"), "application/problem+json");
  EXPECT_EQ(body.at("status"), 422);
  EXPECT_EQ(body.at("title"), "Unprocessable Entity");
  EXPECT_EQ(body.at("errors").at(0).at("pointer"), "/email");
}

TEST(Problem, failures_of_net_have_their_status_and_others_stay_inside) {
  EXPECT_EQ(problem_from(fail(errc::bad_json, "line 1")).status, http::status::bad_request);
  EXPECT_EQ(problem_from(fail(errc::busy)).status, http::status::service_unavailable);
  const Response foreign =
      problem_from(fail(boost::system::errc::make_error_code(boost::system::errc::io_error), "secret"));
  EXPECT_EQ(foreign.status, http::status::internal_server_error);
  EXPECT_EQ(foreign.text().find("secret"), std::string_view::npos);
}

TEST(Response, a_value_never_starts_a_header_of_its_own) {
  Response response;
  response.set("Location", "/a\r\nSet-Cookie: x=1");
  EXPECT_EQ(response.header("location"), "/aSet-Cookie: x=1");
}

TEST(Request, tokens_and_cookies_are_found) {
  Request request;
  request.headers.set("Authorization", "bearer abc.def");
  request.headers.set("Cookie", "a=1; session=xyz; b=");
  EXPECT_EQ(request.bearer_token(), "abc.def");
  EXPECT_EQ(request.cookie("session"), "xyz");
  EXPECT_EQ(request.cookie("missing"), "");
}

}  // namespace
}  // namespace tandem::net
