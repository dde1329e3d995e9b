// Rules of routing: conditions in the expression language, and what they set.
#include <algorithm>

#include "app/configuration/sections/context.hpp"
#include "core/expressions/analyse.hpp"
#include "core/rule_names.hpp"

namespace tandem::configuration {
namespace {

constexpr std::size_t most_rules = 200;

// The names that conditions may use, with what this file says that they can be.
class RuleVocabulary {
 public:
  explicit RuleVocabulary(const Configuration& configuration) {
    for (const auto& queue : configuration.queues) queues_.push_back(queue.name);
    for (const auto& number : configuration.numbers) numbers_.push_back(number.number);
    for (const auto& site : configuration.sites) sites_.push_back(site.key);
    for (const auto& hours : configuration.hours) hours_.push_back(hours.name);
    for (const auto& known : rule_names) names_.push_back({known.name, known.type, words_for(known)});
  }
  RuleVocabulary(const RuleVocabulary&) = delete;
  RuleVocabulary& operator=(const RuleVocabulary&) = delete;

  expressions::Vocabulary view() const { return {names_, hours_}; }

 private:
  std::span<const std::string_view> words_for(const RuleName& known) const {
    switch (known.value) {
      case RuleValue::queue:
        return queues_;
      case RuleValue::number:
        return numbers_;
      case RuleValue::site:
        return sites_;
      default:
        return known.words;
    }
  }

  std::vector<std::string_view> queues_, numbers_, sites_, hours_;
  std::vector<expressions::Name> names_;
};

std::size_t characters_before(std::string_view text, std::size_t bytes) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(bytes, text.size())),
                                                [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

Expression read_condition(Context& context, Fields& fields, const RuleVocabulary& vocabulary) {
  const auto* node = fields.find("when");
  if (!node) return {};
  const auto what = fields.what("when");
  const auto text = as_text(*node, what, context.problems, expressions::most_bytes);
  if (!text) return {};
  auto parsed = expressions::parse(*text, vocabulary.view(), expressions::Type::truth);
  if (const auto* problem = std::get_if<expressions::ParseProblem>(&parsed)) {
    const auto at = characters_before(*text, problem->at) + 1;
    context.problems.add(node->mark, said("{}第 {} 个字符：{}", "{}, character {}: {}", what, at, problem->text));
    return {};
  }
  return std::get<Expression>(std::move(parsed));
}

Localized name_of_rule(const RoutingRule& rule) { return said("路由策略“{}”", "rule '{}'", rule.name); }

RoutingRule read_rule(Context& context, Fields& fields, const RuleVocabulary& vocabulary) {
  RoutingRule rule;
  rule.name = fields.need_text("name");
  if (!rule.name.empty()) fields.rename(name_of_rule(rule));
  rule.when = read_condition(context, fields, vocabulary);
  if (const auto* queue = fields.find("queue"))
    if (const auto name = as_text(*queue, fields.what("queue"), context.problems))
      rule.queue = context.queues.find(*name, queue->mark, context.problems);
  rule.priority = fields.integer("priority", -1000, 1000, 0);
  if (const auto* required = fields.find("requires"))
    rule.required = read_skill_levels(context, *required, fields.what("requires"), 1);
  if (const auto* teams = fields.find("teams")) rule.teams = read_team_names(context, *teams, fields.what("teams"));
  rule.last = fields.truth("last", false);
  fields.finish();
  return rule;
}

bool sets_nothing(const RoutingRule& rule) {
  return !rule.queue && rule.priority == 0 && rule.required.empty() && rule.teams.empty() && !rule.last;
}

// The first of the rules before it after which it is never looked at.
const RoutingRule* hidden_behind(const RoutingRule& rule, const std::vector<RoutingRule>& before) {
  for (const auto& other : before)
    if (other.last && expressions::implies(rule.when, other.when)) return &other;
  return nullptr;
}

}  // namespace

void read_rules(Context& context, const Node* rules) {
  if (!rules) return;
  auto& list = context.desired.configuration.rules;
  const auto& items = items_of(*rules, key_of("rules"), context.problems);
  if (items.size() > most_rules)
    return context.problems.add(rules->mark, too_many(key_of("rules"), most_rules, {"项", "entries"}));
  const RuleVocabulary vocabulary(context.desired.configuration);
  for (const auto& item : items) {
    Fields fields(item, {"路由策略", "a rule"}, context.problems);
    const auto problems_before = context.problems.list().size();
    auto rule = read_rule(context, fields, vocabulary);
    if (std::any_of(list.begin(), list.end(), [&](const RoutingRule& other) { return !rule.name.empty() && other.name == rule.name; }))
      fields.problem("name", there_twice(said("路由策略“{}”", "the rule '{}'", rule.name)));
    const bool sound = context.problems.list().size() == problems_before;
    if (sound && sets_nothing(rule))
      fields.problem("name", said("{}什么也不设置；请填写 queue、priority、requires、teams 或 last",
                                  "{} sets nothing; give it a queue, priority, requires, teams or last", fields.what()));
    if (sound && expressions::is_never_true(rule.when))
      fields.problem("when", said("{}永远不会生效，因为它的条件永远不成立", "{} can never apply, because its condition never holds",
                                  fields.what()));
    else if (const auto* other = sound ? hidden_behind(rule, list) : nullptr)
      fields.problem(fields.has("when") ? "when" : "name",
                     said("{}永远不会生效，因为它前面的{}已经包含了所有这些情况，并且到此为止",
                          "{} can never apply, because {} before it takes all of these and is the last for them", fields.what(),
                          name_of_rule(*other)));
    list.push_back(std::move(rule));
    context.rule_marks.push_back(item.mark);
  }
}

}  // namespace tandem::configuration
