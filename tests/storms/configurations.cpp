#include "storms/configurations.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/rule_names.hpp"

namespace tandem::scenarios {
namespace {

constexpr std::string_view hours_name = "short";

std::vector<TeamId> all_teams() {
  std::vector<TeamId> out;
  for (int id = 1; id <= storm_teams; ++id) out.push_back(TeamId{id});
  return out;
}

// Some of the skills, each at a low or middling level.
std::vector<SkillLevel> random_demand(Random& random, std::int64_t one_in) {
  std::vector<SkillLevel> out;
  for (int id = 1; id <= storm_skills; ++id)
    if (random.one_in(one_in)) out.push_back({SkillId{id}, static_cast<int>(random.between(1, 6))});
  return out;
}

std::vector<Skill> skills() {
  return {{SkillId{1}, "technical"},
          {SkillId{2}, "english", SkillKind::language, {"en"}},
          {SkillId{3}, "mandarin", SkillKind::language, {"zh"}},
          {SkillId{4}, "guangdong", SkillKind::region, {"广东省"}},
          {SkillId{5}, "important", SkillKind::tier, {"vip", "gold"}},
          {SkillId{6}, "loans", SkillKind::business, {"loan"}},
          {SkillId{7}, "hard", SkillKind::complexity, {}}};
}

AgentProfile random_agent(Random& random, std::int64_t id) {
  AgentProfile out;
  out.id = AgentId{id};
  out.login = "agent" + std::to_string(id);
  out.team = TeamId{random.between(1, storm_teams)};
  for (int skill = 1; skill <= storm_skills; ++skill)
    if (!random.one_in(3)) out.skills.push_back({SkillId{skill}, static_cast<int>(random.between(1, 10))});
  out.phone = random.one_in(4) ? PhoneKind::sip : PhoneKind::browser;
  out.start_available = random.one_in(8);
  return out;
}

Hours random_hours(Random& random, WallTime now) {
  Hours out;
  out.id = HoursId{1};
  out.name = hours_name;
  auto at = now.plus_ms(random.between(-20'000, 10'000));
  for (int i = 0; i < 40; ++i) {
    const auto from = at.plus_ms(random.between(1, 20'000));
    const auto until = from.plus_ms(random.between(1, 30'000));
    out.open.push_back({from, until});
    at = until;
  }
  return out;
}

std::vector<Relaxation> random_relaxations(Random& random) {
  std::vector<Relaxation> out;
  std::int64_t after_ms = 0;
  for (auto steps = random.below(4); steps > 0; --steps) {
    after_ms += random.between(500, 8000);
    out.push_back({after_ms, random_demand(random, 6), random.some(all_teams(), 4)});
  }
  return out;
}

// To other queues and to flows, on every ground.
std::vector<Overflow> random_overflows(Random& random, QueueId own) {
  std::vector<Overflow> out;
  for (auto steps = random.below(4); steps > 0; --steps) {
    Overflow overflow;
    overflow.when = OverflowWhen{static_cast<int>(random.between(1, 5))};
    const bool by_length = overflow.when == OverflowWhen::waiting;
    const bool by_time = overflow.when == OverflowWhen::waited || overflow.when == OverflowWhen::estimated_wait;
    if (by_length) overflow.over = random.between(1, 8);
    if (by_time) overflow.over = random.between(500, 15'000);
    if (random.one_in(2)) {
      overflow.flow = FlowId{own.value + 100};
    } else {
      const auto other = 1 + (own.value - 1 + random.between(1, storm_queues - 1)) % storm_queues;
      overflow.queue = QueueId{other};
    }
    out.push_back(overflow);
  }
  return out;
}

Queue random_queue(Random& random, std::int64_t id) {
  Queue out;
  out.id = QueueId{id};
  out.name = "q" + std::to_string(id);
  out.required = random_demand(random, 6);
  out.priority = static_cast<int>(random.below(3));
  out.target_seconds = static_cast<int>(random.between(1, 60));
  out.offer_ms = static_cast<int>(random.between(1000, 8000));
  out.wrap_up_ms = static_cast<int>(random.below(3) * 2500);
  out.choose = AgentChoice{static_cast<int>(random.between(1, 6))};
  out.teams = random.some(all_teams(), 5);
  out.relaxations = random_relaxations(random);
  for (int kind = 1; kind <= 5; ++kind)
    if (random.one_in(3)) out.match.push_back(SkillKind{kind});
  out.weights = {static_cast<int>(random.below(101)), static_cast<int>(random.below(101)), 1};
  if (random.one_in(2)) out.sticky = {random.one_in(2) ? StickyTo::last : StickyTo::owner};
  if (random.one_in(3)) out.sticky.push_back(StickyTo::owner);
  out.sticky_ms = random.between(0, 6000);
  out.value_points = static_cast<int>(random.below(5));
  out.risk_points = static_cast<int>(random.below(5));
  out.auto_accept = random.one_in(4);
  if (random.one_in(2)) out.hours = HoursId{1};
  out.overflows = random_overflows(random, out.id);
  return out;
}

std::vector<RoutingRule> random_rules(Random& random) {
  static constexpr std::array<std::string_view, 10> conditions{
      "tier = \"vip\"",         "value >= 50 and risk > 20", "channel in (\"voice\", \"callback\")", "open(\"short\")",
      "values.business = \"loan\"", "priority > 2",              "queue = \"q1\"",                        "known and not region starts_with \"广东\"",
      "language = \"en-GB\"",   "values.class is missing"};
  static constexpr std::array<std::string_view, 1> hours{hours_name};
  std::vector<expressions::Name> names;
  for (const auto& name : rule_names) names.push_back({name.name, name.type, name.words});
  std::vector<RoutingRule> out;
  for (auto count = random.below(4); count > 0; --count) {
    RoutingRule rule;
    rule.name = "rule " + std::to_string(count);
    const auto parsed = expressions::parse(random.any(conditions), {names, hours}, expressions::Type::truth);
    EXPECT_TRUE(std::holds_alternative<Expression>(parsed)) << "a condition of the storm is no condition";
    if (const auto* expression = std::get_if<Expression>(&parsed)) rule.when = *expression;
    if (random.one_in(3)) rule.queue = QueueId{random.between(1, storm_queues)};
    rule.priority = static_cast<int>(random.between(-1, 3));
    rule.required = random_demand(random, 12);
    rule.teams = random.some(all_teams(), 8);
    rule.last = random.one_in(4);
    out.push_back(std::move(rule));
  }
  return out;
}

QueueNode into(std::int64_t queue, std::int64_t priority) {
  QueueNode out;
  out.queue = QueueId{queue};
  out.priority = static_cast<int>(priority);
  return out;
}

// Asks, looks something up, and queues; every answer leads on.
FlowGraph entrance(Random& random, std::int64_t id) {
  FlowGraph flow;
  flow.id = FlowId{id};
  flow.name = "entrance " + std::to_string(id);
  flow.start = random.one_in(2) ? 3 : 0;
  SayNode hello;
  hello.text = {"您好", "Hello"};
  hello.next = 1;
  CollectNode order;
  order.text = {"订单号", "Order"};
  order.into = "order";
  order.attempts = 2;
  order.next = 2;
  order.no_input = 3;
  LookUpNode look_up;
  look_up.key = "$order";
  look_up.into = "order";
  look_up.found = look_up.not_found = 3;
  look_up.failed = random.one_in(3) ? flow_end : 3;
  SetNode business;
  business.name = "business";
  business.to = random.one_in(2) ? "loan" : "other";
  business.next = 4;
  flow.nodes = {{"hello", hello}, {"order", order}, {"look", look_up}, {"business", business},
                {"queue", into(random.between(1, storm_queues), random.below(2))}};
  return flow;
}

// Of a queue's overflow: at once into some queue again, or with a question whose answers are a callback, an end, a queue.
FlowGraph way_out(Random& random, std::int64_t queue) {
  FlowGraph flow;
  flow.id = FlowId{queue + 100};
  flow.name = "way out " + std::to_string(queue);
  flow.start = random.one_in(3) ? 2 : 0;
  MenuNode menu;
  menu.text = {"请选择", "Please choose"};
  menu.choices = {{"1", 1, {"回电", "Call back"}}, {"2", 3, {"再见", "Goodbye"}}, {"3", 4, {"稍等", "Wait"}}};
  menu.attempts = 2;
  menu.no_input = menu.invalid = 2;
  menu.into = "choice";
  CallbackNode callback;
  callback.queue = random.one_in(2) ? QueueId{} : QueueId{random.between(1, storm_queues)};
  callback.number = "$contact";
  callback.next = random.one_in(2) ? flow_end : 2;
  flow.nodes = {{"menu", menu},
                {"callback", callback},
                {"queue", into(random.one_in(2) ? queue : random.between(1, storm_queues), 0)},
                {"end", HangUpNode{}},
                {"other", into(random.between(1, storm_queues), 1)}};
  return flow;
}

}  // namespace

Capacity random_capacity(Random& random) {
  Capacity out;
  out.rules = Configuration{}.capacity;
  if (random.one_in(2)) return out;
  constexpr std::array costs{10, 20, 30, 60, 100};
  for (auto& rule : out.rules) {
    rule.cost = random.any(costs);
    rule.most = static_cast<int>(random.below(4));
    rule.interrupts.clear();
    for (int other = 1; other <= 5; ++other)
      if (Channel{other} != rule.channel && random.one_in(4)) rule.interrupts.push_back(Channel{other});
  }
  return out;
}

Configuration random_configuration(Random& random, std::int64_t version, const Capacity& capacity, WallTime now) {
  Configuration out;
  out.version = version;
  out.skills = skills();
  for (const auto id : all_teams()) out.teams.push_back({id, "team " + id.text()});
  for (std::int64_t id = 1; id <= storm_agents; ++id)
    if (!random.one_in(12)) out.agents.push_back(random_agent(random, id));
  out.hours = {random_hours(random, now)};
  for (std::int64_t id = 1; id <= storm_queues; ++id) {
    out.queues.push_back(random_queue(random, id));
    out.flows.push_back(entrance(random, id));
    out.numbers.push_back({NumberId{id}, "400" + std::to_string(id), FlowId{id}});
    Site site;
    site.id = SiteId{id};
    site.key = "site" + std::to_string(id);
    site.chat_flow = FlowId{id};
    out.sites.push_back(site);
  }
  for (std::int64_t id = 1; id <= storm_queues; ++id) out.flows.push_back(way_out(random, id));
  out.rules = random_rules(random);
  // A queue that is gone, with everything that would lead to it: only who waits in it is left.
  if (version > 1 && random.one_in(3)) {
    const auto gone = QueueId{random.between(1, storm_queues)};
    std::erase_if(out.queues, [&](const Queue& queue) { return queue.id == gone; });
    for (auto& queue : out.queues)
      std::erase_if(queue.overflows, [&](const Overflow& overflow) { return overflow.queue == gone; });
    for (auto& rule : out.rules)
      if (rule.queue == gone) rule.queue = QueueId{};
  }
  out.capacity = capacity.rules;
  out.capacity_limit = capacity.limit;
  out.ageing_ms = static_cast<int>(random.between(500, 5000));
  out.agent_link_grace_ms = 4000;
  out.break_reasons = {{"lunch", {"午餐", "Lunch"}, 30}};
  return out;
}

}  // namespace tandem::scenarios
