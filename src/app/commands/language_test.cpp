#include "app/commands/language.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace tandem::app {
namespace {

std::string_view language(const std::map<std::string, std::string>& environment) {
  return language_of([&](const char* name) {
    const auto at = environment.find(name);
    return at == environment.end() ? nullptr : at->second.c_str();
  });
}

TEST(CommandLanguage, is_that_of_the_terminal) {
  EXPECT_EQ(language({{"LANG", "zh_CN.UTF-8"}}), "zh");
  EXPECT_EQ(language({{"LANG", "zh"}}), "zh");
  EXPECT_EQ(language({{"LANG", "en_GB.UTF-8"}}), "en");
  EXPECT_EQ(language({{"LANG", "C.UTF-8"}}), "en");
  EXPECT_EQ(language({}), "en");
}

TEST(CommandLanguage, the_first_variable_that_says_anything_decides) {
  EXPECT_EQ(language({{"LC_ALL", "C"}, {"LC_MESSAGES", "zh_CN.UTF-8"}, {"LANG", "zh_CN.UTF-8"}}), "en");
  EXPECT_EQ(language({{"LC_MESSAGES", "zh_TW"}, {"LANG", "en_US.UTF-8"}}), "zh");
  EXPECT_EQ(language({{"LC_ALL", ""}, {"LC_MESSAGES", ""}, {"LANG", "zh_CN.UTF-8"}}), "zh") << "empty is as good as not set";
}

}  // namespace
}  // namespace tandem::app
