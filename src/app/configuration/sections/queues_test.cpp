// Skills with a meaning, capacity that work interrupts, and everything a queue can ask for.
#include "app/configuration/testing/files.hpp"

namespace tandem::configuration {
namespace {

using namespace testing;

const Configuration& everything() {
  static const auto desired = good(read_file("src/app/configuration/testing/everything.yaml"));
  return desired.configuration;
}
template <class T>
const T& named(const std::vector<T>& list, std::string_view name) {
  for (const auto& item : list)
    if (item.name == name) return item;
  throw std::runtime_error("nothing is called " + std::string(name));
}

TEST(ConfigurationSkills, stand_for_a_language_a_region_a_tier_or_a_business) {
  const auto& skills = everything().skills;
  EXPECT_EQ(named(skills, "orders").kind, SkillKind::skill);
  EXPECT_EQ(named(skills, "english").codes, std::vector<std::string>{"en"});
  EXPECT_EQ(named(skills, "华南").codes, (std::vector<std::string>{"广东省", "海南省"}));
  EXPECT_EQ(named(skills, "important").kind, SkillKind::tier);
  EXPECT_EQ(named(skills, "experience").kind, SkillKind::complexity);
}

TEST(ConfigurationSkills, codes_are_checked_by_what_they_stand_for) {
  const auto wrong = [](const std::string& skill) { return bad("skills: [{name: x, " + skill + "}]\n"); };
  EXPECT_NE(wrong("kind: languge, code: en").find("must be one of skill, language"), std::string::npos);
  EXPECT_NE(wrong("kind: language").find("needs 'codes': which language it stands for"), std::string::npos);
  EXPECT_NE(wrong("kind: region, codes: []").find("needs 'codes'"), std::string::npos);
  for (const auto* code : {"e", "english-", "123", "en_GB", "en GB", "-en", "toolonglanguage"})
    EXPECT_NE(wrong("kind: language, code: '" + std::string(code) + "'").find("is no language"), std::string::npos) << code;
  for (const auto* code : {"en", "zh-CN", "zh-Hant-TW", "yue", "de-1996"})
    good("skills: [{name: x, kind: language, code: " + std::string(code) + "}]\n");
  EXPECT_NE(wrong("kind: tier, code: glod").find("(did you mean 'gold'?)"), std::string::npos);
  EXPECT_NE(wrong("kind: business, codes: [a, a]").find("there twice"), std::string::npos);
  EXPECT_NE(wrong("code: en").find("has no codes"), std::string::npos);
  EXPECT_NE(wrong("kind: complexity, code: hard").find("has no codes"), std::string::npos);
  EXPECT_NE(wrong("kind: language, code: en, codes: [zh]").find("either 'code' or 'codes'"), std::string::npos);
  EXPECT_NE(bad("skills: [{name: x, kind: complexity}, {name: y, kind: complexity}]\n").find("more than one"), std::string::npos);
}

TEST(ConfigurationCapacity, says_what_work_does_not_stand_in_the_way) {
  const auto& c = everything();
  EXPECT_EQ(c.capacity_of(Channel::voice)->interrupts, std::vector<Channel>{Channel::ticket});
  EXPECT_EQ(c.capacity_of(Channel::callback)->interrupts, (std::vector<Channel>{Channel::webchat, Channel::ticket, Channel::email}));
  EXPECT_EQ(c.capacity_of(Channel::email)->cost, 12);
  const auto usual = good("capacity: {voice: {cost: 50}, email: {most: 3}}\n").configuration;
  EXPECT_EQ(usual.capacity_of(Channel::voice)->interrupts, (std::vector<Channel>{Channel::ticket, Channel::email}));
  EXPECT_EQ(usual.capacity_of(Channel::email)->most, 3);
  EXPECT_TRUE(good("capacity: {voice: {interrupts: []}}\n").configuration.capacity_of(Channel::voice)->interrupts.empty());
}

TEST(ConfigurationCapacity, nothing_interrupts_itself_or_what_interrupts_it) {
  EXPECT_NE(bad("capacity: {webchat: {interrupts: [webchat]}}\n").find("cannot interrupt itself"), std::string::npos);
  EXPECT_NE(bad("capacity: {ticket: {interrupts: [voice]}}\n").find("voice and ticket interrupt each other"), std::string::npos);
  EXPECT_NE(bad("capacity: {webchat: {interrupts: [phone]}}\n").find("'phone' cannot stand in"), std::string::npos);
  EXPECT_NE(bad("capacity: {fax: {cost: 1}}\n").find("unknown key 'fax'"), std::string::npos);
}

TEST(ConfigurationQueues, say_everything_that_they_can) {
  const auto& c = everything();
  const auto& queue = named(c.queues, "support");
  EXPECT_EQ(queue.match.size(), 5u);
  EXPECT_EQ(queue.match.front(), SkillKind::language);
  EXPECT_EQ(queue.choose, AgentChoice::best_score);
  EXPECT_EQ(queue.weights.handle_time, 0);
  EXPECT_EQ(queue.weights.resolution, 100);
  EXPECT_EQ(queue.sticky, (std::vector<StickyTo>{StickyTo::owner, StickyTo::last})) << "their order counts";
  EXPECT_EQ(queue.sticky_ms, 45'000);
  EXPECT_EQ(queue.value_points, 30);
  EXPECT_EQ(queue.risk_points, 1000);
  EXPECT_TRUE(queue.auto_accept);
  EXPECT_EQ(queue.hours, named(c.hours, "office").id);
  EXPECT_EQ(queue.target_permille, 333);
}

TEST(ConfigurationQueues, overflow_to_queues_and_flows_that_come_later_in_the_file) {
  const auto& c = everything();
  const auto& overflows = named(c.queues, "support").overflows;
  ASSERT_EQ(overflows.size(), 5u);
  EXPECT_EQ(overflows[0].when, OverflowWhen::waited);
  EXPECT_EQ(overflows[0].over, 60'000);
  EXPECT_EQ(overflows[0].queue, named(c.queues, "helpers").id);
  EXPECT_EQ(overflows[1].over, 10) << "contacts, not milliseconds";
  EXPECT_EQ(overflows[2].when, OverflowWhen::estimated_wait);
  EXPECT_EQ(overflows[2].flow, named(c.flows, "busy").id);
  EXPECT_FALSE(overflows[2].queue);
  EXPECT_EQ(overflows[3].when, OverflowWhen::closed);
  EXPECT_EQ(overflows[4].when, OverflowWhen::no_agents);
}

TEST(ConfigurationQueues, overflow_for_one_reason_to_one_place) {
  const auto wrong = [](const std::string& entry) { return bad("queues: [{name: q, overflow: [" + entry + "]}, {name: r}]\n"); };
  EXPECT_NE(wrong("{queue: r}").find("exactly one condition"), std::string::npos);
  EXPECT_NE(wrong("{waited_seconds: 5, waiting: 3, queue: r}").find("exactly one condition"), std::string::npos);
  EXPECT_NE(wrong("{waiting: 3}").find("exactly one of 'queue'"), std::string::npos);
  EXPECT_NE(wrong("{waiting: 3, queue: r, flow: f}").find("exactly one of 'queue'"), std::string::npos);
  EXPECT_NE(wrong("{waiting: 3, queue: q}").find("cannot overflow to itself"), std::string::npos);
  EXPECT_NE(wrong("{waiting: 3, flow: f}").find("there is no flow 'f'"), std::string::npos);
  EXPECT_NE(wrong("{waiting: 0, queue: r}").find("from 1 to"), std::string::npos);
  EXPECT_NE(wrong("{no_agents: false, queue: r}").find("can only be true"), std::string::npos);
  EXPECT_NE(wrong("{closed: true, queue: r}").find("is always open"), std::string::npos);
  std::string many;
  for (int i = 1; i <= 11; ++i) many += "{waiting: " + std::to_string(i) + ", queue: r}, ";
  EXPECT_NE(wrong(many).find("more than 10 entries"), std::string::npos);
}

TEST(ConfigurationQueues, mistakes_are_named) {
  const auto wrong = [](const std::string& keys) { return bad("queues: [{name: q, " + keys + "}]\n"); };
  EXPECT_NE(wrong("match: [skill]").find("'skill' cannot stand in 'match'"), std::string::npos);
  EXPECT_NE(wrong("match: [tier, tier]").find("there twice"), std::string::npos);
  EXPECT_NE(wrong("weights: {handle_time: 0, satisfaction: 0, resolution: 0}").find("all 0"), std::string::npos);
  EXPECT_NE(wrong("weights: {handle_time: 101}").find("from 0 to 100"), std::string::npos);
  EXPECT_NE(wrong("sticky: {to: []}").find("names nobody"), std::string::npos);
  EXPECT_NE(wrong("sticky: {to: [nobody]}").find("'nobody' cannot stand"), std::string::npos);
  EXPECT_NE(wrong("sticky: {wait_seconds: 5}").find("needs 'to'"), std::string::npos);
  EXPECT_NE(wrong("value_points: 1001").find("from 0 to 1000"), std::string::npos);
  EXPECT_NE(wrong("hours: office").find("there is no entry of hours 'office'"), std::string::npos);
  EXPECT_NE(wrong("auto_accept: yes").find("must be one of false, true"), std::string::npos);
}

}  // namespace
}  // namespace tandem::configuration
