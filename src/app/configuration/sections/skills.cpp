// Skills and teams, and how the other sections speak of them.
#include <algorithm>

#include "app/configuration/sections/context.hpp"
#include "core/rule_names.hpp"

namespace tandem::configuration {
namespace {

constexpr std::size_t most_codes = 100;

// "en", "zh-Hant-TW": subtags of letters and digits, the first of two to eight letters.
bool is_language(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  std::size_t length = 0;
  bool first = true;
  for (const char c : text) {
    if (c == '-') {
      if (length < (first ? 2u : 1u)) return false;
      first = false;
      length = 0;
    } else if (++length > 8 || (!letter(c) && (first || c < '0' || c > '9'))) {
      return false;
    }
  }
  return length >= (first ? 2u : 1u) && text.size() <= 35;
}

void check_code(Context& context, const Node& node, SkillKind kind, const std::string& code) {
  if (kind == SkillKind::language && !is_language(code))
    context.problems.add(node.mark, said("“{}”不是语言代码；应如 en 或 zh-CN", "'{}' is no language such as en or zh-CN", code));
  const std::vector<std::string> tiers(rule_tiers.begin(), rule_tiers.end());
  if (kind == SkillKind::tier && std::find(tiers.begin(), tiers.end(), code) == tiers.end())
    context.problems.add(node.mark, said("没有客户等级“{}”{}；可用的有 standard、silver、gold 和 vip",
                                         "there is no tier '{}'{}; there are standard, silver, gold and vip", code,
                                         suggestion(code, tiers)));
}

std::vector<std::string> read_codes(Context& context, const Node& node, SkillKind kind, const Localized& what) {
  std::vector<std::string> out;
  const auto take = [&](const Node& item) {
    const auto code = as_text(item, said("{}的代码", "a code of {}", what), context.problems);
    if (!code) return;
    check_code(context, item, kind, *code);
    if (std::find(out.begin(), out.end(), *code) != out.end())
      context.problems.add(item.mark, said("代码“{}”出现了两次；请删除其中一个", "the code '{}' is there twice; remove one", *code));
    out.push_back(*code);
  };
  if (node.kind == Node::Kind::scalar) {
    take(node);
    return out;
  }
  for (const auto& item : items_of(node, said("{}的代码", "the codes of {}", what), context.problems)) take(item);
  if (out.size() > most_codes) context.problems.add(node.mark, too_many(what, most_codes, {"个代码", "codes"}));
  return out;
}

Skill read_skill(Context& context, const Node& item) {
  Skill skill;
  if (item.kind != Node::Kind::map) {
    skill.name = as_text(item, {"技能", "a skill"}, context.problems).value_or("");
    return skill;
  }
  Fields fields(item, {"技能", "a skill"}, context.problems);
  skill.name = fields.need_text("name");
  fields.rename(said("技能“{}”", "skill '{}'", skill.name));
  skill.kind = SkillKind{static_cast<int>(fields.one_of("kind", words_of(SkillKind::skill, SkillKind::complexity), 0))};
  const auto* one = fields.find("code");
  const auto* several = fields.find("codes");
  fields.finish();
  const bool wants_codes = skill.kind != SkillKind::skill && skill.kind != SkillKind::complexity;
  const auto* given = one ? one : several;
  if (given) skill.codes = read_codes(context, *given, skill.kind, fields.what());
  if (one && several)
    context.problems.add(several->mark, said("{}只能在 'code' 和 'codes' 中写一个", "{} needs either 'code' or 'codes'", fields.what()));
  if (given && !wants_codes)
    context.problems.add(given->mark, said("种类为 '{}' 的技能没有代码；请删除", "a skill of the kind '{}' has no codes", name_of(skill.kind)));
  if (wants_codes && (!given || (given->kind == Node::Kind::sequence && given->items.empty())))
    fields.problem("codes", said("{0}缺少 'codes'：请填写它代表的 {1}", "{0} needs 'codes': which {1} it stands for", fields.what(),
                                 name_of(skill.kind)));
  return skill;
}

}  // namespace

void read_skills(Context& context, const Node* skills) {
  if (!skills) return;
  auto& known = context.desired.configuration.skills;
  for (const auto& item : items_of(*skills, key_of("skills"), context.problems)) {
    auto skill = read_skill(context, item);
    if (skill.name.empty()) continue;
    skill.id = context.skills.declare(skill.name, item.mark, context.problems, context.ids);
    const auto also = [&](const Skill& other) { return other.kind == SkillKind::complexity; };
    if (also(skill) && std::any_of(known.begin(), known.end(), also))
      context.problems.add(item.mark, {"种类为 'complexity' 的技能不止一项；只能有一项",
                                       "there is more than one skill of the kind 'complexity'; one is enough"});
    known.push_back(std::move(skill));
  }
}

void read_teams(Context& context, const Node* teams) {
  if (!teams) return;
  for (const auto& item : items_of(*teams, key_of("teams"), context.problems)) {
    Fields fields(item, {"班组", "a team"}, context.problems);
    const auto name = fields.need_text("name");
    fields.finish();
    if (name.empty()) continue;
    const auto id = context.teams.declare(name, item.mark, context.problems, context.ids);
    context.desired.configuration.teams.push_back({id, name});
  }
}

std::vector<SkillLevel> read_skill_levels(Context& context, const Node& node, const Localized& what, int lowest) {
  std::vector<SkillLevel> levels;
  if (node.kind != Node::Kind::map) {
    context.problems.add(node.mark, said("{}必须是“技能: 等级”形式的映射，而这里是{}",
                                         "{} must be a map of 'skill: level', but this is {}", what, in_words(node)));
    return levels;
  }
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const auto& name = node.keys[i].text;
    const auto skill = context.skills.find(name, node.keys[i].mark, context.problems);
    const auto level = as_integer(node.items[i], said("“{}”的等级", "the level of '{}'", name), context.problems, lowest, 10);
    if (skill && level) levels.push_back({skill, static_cast<int>(*level)});
  }
  std::sort(levels.begin(), levels.end(), [](const SkillLevel& a, const SkillLevel& b) { return a.skill < b.skill; });
  return levels;
}

std::vector<TeamId> read_team_names(Context& context, const Node& node, const Localized& what) {
  std::vector<TeamId> out;
  for (const auto& item : items_of(node, what, context.problems)) {
    const auto name = as_text(item, said("{}的班组", "a team of {}", what), context.problems);
    const auto team = name ? context.teams.find(*name, item.mark, context.problems) : TeamId{};
    if (team) out.push_back(team);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace tandem::configuration
