// Settings, skills, teams, queues and the words of the desk.
#include <algorithm>

#include "app/configuration/context.hpp"
#include "base/phone.hpp"

namespace tandem::configuration {
namespace {

bool is_code(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

void read_capacity(Context& context, const Node& node) {
  auto& configuration = context.desired.configuration;
  Fields fields(node, "'capacity'", context.problems);
  configuration.capacity_limit = fields.integer("limit", 1, 100'000, configuration.capacity_limit);
  for (auto& rule : configuration.capacity) {
    const auto* entry = fields.find(name_of(rule.channel));
    if (!entry) continue;
    Fields inner(*entry, "the capacity of " + std::string(name_of(rule.channel)), context.problems);
    rule.cost = inner.integer("cost", 0, 100'000, rule.cost);
    rule.most = inner.integer("most", 0, 1'000, rule.most);
    inner.finish();
    if (rule.cost > configuration.capacity_limit)
      inner.problem("cost", "one " + std::string(name_of(rule.channel)) + " would cost more than an agent has (" +
                                std::to_string(configuration.capacity_limit) + "); lower the cost or raise the limit");
  }
  fields.finish();
}

std::vector<Choice> read_choices(Context& context, const Node* node, const std::string& what, bool with_limit) {
  std::vector<Choice> out;
  if (!node) return out;
  for (const auto& item : items_of(*node, "'" + what + "'", context.problems)) {
    Fields fields(item, "an entry of " + what, context.problems);
    Choice choice;
    choice.code = fields.need_text("code");
    fields.rename("'" + choice.code + "' of " + what);
    if (!choice.code.empty() && !is_code(choice.code))
      fields.problem("code", "a code is made of a-z, 0-9, '_' and '-'; '" + choice.code + "' is not");
    choice.label = {fields.text("zh"), fields.text("en")};
    if (!fields.has("zh") && !fields.has("en"))
      fields.problem("code", fields.what() + " needs a text under 'zh', 'en' or both");
    if (with_limit) choice.limit_minutes = fields.integer("limit_minutes", 1, 1440, 0);
    fields.finish();
    if (std::any_of(out.begin(), out.end(), [&](const Choice& other) { return other.code == choice.code; }))
      fields.problem("code", "the code '" + choice.code + "' is there twice; remove or rename one");
    out.push_back(std::move(choice));
  }
  return out;
}

std::vector<TeamId> read_teams_of(Context& context, const Node& node, const std::string& what) {
  std::vector<TeamId> out;
  for (const auto& item : items_of(node, what, context.problems)) {
    const auto name = as_text(item, "a team of " + what, context.problems);
    const auto team = name ? context.teams.find(*name, item.mark, context.problems) : TeamId{};
    if (team) out.push_back(team);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// Each step says what it changes; the rest stays as it was in the step before.
void read_relaxations(Context& context, const Node& node, Queue& queue, const std::string& what) {
  Relaxation last{0, queue.required, queue.teams};
  for (const auto& item : items_of(node, "'relax' of " + what, context.problems)) {
    Fields fields(item, "a step of 'relax' of " + what, context.problems);
    auto step = last;
    if (fields.need("after")) step.after_ms = std::int64_t{1000} * fields.integer("after", 1, 86'400, 1);
    if (step.after_ms <= last.after_ms && fields.has("after"))
      fields.problem("after", "the steps of 'relax' stand in the order of their time");
    if (const auto* required = fields.find("requires"))
      step.required = read_skill_levels(context, *required, "'requires' of " + fields.what(), 0);
    if (const auto* teams = fields.find("teams")) step.teams = read_teams_of(context, *teams, "'teams' of " + fields.what());
    if (step.required == last.required && step.teams == last.teams)
      fields.problem("after", "this step asks for the same as before; change 'requires' or 'teams'");
    fields.finish();
    queue.relaxations.push_back(step);
    last = std::move(step);
  }
  if (queue.relaxations.size() > Queue::most_relaxations)
    context.problems.add(node.mark, "'relax' of " + what + " has more than " + std::to_string(Queue::most_relaxations) + " steps");
}

Queue read_queue(Context& context, Fields& fields, QueueId id, std::string name) {
  Queue queue;
  queue.id = id;
  queue.name = std::move(name);
  if (const auto* required = fields.find("requires"))
    queue.required = read_skill_levels(context, *required, "'requires' of " + fields.what(), 1);
  if (const auto* teams = fields.find("teams")) queue.teams = read_teams_of(context, *teams, "'teams' of " + fields.what());
  if (const auto* steps = fields.find("relax")) read_relaxations(context, *steps, queue, fields.what());
  std::vector<std::string> choices;
  for (auto choice = AgentChoice::longest_idle; choice <= AgentChoice::round_robin; choice = AgentChoice{static_cast<int>(choice) + 1})
    choices.emplace_back(name_of(choice));
  queue.choose = AgentChoice{static_cast<int>(fields.one_of("choose", choices, 0)) + 1};
  queue.music = fields.text("music", queue.music);
  if (!is_code(queue.music))
    fields.problem("music", "a piece of music is named by a-z, 0-9, '_' and '-', such as 'default'");
  queue.priority = fields.integer("priority", 0, 1000, 0);
  if (const auto* level = fields.find("service_level")) {
    Fields inner(*level, "the service level of " + fields.what(), context.problems);
    queue.target_seconds = inner.integer("seconds", 1, 86'400, queue.target_seconds);
    if (const auto* target = inner.find("target"))
      queue.target_permille = as_permille(*target, "'target' of " + inner.what(), context.problems).value_or(0);
    inner.finish();
  }
  queue.offer_ms = fields.integer("offer_seconds", 3, 600, queue.offer_ms / 1000) * 1000;
  queue.wrap_up_ms = fields.integer("wrap_up_seconds", 0, 86'400, queue.wrap_up_ms / 1000) * 1000;
  fields.finish();
  return queue;
}

}  // namespace

void read_settings(Context& context, const Node* settings, const Node* capacity) {
  auto& configuration = context.desired.configuration;
  if (settings) {
    Fields fields(*settings, "'settings'", context.problems);
    configuration.default_region = fields.text("region", configuration.default_region);
    const auto& region = configuration.default_region;
    if (region.size() != 2 || !std::all_of(region.begin(), region.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
      fields.problem("region", "'region' is a country's two capital letters, such as CN or GB");
    const std::vector<std::string> languages{"zh-CN", "en"};
    configuration.default_language = languages[fields.one_of("language", languages, 0)];
    configuration.agent_link_grace_ms =
        fields.integer("desk_grace_seconds", 1, 3600, configuration.agent_link_grace_ms / 1000) * 1000;
    configuration.ageing_ms = fields.integer("ageing_seconds", 1, 86'400, configuration.ageing_ms / 1000) * 1000;
    fields.finish();
  }
  if (capacity) read_capacity(context, *capacity);
}

void read_skills(Context& context, const Node* skills) {
  if (!skills) return;
  for (const auto& item : items_of(*skills, "'skills'", context.problems)) {
    const auto name = as_text(item, "a skill", context.problems);
    if (!name) continue;
    const auto id = context.skills.declare(*name, item.mark, context.problems, context.ids);
    context.desired.configuration.skills.push_back({id, *name});
  }
}

void read_teams(Context& context, const Node* teams) {
  if (!teams) return;
  for (const auto& item : items_of(*teams, "'teams'", context.problems)) {
    Fields fields(item, "a team", context.problems);
    const auto name = fields.need_text("name");
    fields.finish();
    if (name.empty()) continue;
    const auto id = context.teams.declare(name, item.mark, context.problems, context.ids);
    context.desired.configuration.teams.push_back({id, name});
  }
}

void read_queues(Context& context, const Node* queues) {
  if (!queues) return;
  for (const auto& item : items_of(*queues, "'queues'", context.problems)) {
    Fields fields(item, "a queue", context.problems);
    auto name = fields.need_text("name");
    if (!name.empty()) fields.rename("queue '" + name + "'");
    const auto id = name.empty() ? QueueId{} : context.queues.declare(name, item.mark, context.problems, context.ids);
    context.desired.configuration.queues.push_back(read_queue(context, fields, id, std::move(name)));
  }
}

void read_words(Context& context, const Node* dispositions, const Node* break_reasons, const Node* reject_reasons) {
  auto& configuration = context.desired.configuration;
  configuration.dispositions = read_choices(context, dispositions, "dispositions", false);
  configuration.break_reasons = read_choices(context, break_reasons, "break_reasons", true);
  configuration.reject_reasons = read_choices(context, reject_reasons, "reject_reasons", false);
}

std::vector<SkillLevel> read_skill_levels(Context& context, const Node& node, const std::string& what, int lowest) {
  std::vector<SkillLevel> levels;
  if (node.kind != Node::Kind::map) {
    context.problems.add(node.mark, what + " must be a map of 'skill: level', but this is " + in_words(node));
    return levels;
  }
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const auto& name = node.keys[i].text;
    const auto skill = context.skills.find(name, node.keys[i].mark, context.problems);
    const auto level = as_integer(node.items[i], "the level of '" + name + "'", context.problems, lowest, 10);
    if (skill && level) levels.push_back({skill, static_cast<int>(*level)});
  }
  std::sort(levels.begin(), levels.end(), [](const SkillLevel& a, const SkillLevel& b) { return a.skill < b.skill; });
  return levels;
}

}  // namespace tandem::configuration
