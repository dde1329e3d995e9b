// Rules of routing: their conditions, and those that could never apply.
#include "app/configuration/testing/files.hpp"

namespace tandem::configuration {
namespace {

using namespace testing;

const std::string around =
    "skills: [a]\nteams: [{name: t}]\nqueues: [{name: q}, {name: r}]\nhours: [{name: office, week: {mon: [09:00-10:00]}}]\n"
    "flows: {f: {start: a, nodes: {a: {queue: q}}}}\nnumbers: [{number: '4001', flow: f}]\nsites: [{key: shop, chat_flow: f}]\n";

std::string wrong(const std::string& rules) { return bad(around + "rules: [" + rules + "]\n"); }
Configuration right(const std::string& rules) { return good(around + "rules: [" + rules + "]\n").configuration; }

TEST(ConfigurationRules, keep_their_order_and_say_what_they_set) {
  const auto c = right("{name: b, when: 'tier = \"vip\"', queue: r, priority: -5, requires: {a: 3}, teams: [t], last: true}, "
                       "{name: a, priority: 1}");
  ASSERT_EQ(c.rules.size(), 2u);
  const auto& rule = c.rules[0];
  EXPECT_EQ(rule.name, "b");
  EXPECT_EQ(rule.when.source, "tier = \"vip\"");
  EXPECT_FALSE(rule.when.empty());
  EXPECT_EQ(find_by_id(c.queues, rule.queue)->name, "r");
  EXPECT_EQ(rule.priority, -5);
  EXPECT_EQ(rule.required.at(0).level, 3);
  EXPECT_EQ(rule.teams.size(), 1u);
  EXPECT_TRUE(rule.last);
  EXPECT_TRUE(c.rules[1].when.empty()) << "without a condition it applies to all";
}

TEST(ConfigurationRules, may_speak_of_everything_in_the_vocabulary) {
  for (const auto* when :
       {"channel = \"callback\"", "tier in (\"gold\", \"vip\")", "language starts_with \"en\"", "region starts_with \"广东省\"", "known",
        "not known", "value >= 50.5", "risk > 70", "number = \"4001\"", "site = \"shop\"", "queue = \"q\"", "priority < 3",
        "values.business = \"loan\"", "open(\"office\")"})
    right("{name: x, priority: 1, when: '" + std::string(when) + "'}");
}

TEST(ConfigurationRules, a_bad_condition_is_named_with_its_character) {
  EXPECT_NE(wrong("{name: x, priority: 1, when: 'tier = \"vip\" and 渠道 = 1'}").find("'when' of rule 'x', character 18: "),
            std::string::npos);
  EXPECT_NE(wrong("{name: x, priority: 1, when: 'teir = \"vip\"'}").find("did you mean 'tier'?"), std::string::npos);
  EXPECT_NE(wrong("{name: x, priority: 1, when: 'tier = \"platinum\"'}"), "no problem");
  EXPECT_NE(wrong("{name: x, priority: 1, when: 'queue = \"p\"'}"), "no problem") << "there is no such queue";
  EXPECT_NE(wrong("{name: x, priority: 1, when: 'open(\"home\")'}"), "no problem");
  EXPECT_NE(wrong("{name: x, priority: 1, when: 'value'}"), "no problem") << "a number is no condition";
  EXPECT_NE(wrong("{name: x, priority: 1, when: ''}"), "no problem");
}

TEST(ConfigurationRules, that_can_never_apply_are_refused) {
  EXPECT_NE(wrong("{name: x, priority: 1, when: 'tier = \"vip\" and tier = \"gold\"'}").find("because its condition never holds"),
            std::string::npos);
  EXPECT_NE(wrong("{name: x, priority: 1, when: 'value > 50', last: true}, {name: y, priority: 1, when: 'value > 60 and known'}")
                .find("rule 'y' can never apply, because rule 'x' before it takes all of these"),
            std::string::npos);
  EXPECT_NE(wrong("{name: x, last: true}, {name: y, priority: 1}").find("rule 'y' can never apply"), std::string::npos);
  right("{name: x, priority: 1, when: 'value > 50'}, {name: y, priority: 1, when: 'value > 60'}");
  right("{name: x, priority: 1, when: 'value > 60', last: true}, {name: y, priority: 1, when: 'value > 50'}");
}

TEST(ConfigurationRules, that_set_nothing_or_stand_there_twice_are_refused) {
  EXPECT_NE(wrong("{name: x, when: known}").find("rule 'x' sets nothing"), std::string::npos);
  EXPECT_NE(wrong("{name: x, when: known, priority: 0, requires: {}, teams: []}").find("sets nothing"), std::string::npos);
  right("{name: x, when: known, last: true}");
  EXPECT_NE(wrong("{name: x, priority: 1}, {name: x, priority: 2}").find("the rule 'x' is there twice"), std::string::npos);
  EXPECT_NE(wrong("{priority: 1}").find("needs 'name'"), std::string::npos);
  EXPECT_NE(wrong("{name: x, queue: s}").find("there is no queue 's'"), std::string::npos);
  EXPECT_NE(wrong("{name: x, priority: 1001}").find("from -1000 to 1000"), std::string::npos);
  std::string many;
  for (int i = 0; i < 201; ++i) many += "{name: x" + std::to_string(i) + ", priority: 1}, ";
  EXPECT_NE(wrong(many).find("more than 200"), std::string::npos);
}

}  // namespace
}  // namespace tandem::configuration
