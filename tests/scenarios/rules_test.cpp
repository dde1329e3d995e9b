// Rules of routing: conditions over the customer, what the flow collected, channel, time and queue change whom a contact is for and
// how soon. The conditions are written as an administrator writes them.
#include <algorithm>

#include "core/expressions/parse.hpp"
#include "core/rule_names.hpp"
#include "scenarios/world.hpp"

namespace tandem::scenarios {
namespace {

constexpr SkillId senior{1};
constexpr std::array<std::string_view, 1> hour_names{"day"};

Expression condition(std::string_view text) {
  std::vector<expressions::Name> names;
  for (const auto& name : rule_names) names.push_back({name.name, name.type, name.words});
  auto parsed = expressions::parse(text, {names, hour_names}, expressions::Type::truth);
  if (const auto* problem = std::get_if<expressions::ParseProblem>(&parsed)) {
    ADD_FAILURE() << text << ": " << problem->text.en;
    return {};
  }
  return std::get<Expression>(std::move(parsed));
}

RoutingRule rule(std::string name, std::string_view when) {
  RoutingRule out;
  out.name = std::move(name);
  out.when = condition(when);
  return out;
}

Configuration ruled(std::vector<RoutingRule> rules) {
  auto out = counter(3, 2);
  out.skills = {{senior, "senior"}};
  out.teams = {{TeamId{1}, "one"}, {TeamId{2}, "two"}};
  out.agents[1].skills = {{senior, 8}};
  for (auto& agent : out.agents) agent.team = TeamId{agent.id.value};
  out.rules = std::move(rules);
  return out;
}

// Whether a rule with this condition applies to a call to queue 1.
bool applies(std::string_view when, Contact who = {}) {
  World world(ruled({rule("tried", when)}));
  return world.task_of(world.call_to(1, std::move(who)))->rules == std::vector<std::string>{"tried"};
}

TEST(Rules, complaints_go_to_senior_agents) {
  auto complaints = rule("complaints", "values.class = \"complaint\"");
  complaints.required = {{senior, 7}};
  World world(ruled({complaints}));
  const auto call = world.call_to(1);
  world.set_value(call, "class", "complaint");
  world.sign_in(1);
  EXPECT_EQ(world.offered_to(call), 0);
  world.sign_in(2);
  EXPECT_EQ(world.offered_to(call), 2);
  EXPECT_EQ(world.last<ReservationMade>().why.rules, std::vector<std::string>{"complaints"});
}

TEST(Rules, customers_at_risk_are_served_sooner) {
  auto at_risk = rule("at risk", "risk >= 80");
  at_risk.priority = 5;
  World world(ruled({at_risk}));
  world.call_to(1);
  world.pass_ms(1000);
  const auto leaving = world.call_to(1, {.traits = {.risk = 80}});
  world.sign_in(1);
  EXPECT_EQ(world.offered_to(leaving), 1);
}

TEST(Rules, technical_questions_go_to_another_queue) {
  auto technical = rule("technical", "values.class = \"technical\"");
  technical.queue = QueueId{3};
  World world(ruled({technical}));
  const auto call = world.call_to(1);
  const auto since = world.task_of(call)->since;
  world.pass_ms(4000);
  world.set_value(call, "class", "technical");
  EXPECT_EQ(world.task_of(call)->queue, QueueId{3});
  EXPECT_EQ(world.task_of(call)->entered, QueueId{1});
  EXPECT_EQ(world.task_of(call)->since, since) << "its place is kept";
  world.set_value(call, "class", "other");
  EXPECT_EQ(world.task_of(call)->queue, QueueId{1}) << "and it goes back when that was a mistake";
  EXPECT_EQ(world.task_of(call)->since, since);
}

TEST(Rules, a_team_takes_the_place_of_the_queues_teams) {
  auto rule_of_two = rule("two", "tier = \"vip\"");
  rule_of_two.teams = {TeamId{2}};
  auto configuration = ruled({rule_of_two});
  configuration.queues[0].teams = {TeamId{1}};
  World world(configuration);
  world.sign_in(1);
  world.sign_in(2);
  EXPECT_EQ(world.offered_to(world.call_to(1, {.tier = "vip"})), 2);
  EXPECT_EQ(world.offered_to(world.call_to(1)), 1);
}

TEST(Rules, all_that_apply_count_in_their_order) {
  auto first = rule("first", "known");
  first.priority = 1;
  first.required = {{senior, 3}};
  auto second = rule("second", "value > 10");
  second.priority = 2;
  second.required = {{senior, 6}};
  auto third = rule("third", "value > 90");
  third.priority = 100;
  World world(ruled({first, second, third}));
  const auto* task = world.task_of(world.call_to(1, {.customer = CustomerId{7}, .traits = {.value = 50}}));
  EXPECT_EQ(task->rules, (std::vector<std::string>{"first", "second"}));
  EXPECT_EQ(task->priority, 3);
  EXPECT_EQ(task->required, (std::vector<SkillLevel>{{senior, 6}})) << "the higher level";
}

TEST(Rules, the_last_one_hides_those_after_it) {
  auto first = rule("first", "known");
  first.last = true;
  World world(ruled({first, rule("second", "true")}));
  EXPECT_EQ(world.task_of(world.call_to(1, {.customer = CustomerId{7}}))->rules, std::vector<std::string>{"first"});
  EXPECT_EQ(world.task_of(world.call_to(1))->rules, std::vector<std::string>{"second"});
}

TEST(Rules, of_two_that_choose_a_queue_the_later_counts) {
  auto first = rule("first", "true");
  first.queue = QueueId{2};
  auto second = rule("second", "queue = \"queue 1\"");
  second.queue = QueueId{3};
  World world(ruled({first, second}));
  EXPECT_EQ(world.task_of(world.call_to(1))->queue, QueueId{3}) << "both see the queue that the flow chose";
}

TEST(Rules, can_speak_of_everything_that_a_contact_brings_along) {
  EXPECT_TRUE(applies("channel = \"voice\""));
  EXPECT_FALSE(applies("channel in (\"webchat\", \"email\")"));
  EXPECT_TRUE(applies("tier = \"gold\"", {.tier = "gold"}));
  EXPECT_TRUE(applies("tier is missing"));
  EXPECT_TRUE(applies("language starts_with \"en\"", {.language = "en-GB"}));
  EXPECT_TRUE(applies("region contains \"深圳\"", {.traits = {.region = "广东省深圳市"}}));
  EXPECT_TRUE(applies("known", {.customer = CustomerId{7}}));
  EXPECT_FALSE(applies("known"));
  EXPECT_TRUE(applies("value + risk > 100", {.traits = {.value = 60, .risk = 41}}));
  EXPECT_TRUE(applies("number = \"4001\""));
  EXPECT_TRUE(applies("site is missing"));
  EXPECT_TRUE(applies("queue = \"queue 1\""));
  EXPECT_TRUE(applies("priority = 0"));
  EXPECT_TRUE(applies("values.anything is missing"));
}

TEST(Rules, see_the_site_of_a_chat_and_the_channel_of_work) {
  World world(ruled({rule("site", "site = \"site2\""), rule("mail", "channel = \"email\"")}));
  EXPECT_EQ(world.task_of(world.chat_to(2))->rules, std::vector<std::string>{"site"});
  EXPECT_EQ(world.task_of(world.work(Channel::email, 1))->rules, std::vector<std::string>{"mail"});
}

TEST(Rules, see_the_priority_that_the_queue_and_the_flow_gave) {
  auto configuration = ruled({rule("high", "priority >= 3")});
  configuration.queues[1].priority = 2;
  std::get<QueueNode>(configuration.flows[1].nodes[0].body).priority = 1;
  World world(configuration);
  EXPECT_EQ(world.task_of(world.call_to(2))->rules, std::vector<std::string>{"high"});
  EXPECT_TRUE(world.task_of(world.call_to(1))->rules.empty());
}

TEST(Rules, go_by_the_hours_at_the_moment_of_the_contact) {
  auto at_night = rule("at night", "not open(\"day\")");
  at_night.queue = QueueId{2};
  auto configuration = ruled({at_night});
  const World clock;
  configuration.hours = {{HoursId{1}, "day", "", {{clock.now(), clock.now().plus_ms(10'000)}}}};
  World world(configuration);
  const auto by_day = world.call_to(1);
  EXPECT_EQ(world.task_of(by_day)->queue, QueueId{1});
  world.pass_ms(10'000);
  EXPECT_EQ(world.task_of(world.call_to(1))->queue, QueueId{2});
  EXPECT_EQ(world.task_of(by_day)->queue, QueueId{1}) << "who waits is not moved by the clock alone";
}

TEST(Rules, do_not_overrule_the_queue_that_a_supervisor_chose) {
  auto all_to_three = rule("three", "known");
  all_to_three.queue = QueueId{3};
  all_to_three.priority = 4;
  World world(ruled({all_to_three}));
  const auto call = world.call_to(1, {.customer = CustomerId{7}});
  EXPECT_EQ(world.task_of(call)->queue, QueueId{3});
  world.move(call, 3, 2);
  EXPECT_EQ(world.task_of(call)->queue, QueueId{2});
  EXPECT_EQ(world.task_of(call)->priority, 4) << "the rest of the rule counts";
  world.set_value(call, "anything", "new");
  EXPECT_EQ(world.task_of(call)->queue, QueueId{2});
}

TEST(Rules, see_what_became_known_of_the_customer_by_a_look_up_of_the_flow) {
  auto vip = rule("vip", "tier = \"vip\"");
  vip.queue = QueueId{2};
  auto configuration = ruled({vip});
  LookUpNode look_up;
  look_up.key = "$contact";
  look_up.found = look_up.not_found = look_up.failed = 1;
  auto& nodes = configuration.flows[0].nodes;
  nodes.insert(nodes.begin(), {"look", look_up});
  World world(configuration);
  const auto call = world.call_to(1);
  LookUpAnswered answer;
  answer.request = world.last_effect<LookUp>()->request;
  answer.result = LookUpResult::found;
  answer.customer = CustomerId{7};
  answer.tier = "vip";
  answer.traits.value = 3;
  world.step(answer);
  EXPECT_EQ(world.task_of(call)->queue, QueueId{2});
}

TEST(Rules, that_changed_nothing_leave_no_trace) {
  World world(ruled({rule("vip", "tier = \"vip\"")}));
  const auto call = world.call_to(1);
  EXPECT_TRUE(world.task_of(call)->rules.empty());
  world.set_value(call, "anything", "new");
  world.link(call, {CustomerId{7}, "silver", "", {}});
  EXPECT_TRUE(world.facts<TaskChanged>().empty());
}

TEST(Rules, are_those_of_the_configuration_that_counts_when_a_contact_comes) {
  World world(ruled({rule("old", "true")}));
  world.publish(ruled({rule("new", "true")}));
  EXPECT_EQ(world.task_of(world.call_to(1))->rules, std::vector<std::string>{"new"});
}

}  // namespace
}  // namespace tandem::scenarios
