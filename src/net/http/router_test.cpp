#include "net/http/router.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace tandem::net {
namespace {

Handler nothing() {
  return [](Request) -> awaitable<Response> { co_return no_content(); };
}

TEST(Router, literal_segments_win_over_parameters) {
  Router router;
  router.get("/cases/{id}", nothing());
  router.get("/cases/search", nothing());
  EXPECT_EQ(router.match(http::verb::get, {"cases", "search"}).route->pattern, "/cases/search");
  const auto match = router.match(http::verb::get, {"cases", "17"});
  ASSERT_TRUE(match.route);
  ASSERT_EQ(match.path_parameters.size(), 1U);
  EXPECT_EQ(match.path_parameters[0].name, "id");
  EXPECT_EQ(match.path_parameters[0].value, "17");
}

TEST(Router, steps_back_from_a_literal_that_leads_nowhere) {
  Router router;
  router.get("/cases/new/form", nothing());
  router.get("/cases/{id}/messages", nothing());
  const auto match = router.match(http::verb::get, {"cases", "new", "messages"});
  ASSERT_TRUE(match.route);
  EXPECT_EQ(match.path_parameters[0].value, "new");
}

TEST(Router, tail_takes_the_remaining_segments) {
  Router router;
  router.get("/files/{rest...}", nothing());
  EXPECT_EQ(router.match(http::verb::get, {"files", "a", "b.js"}).path_parameters[0].value, "a/b.js");
  EXPECT_TRUE(router.match(http::verb::head, {"files"}).route);
}

TEST(Router, other_methods_of_a_path_are_told) {
  Router router;
  router.get("/cases", nothing());
  router.post("/cases", nothing());
  const auto match = router.match(http::verb::delete_, {"cases"});
  EXPECT_FALSE(match.route);
  EXPECT_EQ(match.allowed,
            (std::vector<http::verb>{http::verb::get, http::verb::head, http::verb::options, http::verb::post}));
}

TEST(Router, fallback_answers_get_only) {
  Router router;
  router.fallback(nothing());
  EXPECT_TRUE(router.match(http::verb::get, {"anything"}).route);
  EXPECT_FALSE(router.match(http::verb::post, {"anything"}).route);
}

TEST(Router, an_empty_segment_is_no_parameter) {
  Router router;
  router.get("/cases/{id}", nothing());
  EXPECT_FALSE(router.match(http::verb::get, {"cases", ""}).route);
}

TEST(Router, patterns_that_cannot_be_meant_are_refused_at_start) {
  Router router;
  router.get("/a/{id}", nothing());
  EXPECT_THROW(router.get("/a/{other}", nothing()), std::invalid_argument);
  EXPECT_THROW(router.get("a", nothing()), std::invalid_argument);
  EXPECT_THROW(router.get("/a/{", nothing()), std::invalid_argument);
  EXPECT_THROW(router.get("/a/{rest...}/b", nothing()), std::invalid_argument);
}

}  // namespace
}  // namespace tandem::net
