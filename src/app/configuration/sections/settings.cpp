// Settings, capacity and the words of the desk.
#include <algorithm>

#include "app/configuration/sections/context.hpp"

namespace tandem::configuration {
namespace {

void read_interrupts(Context& context, const Node& node, CapacityRule& rule, const Localized& what) {
  const auto channels = words_of(Channel::voice, Channel::callback);
  rule.interrupts.clear();
  for (const auto index : read_words_of(node, key_of("interrupts", what), channels, context.problems))
    rule.interrupts.push_back(Channel{static_cast<int>(index) + 1});
  std::sort(rule.interrupts.begin(), rule.interrupts.end());
  if (std::find(rule.interrupts.begin(), rule.interrupts.end(), rule.channel) != rule.interrupts.end())
    context.problems.add(node.mark, said("渠道不能打断自己；请从它的 'interrupts' 中去掉 {}",
                                         "a channel cannot interrupt itself; take {} out of its 'interrupts'", name_of(rule.channel)));
}

bool interrupts(const CapacityRule& rule, Channel other) {
  return std::find(rule.interrupts.begin(), rule.interrupts.end(), other) != rule.interrupts.end();
}

void read_capacity(Context& context, const Node& node) {
  auto& configuration = context.desired.configuration;
  Fields fields(node, key_of("capacity"), context.problems);
  configuration.capacity_limit = fields.integer("limit", 1, 100'000, configuration.capacity_limit);
  for (auto& rule : configuration.capacity) {
    const auto* entry = fields.find(name_of(rule.channel));
    if (!entry) continue;
    Fields inner(*entry, said("渠道 {} 的同时接待量", "the capacity of {}", name_of(rule.channel)), context.problems);
    rule.cost = inner.integer("cost", 0, 100'000, rule.cost);
    rule.most = inner.integer("most", 0, 1'000, rule.most);
    if (const auto* interrupts = inner.find("interrupts")) read_interrupts(context, *interrupts, rule, inner.what());
    inner.finish();
    if (rule.cost > configuration.capacity_limit)
      inner.problem("cost", said("一个 {} 占用的接待量超过座席的全部（{}）；请减小 'cost' 或增大 'limit'",
                                 "one {} would cost more than an agent has ({}); lower the cost or raise the limit",
                                 name_of(rule.channel), configuration.capacity_limit));
  }
  fields.finish();
  for (const auto& rule : configuration.capacity)
    for (const auto& other : configuration.capacity)
      if (rule.channel < other.channel && interrupts(rule, other.channel) && interrupts(other, rule.channel))
        context.problems.add(node.mark, said("{} 和 {} 互相打断；请让其中一个等待", "{} and {} interrupt each other; let one of them wait",
                                             name_of(rule.channel), name_of(other.channel)));
}

std::vector<Choice> read_choices(Context& context, const Node* node, std::string_view key, bool with_limit) {
  std::vector<Choice> out;
  if (!node) return out;
  for (const auto& item : items_of(*node, key_of(key), context.problems)) {
    Fields fields(item, said("'{}' 中一项", "an entry of {}", key), context.problems);
    Choice choice;
    choice.code = fields.need_text("code");
    fields.rename(said("'{1}' 中的“{0}”", "'{0}' of {1}", choice.code, key));
    if (!choice.code.empty() && !is_code(choice.code))
      fields.problem("code", said("代码只能由 a-z、0-9、'_' 和 '-' 组成；“{}”不是", "a code is made of a-z, 0-9, '_' and '-'; '{}' is not",
                                  choice.code));
    choice.label = {fields.text("zh"), fields.text("en")};
    if (!fields.has("zh") && !fields.has("en")) fields.problem("code", needs_words(fields.what()));
    if (with_limit) choice.limit_minutes = fields.integer("limit_minutes", 1, 1440, 0);
    fields.finish();
    if (std::any_of(out.begin(), out.end(), [&](const Choice& other) { return other.code == choice.code; }))
      fields.problem("code", there_twice(said("代码“{}”", "the code '{}'", choice.code)));
    out.push_back(std::move(choice));
  }
  return out;
}

}  // namespace

bool is_code(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

void read_settings(Context& context, const Node* settings, const Node* capacity) {
  auto& configuration = context.desired.configuration;
  if (settings) {
    Fields fields(*settings, key_of("settings"), context.problems);
    configuration.default_region = fields.text("region", configuration.default_region);
    const auto& region = configuration.default_region;
    if (region.size() != 2 || !std::all_of(region.begin(), region.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
      fields.problem("region", {"'region' 是两个大写字母的国家代码，例如 CN 或 GB",
                                "'region' is a country's two capital letters, such as CN or GB"});
    const std::vector<std::string> languages{"zh-CN", "en"};
    configuration.default_language = languages[fields.one_of("language", languages, 0)];
    configuration.agent_link_grace_ms =
        fields.integer("desk_grace_seconds", 1, 3600, configuration.agent_link_grace_ms / 1000) * 1000;
    context.time_zone = read_default_time_zone(fields);
    configuration.ageing_ms = fields.integer("ageing_seconds", 1, 86'400, configuration.ageing_ms / 1000) * 1000;
    fields.finish();
  }
  if (capacity) read_capacity(context, *capacity);
}

void read_words(Context& context, const Node* dispositions, const Node* break_reasons, const Node* reject_reasons) {
  auto& configuration = context.desired.configuration;
  configuration.dispositions = read_choices(context, dispositions, "dispositions", false);
  configuration.break_reasons = read_choices(context, break_reasons, "break_reasons", true);
  configuration.reject_reasons = read_choices(context, reject_reasons, "reject_reasons", false);
}

std::vector<std::size_t> read_words_of(const Node& node, const Localized& what, const std::vector<std::string>& words,
                                       Problems& problems) {
  std::vector<std::size_t> out;
  for (const auto& item : items_of(node, what, problems)) {
    const auto text = as_text(item, said("{}中一项", "an entry of {}", what), problems);
    if (!text) continue;
    const auto at = std::find(words.begin(), words.end(), *text);
    const auto index = static_cast<std::size_t>(at - words.begin());
    if (at == words.end()) {
      std::string known;
      for (const auto& word : words) known += (known.empty() ? "" : ", ") + word;
      problems.add(item.mark, said("“{}”不能写在{}中{}；这里可用：{}", "'{}' cannot stand in {}{}; known here: {}", *text, what,
                                   suggestion(*text, words), known));
    } else if (std::find(out.begin(), out.end(), index) != out.end()) {
      problems.add(item.mark, said("“{}”出现了两次；请删除其中一个", "'{}' is there twice; remove one", *text));
    } else {
      out.push_back(index);
    }
  }
  return out;
}

}  // namespace tandem::configuration
