// Which contradictions and inclusions are found. That none is found wrongly is tried in properties_test.cpp.
#include "core/expressions/analyse.hpp"

#include <gtest/gtest.h>

#include "core/expressions/testing/random_expressions.hpp"

namespace tandem::expressions {
namespace {

using namespace testing;

Expression parsed(std::string_view text) {
  auto result = parse(text, vocabulary, Type::truth);
  if (const auto* problem = std::get_if<ParseProblem>(&result)) ADD_FAILURE() << text << "\n" << problem->text.en;
  auto* expression = std::get_if<Expression>(&result);
  return expression ? *expression : Expression{};
}
bool never(std::string_view text) { return is_never_true(parsed(text)); }
bool follows(std::string_view a, std::string_view b) { return implies(parsed(a), parsed(b)); }

TEST(ExpressionAnalysis, finds_contradictions) {
  for (const char* text :
       {"false", "1 > 2", "not (2 + 2 = 4)", "'a' in ('b', 'c')", "known and false", "known and not known",
        "channel = 'voice' and channel = 'webchat'", "channel = 'voice' and channel != 'voice'",
        "channel in ('voice', 'webchat') and channel = 'ticket'", "channel = 'voice' and not channel in ('voice')",
        "channel in ('voice', 'webchat') and channel != 'voice' and channel != 'webchat'",
        "channel is missing and channel = 'voice'", "waited > 5 and waited < 3", "waited > 5 and waited < 5.0001",
        "waited >= 5 and waited <= 5 and waited != 5", "waited in (1, 2, 3) and waited > 3",
        "5 < waited and 3 > waited", "open('Office') and not open('Office')", "waited < customer.value and waited >= customer.value",
        "waited = customer.value and customer.value != waited", "waited != waited",
        "known and (waited = 1 or vip) and not vip and waited = 2", "not (known or not known)",
        "(known = true) and (known = false)", "lower(channel) = 'x' and lower(channel) = 'y'",
        "length(values.a) = 4 and length(values.a) = 5"})
    EXPECT_TRUE(never(text)) << text;
}

TEST(ExpressionAnalysis, leaves_alone_what_can_be_true) {
  for (const char* text : {"true", "known", "channel = 'voice' or channel = 'webchat'",
                           "waited > 5 and waited < 5.0002", "waited >= 5 and waited <= 5", "channel != 'voice' and channel != 'webchat'",
                           "known and (false or vip)", "values.a = 'x' and values.b = 'y'", "not (known and not vip)"})
    EXPECT_FALSE(never(text)) << text;
  EXPECT_FALSE(is_never_true(Expression{}));
}

TEST(ExpressionAnalysis, takes_damaged_conditions_and_calculations_for_never_true) {
  Expression damaged;
  damaged.nodes.push_back({Op::and_, 2, "", 0});
  EXPECT_TRUE(is_never_true(damaged));
  damaged.nodes = {{Op::number, 0, "", 1}};
  EXPECT_TRUE(is_never_true(damaged));
}

TEST(ExpressionAnalysis, finds_what_follows) {
  for (const auto& [a, b] : std::vector<std::pair<const char*, const char*>>{
           {"known", "known"},
           {"known and vip", "vip"},
           {"vip and waited > 3 and known", "known and vip"},
           {"channel = 'voice'", "channel in ('webchat', 'voice')"},
           {"channel in ('voice', 'webchat') and known", "channel in ('ticket', 'webchat', 'voice')"},
           {"channel in ('voice', 'webchat')", "channel = 'voice' or channel = 'webchat'"},
           {"channel = 'webchat'", "channel != 'voice'"},
           {"channel = 'voice'", "not channel is missing"},
           {"waited > 5", "waited > 3"},
           {"waited >= 3.0001", "waited > 3"},
           {"waited > 5 and waited < 8", "waited >= 5 and waited <= 8"},
           {"waited in (4, 6)", "waited > 3"},
           {"waited = 2 + 2", "waited = 4"},
           {"known", "known or vip"},
           {"known and vip or waited > 3 and known", "known"},
           {"known", "not (not known)"},
           {"known = true", "known"},
           {"waited > customer.value", "customer.value < waited"},
           {"waited = customer.value", "customer.value = waited"},
           {"vip", "true"},
           {"vip", "known or not known"},
           {"vip", "waited < 5 or waited >= 5"},
           {"false", "vip"},
           {"waited > 5 and waited < 3", "vip"}})
    EXPECT_TRUE(follows(a, b)) << a << " → " << b;
  EXPECT_TRUE(implies(parsed("vip"), Expression{}));
  EXPECT_TRUE(implies(Expression{}, parsed("1 < 2")));
}

TEST(ExpressionAnalysis, does_not_take_the_reverse_for_granted) {
  for (const auto& [a, b] :
       std::vector<std::pair<const char*, const char*>>{{"vip", "known and vip"},
                                                        {"channel in ('voice', 'webchat')", "channel = 'voice'"},
                                                        {"channel != 'voice'", "channel = 'webchat'"},
                                                        {"waited > 3", "waited > 5"},
                                                        {"waited >= 3", "waited > 3"},
                                                        {"known or vip", "known"},
                                                        {"values.a = 'x'", "values.b = 'x'"},
                                                        {"waited < customer.value", "customer.value < waited"},
                                                        {"waited <= customer.value", "waited < customer.value"},
                                                        {"waited > 5 and customer.value < 3",
                                                         "waited > 5 and customer.value > 5 or waited < 3 and customer.value < 3"},
                                                        {"true", "vip"}})
    EXPECT_FALSE(follows(a, b)) << a << " → " << b;
  EXPECT_FALSE(implies(Expression{}, parsed("vip")));
}

TEST(ExpressionAnalysis, gives_up_when_there_are_too_many_alternatives) {
  std::string many;
  for (const char name : std::string("abcdefgh")) {
    const std::string either = std::string("(values.") + name + " = 'x' or values.not_" + name + " = 'x')";
    many += (many.empty() ? "" : " and ") + either;
  }
  EXPECT_FALSE(never(many + " and vip and not vip"));
  EXPECT_TRUE(follows(many + " and vip", "vip")) << "what is written there needs no alternatives";
  EXPECT_FALSE(follows(many, "vip"));
}

}  // namespace
}  // namespace tandem::expressions
