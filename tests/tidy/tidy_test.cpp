// Holds the working copy to the house rules of docs/ARCHITECTURE.md.
#include <gtest/gtest.h>

#include "tidy/rules.hpp"

namespace tidy {
namespace {

std::string told(const Findings& findings) {
  std::string text;
  for (const auto& f : findings) {
    text += "\n" + f.file;
    if (f.line > 0) text += ":" + std::to_string(f.line);
    text += ": " + f.rule + ": " + f.what;
  }
  return text;
}

class Sources : public testing::Test {
 protected:
  static void SetUpTestSuite() { tree = read_tree(TANDEM_SOURCE_DIR); }
  static Tree tree;
};
Tree Sources::tree;

TEST_F(Sources, are_there) {
  EXPECT_TRUE(tree.contains("src/base/result.hpp"));
  EXPECT_TRUE(tree.contains("scripts/test"));
}
TEST_F(Sources, keep_to_the_include_ladder) { EXPECT_EQ(told(check_includes(tree)), ""); }
TEST_F(Sources, keep_to_the_sizes) { EXPECT_EQ(told(check_shape(tree)), ""); }
TEST_F(Sources, are_clean_text) { EXPECT_EQ(told(check_text(tree)), ""); }
TEST_F(Sources, say_everything_in_both_languages) { EXPECT_EQ(told(check_translations(tree)), ""); }

}  // namespace
}  // namespace tidy
