#include "app/simulation/what_if.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace tandem::app {
namespace {

constexpr int most_people = 1000, most_level = 10;

// The part up to the separator, which is taken off the text.
std::string_view part(std::string_view& text, char separator) {
  const auto at = text.find(separator);
  const auto out = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return out;
}

int number(std::string_view text, int least, int most, const std::string& change, const char* what) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least || value > most)
    throw std::runtime_error(fmt::format("'{}': '{}' is no {} from {} to {}", change, text, what, least, most));
  return value;
}

std::vector<SkillLevel> skills_of(std::string_view text, const Configuration& configuration, const std::string& change) {
  std::vector<SkillLevel> out;
  while (!text.empty()) {
    auto one = part(text, ',');
    const auto name = part(one, '=');
    const auto skill = std::ranges::find(configuration.skills, name, &Skill::name);
    if (skill == configuration.skills.end()) throw std::runtime_error(fmt::format("'{}': there is no skill '{}'", change, name));
    out.push_back({skill->id, number(one, 0, most_level, change, "level")});
  }
  return out;
}

int level_of(const AgentProfile& agent, SkillId skill) {
  const auto at = std::ranges::find(agent.skills, skill, &SkillLevel::skill);
  return at == agent.skills.end() ? -1 : at->level;
}

void learn(AgentProfile& agent, const std::vector<SkillLevel>& skills) {
  for (const auto& wanted : skills) {
    const auto at = std::ranges::find(agent.skills, wanted.skill, &SkillLevel::skill);
    if (at == agent.skills.end()) agent.skills.push_back(wanted);
    else at->level = std::max(at->level, wanted.level);
  }
  std::ranges::sort(agent.skills, {}, &SkillLevel::skill);
}

std::string free_login(const Configuration& configuration, int& last) {
  for (;;) {
    auto login = fmt::format("what-if-{}", ++last);
    if (std::ranges::find(configuration.agents, login, &AgentProfile::login) == configuration.agents.end()) return login;
  }
}

}  // namespace

Configuration with_more_people(Configuration configuration, const std::string& change, AgentId last) {
  std::string_view rest = change;
  const int count = number(part(rest, ':'), 1, most_people, change, "number of people");
  const auto login = part(rest, ':');
  const auto like = std::ranges::find(configuration.agents, login, &AgentProfile::login);
  if (like == configuration.agents.end()) throw std::runtime_error(fmt::format("'{}': there is no agent '{}'", change, login));
  AgentProfile model;
  model.team = like->team;
  model.skills = like->skills;
  learn(model, skills_of(rest, configuration, change));
  for (const auto& agent : configuration.agents) last = std::max(last, agent.id);
  for (int i = 0, named = 0; i < count; ++i) {
    model.id = last = AgentId{last.value + 1};
    model.login = free_login(configuration, named);
    configuration.agents.push_back(model);
  }
  std::ranges::sort(configuration.agents, {}, &AgentProfile::id);
  return configuration;
}

Configuration with_training(Configuration configuration, const std::string& change) {
  std::string_view rest = change;
  int left = number(part(rest, ':'), 1, most_people, change, "number of people");
  const auto skills = skills_of(rest, configuration, change);
  if (skills.empty()) throw std::runtime_error(fmt::format("'{}' names no skill; '2:english=5' is one", change));
  for (auto& agent : configuration.agents) {
    const auto knows = [&](const SkillLevel& wanted) { return level_of(agent, wanted.skill) >= wanted.level; };
    if (left == 0 || std::ranges::all_of(skills, knows)) continue;
    learn(agent, skills);
    --left;
  }
  if (left > 0) throw std::runtime_error(fmt::format("'{}': {} fewer can learn that, because the others know it", change, left));
  return configuration;
}

}  // namespace tandem::app
