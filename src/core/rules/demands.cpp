#include "core/rules/demands.hpp"

#include <algorithm>
#include <charconv>

#include "core/expressions/evaluate.hpp"
#include "core/hours.hpp"

namespace tandem::rules {
namespace {

constexpr int least_level = 1;       // of a language, region, tier or business that has to match
constexpr int highest_level = 10;    // of a skill
constexpr std::string_view business_value = "business", complexity_value = "complexity";

std::string_view value_or_nothing(const Conversation& conversation, std::string_view name) {
  const auto* value = conversation.value(name);
  return value ? std::string_view(*value) : std::string_view();
}

// Of two levels asked for, the higher one.
void ask_for(std::vector<SkillLevel>& required, SkillLevel need) {
  const auto at = std::lower_bound(required.begin(), required.end(), need.skill,
                                   [](const SkillLevel& one, SkillId skill) { return one.skill < skill; });
  if (at != required.end() && at->skill == need.skill)
    at->level = std::max(at->level, need.level);
  else
    required.insert(at, need);
}

// "en" stands for "en-GB" too, and "广东省" for "广东省深圳市"; the other codes for themselves alone.
bool stands_for(const Skill& skill, std::string_view brought) {
  return std::ranges::any_of(skill.codes, [&](const std::string& code) {
    switch (skill.kind) {
      case SkillKind::language:
        return brought == code || (brought.starts_with(code) && brought.substr(code.size()).starts_with('-'));
      case SkillKind::region: return !code.empty() && brought.starts_with(code);
      default: return brought == code;
    }
  });
}

std::string_view brought_along(const Conversation& conversation, SkillKind kind) {
  switch (kind) {
    case SkillKind::language: return conversation.language;
    case SkillKind::region: return conversation.traits.region;
    case SkillKind::tier: return conversation.tier;
    case SkillKind::business: return value_or_nothing(conversation, business_value);
    case SkillKind::complexity: return value_or_nothing(conversation, complexity_value);
    case SkillKind::skill: return {};
  }
  return {};
}

// Where no skill stands for what it brings along, nothing is asked: better any agent than none.
void ask_for_match(const Configuration& configuration, const Conversation& conversation, SkillKind kind,
                   std::vector<SkillLevel>& required) {
  const auto brought = brought_along(conversation, kind);
  if (brought.empty()) return;
  for (const auto& skill : configuration.skills) {
    if (skill.kind != kind) continue;
    if (kind == SkillKind::complexity) {
      int level = 0;
      std::from_chars(brought.data(), brought.data() + brought.size(), level);
      if (level > 0) ask_for(required, {skill.id, std::min(level, highest_level)});
    } else if (stands_for(skill, brought)) {
      ask_for(required, {skill.id, least_level});
      return;
    }
  }
}

class Names final : public expressions::Lookup {
 public:
  Names(const Configuration& configuration, const Conversation& conversation, const Asked& asked, int priority, WallTime at)
      : configuration_(configuration), conversation_(conversation), asked_(asked), priority_(priority), at_(at) {}

  expressions::Value value_of(std::string_view name) const override {
    using expressions::Value;
    constexpr std::string_view collected = "values.";
    if (name.starts_with(collected)) return Value::of_text(value_or_nothing(conversation_, name.substr(collected.size())));
    if (name == "channel") return Value::of_text(name_of(conversation_.channel));
    if (name == "tier") return Value::of_text(conversation_.tier);
    if (name == "language") return Value::of_text(conversation_.language);
    if (name == "region") return Value::of_text(conversation_.traits.region);
    if (name == "known") return Value::of_truth(bool(conversation_.customer));
    if (name == "value") return Value::of_whole(conversation_.traits.value);
    if (name == "risk") return Value::of_whole(conversation_.traits.risk);
    if (name == "priority") return Value::of_whole(priority_);
    if (name == "number") {
      const auto* number = find_by_id(configuration_.numbers, conversation_.number);
      return Value::of_text(number ? number->number : std::string());
    }
    if (name == "site") {
      const auto* site = find_by_id(configuration_.sites, conversation_.site);
      return Value::of_text(site ? site->key : std::string());
    }
    if (name == "queue") {
      const auto* queue = find_by_id(configuration_.queues, asked_.queue);
      return Value::of_text(queue ? queue->name : std::string());
    }
    return {};
  }

  bool is_open(std::string_view name) const override {
    const auto hours = std::ranges::find(configuration_.hours, name, &Hours::name);
    return hours != configuration_.hours.end() && tandem::is_open(*hours, at_);
  }

 private:
  const Configuration& configuration_;
  const Conversation& conversation_;
  const Asked& asked_;
  int priority_;
  WallTime at_;
};

}  // namespace

Demand demand_of(const State& state, const Conversation& conversation, const Asked& asked, WallTime at) {
  const auto& configuration = *state.configuration;
  Demand out;
  out.queue = asked.queue;
  out.blocked = conversation.traits.blocked;
  std::vector<const RoutingRule*> applied;
  const auto* entered = find_by_id(configuration.queues, asked.queue);
  const Names names(configuration, conversation, asked, (entered ? entered->priority : 0) + asked.added, at);
  for (const auto& rule : configuration.rules) {
    if (!expressions::holds(rule.when, names)) continue;
    applied.push_back(&rule);
    out.rules.push_back(rule.name);
    if (rule.queue && !asked.by_person) out.queue = rule.queue;
    if (rule.last) break;
  }

  const auto* queue = find_by_id(configuration.queues, out.queue);
  out.priority = asked.added;
  if (queue) {
    out.priority += queue->priority + queue->value_points * conversation.traits.value / 100 +
                    queue->risk_points * conversation.traits.risk / 100;
    const auto step = std::min(static_cast<std::size_t>(asked.relaxed), queue->relaxations.size());
    out.required = step == 0 ? queue->required : queue->relaxations[step - 1].required;
    out.teams = step == 0 ? queue->teams : queue->relaxations[step - 1].teams;
    for (const auto kind : queue->match) ask_for_match(configuration, conversation, kind, out.required);
  }
  for (const auto* rule : applied) {
    out.priority += rule->priority;
    for (const auto& need : rule->required) ask_for(out.required, need);
    if (!rule->teams.empty()) out.teams = rule->teams;
  }
  return out;
}

bool is_open(const Configuration& configuration, const Queue& queue, WallTime at) {
  const auto* hours = find_by_id(configuration.hours, queue.hours);
  return !hours || tandem::is_open(*hours, at);
}

WallTime due_of(const Configuration& configuration, const Demand& demand, Channel channel, WallTime since) {
  const auto* queue = find_by_id(configuration.queues, demand.queue);
  const std::int64_t target_ms = queue ? std::int64_t{1000} * queue->target_seconds : 0;
  const bool at_once = channel == Channel::voice || channel == Channel::webchat;
  const auto* hours = queue && !at_once ? find_by_id(configuration.hours, queue->hours) : nullptr;
  const auto open_due = hours ? after_open_ms(*hours, since, target_ms) : std::nullopt;
  const auto due = open_due ? *open_due : since.plus_ms(target_ms);
  return due.plus_ms(-std::int64_t{configuration.ageing_ms} * demand.priority);
}

}  // namespace tandem::rules
