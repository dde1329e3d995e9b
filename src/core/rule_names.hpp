// What the conditions of routing rules can speak of, in one table: the parser of configuration files checks names by it,
// the router answers them, and the API tells editors of them. Everything is as it was when the contact came to the queue:
// what an earlier rule changed does not count. Beside these there are `values.NAME` (a text that the flow collected) and
// open("…") (whether these hours are open). Pure.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "core/expressions/parse.hpp"

namespace tandem {

enum class RuleValue { channel, tier, language, region, known, value, risk, number, site, queue, priority };

struct RuleName {
  RuleValue value = RuleValue::channel;
  std::string_view name;
  expressions::Type type = expressions::Type::text;
  std::span<const std::string_view> words;  // all that it can be; empty: anything, or what the configuration names
  std::string_view zh, en;
};

inline constexpr std::array<std::string_view, 5> rule_channels{"voice", "webchat", "ticket", "email", "callback"};
inline constexpr std::array<std::string_view, 4> rule_tiers{"standard", "silver", "gold", "vip"};

inline constexpr std::array<RuleName, 11> rule_names{{
    {RuleValue::channel, "channel", expressions::Type::text, rule_channels, "渠道", "the channel"},
    {RuleValue::tier, "tier", expressions::Type::text, rule_tiers, "客户等级", "the customer's tier"},
    {RuleValue::language, "language", expressions::Type::text, {}, "客户语言，如 zh-CN", "the customer's language, such as en-GB"},
    {RuleValue::region, "region", expressions::Type::text, {}, "归属地，如“广东省深圳市”", "the phone's region in Chinese, such as “广东省深圳市”"},
    {RuleValue::known, "known", expressions::Type::truth, {}, "是否已识别为客户", "whether the customer is known"},
    {RuleValue::value, "value", expressions::Type::number, {}, "客户价值（0–100）", "what the customer is worth (0–100)"},
    {RuleValue::risk, "risk", expressions::Type::number, {}, "流失风险（0–100）", "the risk that they leave (0–100)"},
    {RuleValue::number, "number", expressions::Type::text, {}, "拨打的号码", "the number that was dialled"},
    {RuleValue::site, "site", expressions::Type::text, {}, "网页插件的站点", "the site of the widget"},
    {RuleValue::queue, "queue", expressions::Type::text, {}, "流程选择的排队队列", "the queue that the flow chose"},
    {RuleValue::priority, "priority", expressions::Type::number, {}, "优先级", "the priority"},
}};

// Nothing: no such name (it may be one of `values.`).
inline std::optional<RuleValue> rule_value(std::string_view name) {
  for (const auto& known : rule_names)
    if (known.name == name) return known.value;
  return std::nullopt;
}

}  // namespace tandem
