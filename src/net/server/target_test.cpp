#include "net/server/target.hpp"

#include <gtest/gtest.h>

namespace tandem::net {
namespace {

TEST(Target, path_and_query_are_decoded) {
  const auto target = parse_target("/customers/%E7%8E%8B%20x?name=a+b%26c&empty&q=%E9%80%80");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/customers/王 x");
  ASSERT_EQ(target->query.size(), 3U);
  EXPECT_EQ(target->query[0].value, "a b&c");
  EXPECT_EQ(target->query[1].name, "empty");
  EXPECT_EQ(target->query[2].value, "退");
}

TEST(Target, absolute_form_and_trailing_slash) {
  EXPECT_EQ(parse_target("http://host:80/a/b?x=1")->path, "/a/b");
  EXPECT_EQ(parse_target("http://host")->path, "/");
  EXPECT_EQ(parse_target("/a/")->segments, (std::vector<std::string>{"a", ""}));
}

TEST(Target, ways_out_of_the_folder_are_refused) {
  for (const char* hostile : {"/../etc/passwd", "/a/%2e%2e/b", "/a/..%2fb", "/a%2Fb", "/a%5c..%5cb", "/%00", "/a/%2E",
                              "/..%c0%af", "/%ff", "/%", "/%4", "/%zz", "a", "*", "/a%0d%0ab"}) {
    EXPECT_FALSE(parse_target(hostile)) << hostile;
  }
}

TEST(Target, sizes_are_bounded) {
  EXPECT_FALSE(parse_target('/' + std::string(max_target_bytes, 'a')));
  std::string deep;
  for (std::size_t i = 0; i <= max_segments; ++i) deep += "/a";
  EXPECT_FALSE(parse_target(deep));
  std::string wide = "/?a=1";
  for (std::size_t i = 0; i < max_query_parameters; ++i) wide += "&a=1";
  EXPECT_FALSE(parse_target(wide));
}

}  // namespace
}  // namespace tandem::net
