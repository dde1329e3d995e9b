// The expression language by example: what can be written, what it means, and what is said of what cannot.
#include <gtest/gtest.h>

#include "base/codec.hpp"
#include "core/expressions/analyse.hpp"
#include "core/expressions/testing/random_expressions.hpp"
#include "support/both_languages.hpp"

namespace tandem::expressions {
namespace {

using namespace testing;

Values a_caller() {
  Values made;
  made.values["channel"] = Value::of_text("voice");
  made.values["customer.region"] = Value::of_text("广东省深圳市");
  made.values["waited"] = Value::of_whole(90);
  made.values["customer.value"] = Value::of_number(725000);  // 72.5
  made.values["known"] = Value::of_truth(true);
  made.values["values.1.order"] = Value::of_text("SF-1234");
  made.values["values.amount"] = Value::of_text("199.90");
  made.open["Office"] = true;
  return made;
}

Expression parsed(std::string_view text, std::optional<Type> wanted = std::nullopt) {
  auto result = parse(text, vocabulary, wanted);
  if (const auto* problem = std::get_if<ParseProblem>(&result)) {
    ADD_FAILURE() << text << "\n" << problem->at << ": " << problem->text.en;
    return {};
  }
  return std::get<Expression>(std::move(result));
}
bool is_true(std::string_view text) { return holds(parsed(text, Type::truth), a_caller()); }
std::string number(std::string_view text) {
  return number_text(evaluate(parsed(text, Type::number), a_caller()).number);
}
std::string text_of(std::string_view text) { return evaluate(parsed(text, Type::text), a_caller()).text; }

// "place: what is wrong" in English, or the empty text. In Chinese something is said too.
std::string problem(std::string_view text, std::optional<Type> wanted = Type::truth) {
  const auto result = parse(text, vocabulary, wanted);
  const auto* found = std::get_if<ParseProblem>(&result);
  if (found) test::expect_both_languages(found->text);
  return found ? std::to_string(found->at) + ": " + found->text.en : "";
}

TEST(Expressions, compare_names_with_literals) {
  for (const char* text :
       {"channel = \"voice\"", "channel != 'webchat'", "waited > 60", "waited >= 90", "waited < 90.0001", "waited <= 90",
        "customer.value = 72.5", "known", "known = true", "vip = false", "not vip", "vip != known", "\"voice\" = channel",
        "channel in (\"webchat\", 'voice')", "waited in (1, -2, 90)", "customer.region contains \"深圳\"",
        "customer.region starts_with \"广东\"", "values.2.order is missing", "not values.1.order is missing",
        "values.1.order starts_with 'SF-'", "open(\"Office\")", "not open('夜班')", "true", "not not known"})
    EXPECT_TRUE(is_true(text)) << text;
  for (const char* text : {"channel = \"webchat\"", "waited > 90", "waited != 90", "known = false", "channel is missing",
                           "channel in ('ticket')", "customer.region = \"广东\"", "open(\"夜班\")", "false"})
    EXPECT_FALSE(is_true(text)) << text;
}

TEST(Expressions, bind_not_before_and_before_or) {
  EXPECT_TRUE(is_true("true or true and false"));
  EXPECT_FALSE(is_true("(true or true) and false"));
  EXPECT_TRUE(is_true("not false and true"));
  EXPECT_FALSE(is_true("not (false or true)"));
  EXPECT_TRUE(is_true("not waited = 1"));
  EXPECT_TRUE(is_true("known\n  and waited > 1\n  and not vip"));
}

TEST(Expressions, calculate_with_four_places) {
  EXPECT_EQ(number("1 + 2 * 3 - 4 / 2"), "5");
  EXPECT_EQ(number("(1 + 2) * -3"), "-9");
  EXPECT_EQ(number("10 - 3 - 2"), "5");
  EXPECT_EQ(number("waited -1"), "89");
  EXPECT_EQ(number("0.1 + 0.2"), "0.3");
  EXPECT_EQ(number("10 / 3"), "3.3333");
  EXPECT_EQ(number("-2 / 3"), "-0.6666");
  EXPECT_EQ(number("0.5 * 0.5"), "0.25");
  EXPECT_EQ(number("0.01 * 0.001"), "0");
  EXPECT_EQ(number("7 / 0"), "0");
  EXPECT_EQ(number("min(3, max(-1, waited))"), "3");
  EXPECT_EQ(number("customer.value"), "72.5");
}

TEST(Expressions, stay_at_the_end_of_the_range_of_numbers) {
  EXPECT_EQ(number("922337203685477.5807 + 1"), "922337203685477.5807");
  EXPECT_EQ(number("-922337203685477.5807 - 1"), "-922337203685477.5808");
  EXPECT_EQ(number("922337203685477 * 922337203685477"), "922337203685477.5807");
  EXPECT_EQ(number("922337203685477 * -2"), "-922337203685477.5808");
  EXPECT_EQ(number("-922337203685477 / 0.0001"), "-922337203685477.5808");
  EXPECT_EQ(divide(INT64_MIN, -number_scale), INT64_MAX);
}

TEST(Expressions, turn_texts_into_numbers_and_other_texts) {
  EXPECT_EQ(number("number(values.amount) * 2"), "399.8");
  EXPECT_EQ(number("number('-12')"), "-12");
  EXPECT_EQ(number("number('3.14159')"), "3.1415");
  EXPECT_EQ(number("number('99999999999999999999')"), "922337203685477.5807");
  for (const char* none : {"number('')", "number('abc')", "number(' 1')", "number('1e3')", "number('.5')", "number('5.')",
                           "number('--1')", "number('１２')", "number('1.2.3')", "number(values.2.order)"})
    EXPECT_EQ(number(none), "0") << none;
  EXPECT_EQ(text_of("lower('ÄBc上')"), "Äbc上");
  EXPECT_EQ(number("length(customer.region)"), "6");
  EXPECT_EQ(number("length('😀a')"), "2");
  EXPECT_EQ(number("length('')"), "0");
}

TEST(Expressions, read_quotes_and_escapes) {
  EXPECT_EQ(text_of(R"("a 'b' \"c\" \\ \n")"), "a 'b' \"c\" \\ \n");
  EXPECT_EQ(text_of(R"('a "b" \'c\'')"), "a \"b\" 'c'");
  EXPECT_EQ(text_of("\"，（）\""), "，（）");
}

TEST(Expressions, give_missing_and_mistyped_values_the_value_of_nothing) {
  Values wrong;
  wrong.values["channel"] = Value::of_whole(3);
  wrong.values["waited"] = Value::of_text("90");
  wrong.values["known"] = Value::of_whole(1);
  for (const auto& values : {Values{}, wrong}) {
    EXPECT_TRUE(holds(parsed("channel is missing"), values));
    EXPECT_TRUE(holds(parsed("waited = 0"), values));
    EXPECT_TRUE(holds(parsed("known = false"), values));
    EXPECT_FALSE(holds(parsed("open('Office')"), values));
  }
}

TEST(Expressions, hold_when_empty_and_never_when_they_are_no_condition) {
  EXPECT_TRUE(holds(Expression{}, a_caller()));
  EXPECT_FALSE(holds(parsed("1"), a_caller()));
  EXPECT_FALSE(holds(parsed("channel"), a_caller()));
}

TEST(Expressions, ask_only_for_what_the_answer_depends_on) {
  struct Asked final : Lookup {
    mutable std::vector<std::string> names;
    Value value_of(std::string_view name) const override {
      names.emplace_back(name);
      return {};
    }
    bool is_open(std::string_view name) const override {
      names.emplace_back(name);
      return true;
    }
  } asked;
  EXPECT_FALSE(holds(parsed("vip and (known or waited > 3) and open('Office')"), asked));
  EXPECT_EQ(asked.names, std::vector<std::string>{"vip"});
  asked.names.clear();
  EXPECT_TRUE(holds(parsed("(vip or open('Office') or known) and waited < 3"), asked));
  EXPECT_EQ(asked.names, (std::vector<std::string>{"vip", "Office", "waited"}));
}

TEST(Expressions, come_back_from_the_journal_as_they_were) {
  const auto written = parsed("channel in ('voice', 'webchat') and number(values.a) > -1.5");
  codec::Writer writer;
  writer.put(written);
  const auto bytes = writer.take();
  codec::Reader reader(bytes);
  Expression read;
  reader.get(read);
  EXPECT_FALSE(reader.error());
  EXPECT_TRUE(read == written);
  EXPECT_EQ(read.source, "channel in ('voice', 'webchat') and number(values.a) > -1.5");
}

TEST(Expressions, refuse_unknown_names_and_say_what_may_be_meant) {
  EXPECT_EQ(problem("chanel = 'voice'"), "0: there is no 'chanel' (did you mean 'channel'?)");
  EXPECT_EQ(problem("known and order = 'x'"),
            "10: there is no 'order'; what a flow collected is written values.NAME, and a text stands in quotes");
  EXPECT_EQ(problem("known AND vip"),
            "6: 'AND' cannot stand here: the expression should end here (did you mean 'and'?)");
  EXPECT_EQ(problem("lenght(channel) > 1"), "0: there is no function 'lenght' (did you mean 'length'?)");
  EXPECT_EQ(problem("open('Ofice')"), "5: there are no opening hours 'Ofice' (did you mean 'Office'?)");
  EXPECT_EQ(problem("open(channel)"),
            "5: 'channel' cannot stand here: open takes the name of opening hours, in quotes");
  EXPECT_EQ(problem("values.Order is missing"), "0: the names of values are made of a-z, 0-9, _ and .");
}

TEST(Expressions, refuse_words_that_a_name_can_never_be) {
  EXPECT_EQ(problem("channel = 'fax'"), "10: channel is one of voice, webchat, ticket; 'fax' is none");
  EXPECT_EQ(problem("'voise' != channel"),
            "0: channel is one of voice, webchat, ticket; 'voise' is none (did you mean 'voice'?)");
  EXPECT_EQ(problem("channel in ('voice', 'fax')"), "21: channel is one of voice, webchat, ticket; 'fax' is none");
  EXPECT_EQ(problem("channel contains 'fax'"), "");
}

TEST(Expressions, refuse_what_does_not_fit_together) {
  EXPECT_EQ(problem("waited = '3'"), "9: 'waited' is a number and '3' is a text: they cannot be compared");
  EXPECT_EQ(problem("values.amount = 3"),
            "16: 'values.amount' is a text and 3 is a number: they cannot be compared; number(values.amount) makes a "
            "number of it");
  EXPECT_EQ(problem("values.amount > 3"),
            "0: 'values.amount' is a text, but a number is needed here; number(values.amount) makes a number of it");
  EXPECT_EQ(problem("known and waited"), "10: 'waited' is a number, but true or false is needed here");
  EXPECT_EQ(problem("not channel"), "4: 'channel' is a text, but true or false is needed here");
  EXPECT_EQ(problem("waited + 1"), "0: 'waited + 1' is a number, but true or false is needed here");
  EXPECT_EQ(problem("waited contains '1'"), "0: 'waited' is a number, but a text is needed here");
  EXPECT_EQ(problem("waited is missing"), "0: 'waited' is a number, but a text is needed here");
  EXPECT_EQ(problem("waited in (1, '2')"), "14: 'waited' is a number, but this item is a text");
  EXPECT_EQ(problem("known in (1)"), "0: 'known' is true or false; 'in' looks for a text or a number");
  EXPECT_EQ(problem("min(1, 'x') = 1"), "7: 'x' is a text, but a number is needed here");
}

TEST(Expressions, say_what_is_wrong_in_chinese_too) {
  const auto chinese = [](std::string_view text) { return std::get<ParseProblem>(parse(text, vocabulary, Type::truth)).text.zh; };
  EXPECT_EQ(chinese("values.amount > 3"), "'values.amount' 是文本，而这里需要数字；number(values.amount) 可以把它变成数字");
  EXPECT_EQ(chinese("known AND vip"), "'AND' 不能写在这里：表达式应在这里结束（是不是想写“and”？）");
  EXPECT_EQ(chinese("channel = 'fax'"), "channel 是以下之一：voice, webchat, ticket；“fax”不在其中");
}

TEST(Expressions, refuse_what_cannot_be_read) {
  EXPECT_EQ(problem(" "), "0: there is nothing here: an expression is missing");
  EXPECT_EQ(problem("known and"),
            "9: something is missing at the end: a name, a text in quotes or a number was expected");
  EXPECT_EQ(problem("known vip"), "6: 'vip' cannot stand here: the expression should end here");
  EXPECT_EQ(problem("(known"), "6: something is missing at the end: a ')' was expected");
  EXPECT_EQ(problem("known and or vip"), "10: a value is missing before 'or'");
  EXPECT_EQ(problem("known = not vip"), "8: 'not' needs parentheses around it here: (not …)");
  EXPECT_EQ(problem("channel is not missing"),
            "11: 'not' cannot stand here: 'missing' was expected; its contrary is written: not … is missing");
  EXPECT_EQ(problem("1 < waited < 3"), "11: one comparison cannot follow another: use 'and', or parentheses");
  EXPECT_EQ(problem("channel in ()"), "12: ')' cannot stand here: a list holds texts in quotes or numbers");
  EXPECT_EQ(problem("waited = -known"), "9: a minus stands before digits or between two numbers; write 0 - … instead");
  EXPECT_EQ(problem("waited == 3"), "7: '==' is written '=' here");
  EXPECT_EQ(problem("known && vip"), "6: '&&' is written 'and' here");
  EXPECT_EQ(problem("!known"), "0: '!' is written 'not' here");
  EXPECT_EQ(problem("channel = “voice”"),
            "10: texts stand in quotes, and signs outside of them are half-width: \" ' ( ) , = < >");
  EXPECT_EQ(problem("channel = 'voice"), "10: this text is not closed on its line: another ' is missing");
  EXPECT_EQ(problem("channel = 'a\nb'"), "10: this text is not closed on its line: another ' is missing");
  EXPECT_EQ(problem("channel = 'a\\d'"),
            "12: after a backslash there must be \", ', \\ or n; a backslash itself is written \\\\");
  EXPECT_EQ(problem("waited = 1.23456"), "9: a number has at most four places after the point");
  EXPECT_EQ(problem("waited = 1."), "9: digits are missing after the point");
  EXPECT_EQ(problem("waited = 12a"), "9: a number is made of digits and one point; a text stands in quotes");
  EXPECT_EQ(problem("waited = 922337203685477.5808"), "9: this number is too large");
  EXPECT_EQ(problem("known # vip"), "6: '#' has no meaning here");
  EXPECT_EQ(problem("known and \xff"), "10: this is not UTF-8 text");
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(Expressions, are_bounded) {
  EXPECT_EQ(problem(repeated(" ", 3996) + "true"), "");
  EXPECT_EQ(problem(repeated(" ", 3997) + "true"), "4000: the expression is too long: at most 4000 bytes");
  EXPECT_EQ(problem(repeated("vip or ", 198) + "vip"), "");
  EXPECT_EQ(problem(repeated("vip or ", 199) + "vip"),
            "0: the expression is too large: at most 200 names, values and operators");
  EXPECT_EQ(problem(repeated("(", 32) + "vip" + repeated(")", 32)), "");
  EXPECT_EQ(problem(repeated("(", 33) + "vip" + repeated(")", 33)), "32: this is nested too deeply: at most 32 levels");
  EXPECT_EQ(problem(repeated("not ", 31) + "vip"), "");
  EXPECT_EQ(problem(repeated("not ", 32) + "vip"), "0: this is nested too deeply: at most 32 levels");
  EXPECT_EQ(problem("0 = 1" + repeated(" + 1", 30)), "");
  EXPECT_EQ(problem("0 = 1" + repeated(" + 1", 31)), "0: this is nested too deeply: at most 32 levels");
  EXPECT_EQ(problem("waited in (" + repeated("1,", 199) + "1)"), "");
  EXPECT_EQ(problem("waited in (" + repeated("1,", 200) + "1)"), "411: the list is too long: at most 200 items");
}

TEST(Expressions, evaluate_damaged_nodes_to_nothing) {
  const auto value = [](std::vector<ExpressionNode> nodes) { return evaluate(nodes, a_caller()); };
  EXPECT_EQ(value({{Op::or_, 2, "", 0}, {Op::truth, 0, "", 1}}), Value{}) << "a child is missing";
  EXPECT_EQ(value({{Op::or_, INT32_MAX, "", 0}, {Op::truth, 0, "", 1}}), Value{});
  EXPECT_EQ(value({{Op::truth, -1, "", 1}}), Value{});
  EXPECT_EQ(value({{Op::truth, 0, "", 1}, {Op::truth, 0, "", 1}}), Value{}) << "two trees";
  EXPECT_EQ(value({{Op::not_, 1, "", 0}, {Op::number, 0, "", 0}}), Value{}) << "of the wrong type";
  EXPECT_EQ(value({{static_cast<Op>(99), 0, "", 0}}), Value{});
  EXPECT_EQ(value({{Op::or_, 2, "", 0}, {Op::truth, 0, "", 1}, {Op::none, 0, "", 0}}), Value{})
      << "damage behind what decides";
  std::vector<ExpressionNode> deep(100000, ExpressionNode{Op::not_, 1, "", 0});
  deep.push_back({Op::truth, 0, "", 1});
  EXPECT_EQ(value(deep), Value{});
}

}  // namespace
}  // namespace tandem::expressions
