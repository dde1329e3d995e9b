#include "app/configuration/document/document.hpp"

#include <algorithm>

#include "app/configuration/document/parts.hpp"
#include "app/configuration/hours/hours.hpp"

namespace tandem::configuration {
namespace {

namespace json = boost::json;

// The one that hours need not name: that of all of them, where they agree.
std::string common_time_zone(const std::vector<Hours>& hours) {
  if (hours.empty()) return std::string(usual_time_zone);
  auto zone = time_zone_of(hours.front());
  const bool same = std::all_of(hours.begin(), hours.end(), [&](const Hours& other) { return time_zone_of(other) == zone; });
  return same ? zone : std::string(usual_time_zone);
}

json::object settings_section(const Configuration& configuration) {
  const Configuration usual;
  json::object out;
  put_unless(out, "region", configuration.default_region, usual.default_region);
  put_unless(out, "language", configuration.default_language, usual.default_language);
  put_unless(out, "time_zone", common_time_zone(configuration.hours), std::string(usual_time_zone));
  put_unless(out, "desk_grace_seconds", configuration.agent_link_grace_ms / 1000, usual.agent_link_grace_ms / 1000);
  put_unless(out, "ageing_seconds", configuration.ageing_ms / 1000, usual.ageing_ms / 1000);
  return out;
}

json::object capacity_section(const Configuration& configuration) {
  const Configuration usual;
  json::object out;
  put_unless(out, "limit", configuration.capacity_limit, usual.capacity_limit);
  for (const auto& known : usual.capacity) {
    const auto* rule = configuration.capacity_of(known.channel);
    if (!rule) continue;
    json::object entry;
    put_unless(entry, "cost", rule->cost, known.cost);
    put_unless(entry, "most", rule->most, known.most);
    if (rule->interrupts != known.interrupts) {
      json::array channels;
      for (const auto channel : rule->interrupts) channels.emplace_back(name_of(channel));
      entry["interrupts"] = std::move(channels);
    }
    if (!entry.empty()) out[name_of(known.channel)] = std::move(entry);
  }
  return out;
}

json::array skills_section(const Configuration& configuration) {
  json::array out;
  for (const auto& skill : configuration.skills) {
    if (skill.kind == SkillKind::skill) {
      out.emplace_back(skill.name);
      continue;
    }
    json::object entry{{"name", skill.name}, {"kind", name_of(skill.kind)}};
    if (skill.codes.size() == 1) entry["code"] = skill.codes.front();
    if (skill.codes.size() > 1) entry["codes"] = json::array(skill.codes.begin(), skill.codes.end());
    out.push_back(std::move(entry));
  }
  return out;
}

json::array hours_section(const Configuration& configuration) {
  const auto zone = common_time_zone(configuration.hours);
  json::array out;
  for (const auto& hours : configuration.hours) {
    boost::system::error_code error;
    auto source = json::parse(hours.source, error);
    if (error || !source.is_object()) continue;
    auto& entry = source.as_object();
    if (time_zone_of(hours) == zone) entry.stable_erase(entry.find("time_zone"));
    out.push_back(std::move(source));
  }
  return out;
}

json::array choices_section(const std::vector<Choice>& choices) {
  json::array out;
  for (const auto& choice : choices) {
    json::object entry{{"code", choice.code}};
    put_unless(entry, "zh", choice.label.zh, {});
    put_unless(entry, "en", choice.label.en, {});
    put_unless(entry, "limit_minutes", choice.limit_minutes, 0);
    out.push_back(std::move(entry));
  }
  return out;
}

std::string_view word_of(Role role) {
  switch (role) {
    case Role::agent:
      return "agent";
    case Role::supervisor:
      return "supervisor";
    case Role::admin:
      return "admin";
  }
  return "agent";
}

json::value phone_part(const AgentProfile& agent) {
  json::object out{{"kind", name_of(agent.phone)}};
  if (!agent.contact.empty()) out["contact"] = agent.contact;
  else if (!agent.device.empty()) put_unless(out, "device", agent.device, agent.login);
  return out;
}

json::array agents_section(const Configuration& configuration, const std::vector<Account>& accounts) {
  json::array out;
  for (const auto& agent : configuration.agents) {
    json::object entry{{"login", agent.login}};
    const auto account = std::find_if(accounts.begin(), accounts.end(), [&](const Account& one) { return one.id == agent.id; });
    if (account != accounts.end()) {
      put_unless(entry, "name", account->name, agent.login);
      if (account->role != Role::agent) entry["role"] = word_of(account->role);
      put_unless(entry, "language", account->language, {});
    }
    if (agent.team) entry["team"] = name_under(configuration.teams, agent.team);
    if (!agent.skills.empty()) entry["skills"] = levels_part(agent.skills, configuration);
    if (agent.phone != PhoneKind::browser) entry["phone"] = phone_part(agent);
    if (agent.start_available) entry["start"] = "available";
    out.push_back(std::move(entry));
  }
  return out;
}

// People who take no contacts. Those who may not sign in any more are left alone.
json::array users_section(const Configuration& configuration, const std::vector<Account>& accounts) {
  json::array out;
  for (const auto& account : accounts) {
    if (account.role == Role::agent || !account.enabled || find_by_id(configuration.agents, account.id)) continue;
    json::object entry{{"login", account.login}};
    put_unless(entry, "name", account.name, account.login);
    entry["role"] = word_of(account.role);
    if (account.team) put_unless(entry, "team", name_under(configuration.teams, account.team), {});
    put_unless(entry, "language", account.language, {});
    out.push_back(std::move(entry));
  }
  return out;
}

json::array sites_section(const Configuration& configuration, Secrets secrets) {
  json::array out;
  for (const auto& site : configuration.sites) {
    json::object entry{{"key", site.key}, {"chat_flow", name_under(configuration.flows, site.chat_flow)}};
    if (const auto* number = find_by_id(configuration.numbers, site.number)) entry["number"] = number->number;
    if (secrets == Secrets::kept) put_unless(entry, "secret", site.secret, {});
    if (!site.origins.empty()) entry["origins"] = json::array(site.origins.begin(), site.origins.end());
    if (!site.greeting.empty()) entry["greeting"] = text_part(site.greeting, configuration);
    out.push_back(std::move(entry));
  }
  return out;
}

}  // namespace

json::object levels_part(const std::vector<SkillLevel>& levels, const Configuration& configuration) {
  json::object out;
  for (const auto& level : levels) out[name_under(configuration.skills, level.skill)] = level.level;
  return out;
}

json::array teams_part(const std::vector<TeamId>& teams, const Configuration& configuration) {
  json::array out;
  for (const auto team : teams) out.emplace_back(name_under(configuration.teams, team));
  return out;
}

json::value text_part(const Localized& text, const Configuration& configuration) {
  const bool english = configuration.default_language.starts_with("en");
  if (text.en.empty() && !english) return json::value(text.zh);
  if (text.zh.empty() && english) return json::value(text.en);
  json::object out;
  put_unless(out, "zh", text.zh, {});
  put_unless(out, "en", text.en, {});
  return out;
}

json::object to_document(const Configuration& configuration, const std::vector<Account>& accounts, Secrets secrets) {
  json::array teams, numbers, trunks;
  for (const auto& team : configuration.teams) teams.push_back(json::object{{"name", team.name}});
  for (const auto& number : configuration.numbers)
    numbers.push_back(json::object{{"number", number.number}, {"flow", name_under(configuration.flows, number.flow)}});
  for (const auto& trunk : configuration.trunks)
    trunks.push_back(json::object{{"name", trunk.name}, {"from", json::array(trunk.from.begin(), trunk.from.end())}});
  return {{"settings", settings_section(configuration)},
          {"capacity", capacity_section(configuration)},
          {"skills", skills_section(configuration)},
          {"teams", std::move(teams)},
          {"hours", hours_section(configuration)},
          {"queues", queues_section(configuration)},
          {"rules", rules_section(configuration)},
          {"dispositions", choices_section(configuration.dispositions)},
          {"break_reasons", choices_section(configuration.break_reasons)},
          {"reject_reasons", choices_section(configuration.reject_reasons)},
          {"agents", agents_section(configuration, accounts)},
          {"users", users_section(configuration, accounts)},
          {"trunks", std::move(trunks)},
          {"numbers", std::move(numbers)},
          {"sites", sites_section(configuration, secrets)},
          {"flows", flows_section(configuration)}};
}

}  // namespace tandem::configuration
