#include "app/configuration/diff.hpp"

#include <algorithm>
#include <map>

namespace tandem::configuration {
namespace {

// The fields of a described struct as text, by name.
class FieldTexts {
 public:
  void operator()(std::string_view name, const auto& value) {
    codec::Printer out;
    out.print(value);
    texts.emplace_back(name, out.take());
  }
  void since(int, std::string_view name, const auto& value) { (*this)(name, value); }

  std::vector<std::pair<std::string, std::string>> texts;
};

template <class T>
std::vector<std::pair<std::string, std::string>> fields_of(const T& value) {
  FieldTexts out;
  T::fields(value, out);
  return std::move(out.texts);
}

// Names of the fields in which the two differ.
template <class T>
std::vector<std::string> differences(const T& before, const T& after) {
  std::vector<std::string> names;
  const auto old_fields = fields_of(before), new_fields = fields_of(after);
  for (std::size_t i = 0; i < new_fields.size(); ++i)
    if (i >= old_fields.size() || old_fields[i].second != new_fields[i].second) names.push_back(new_fields[i].first);
  return names;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

// Nodes are told apart by their names: an author thinks of "node hello", not of the list.
std::vector<std::string> differences_of_flow(const FlowGraph& before, const FlowGraph& after) {
  std::map<std::string, std::string> old_nodes, new_nodes;
  const auto collect = [](const FlowGraph& flow, auto& nodes) {
    for (const auto& node : flow.nodes) {
      codec::Printer out;
      FlowNode::fields(node, out);
      nodes[node.name] = out.take();
    }
  };
  collect(before, old_nodes);
  collect(after, new_nodes);
  std::vector<std::string> names;
  if (before.start != after.start) names.push_back("start");
  for (const auto& [name, text] : new_nodes)
    if (const auto at = old_nodes.find(name); at == old_nodes.end())
      names.push_back("+" + name);
    else if (at->second != text)
      names.push_back(name);
  for (const auto& [name, text] : old_nodes)
    if (!new_nodes.contains(name)) names.push_back("-" + name);
  return names;
}

class Planner {
 public:
  Planner(const Existing& existing, Desired desired)
      : existing_(existing), before_(*existing.configuration), desired_(std::move(desired)) {}

  Plan make() {
    const auto& after = desired_.configuration;
    compare_settings();
    compare("skill", before_.skills, after.skills, [](auto& x) { return x.name; });
    compare("team", before_.teams, after.teams, [](auto& x) { return x.name; });
    compare("hours", before_.hours, after.hours, [](auto& x) { return x.name; });
    compare("queue", before_.queues, after.queues, [](auto& x) { return x.name; });
    compare_rules();
    compare("trunk", before_.trunks, after.trunks, [](auto& x) { return x.name; });
    compare("number", before_.numbers, after.numbers, [](auto& x) { return x.number; });
    compare("site", before_.sites, after.sites, [](auto& x) { return x.key; });
    compare("flow", before_.flows, after.flows, [](auto& x) { return x.name; });
    plan_.publish = !plan_.lines.empty();
    compare_people();
    compare_devices();
    plan_.configuration = std::move(desired_.configuration);
    return std::move(plan_);
  }

 private:
  void line(char sign, const std::string& what, const std::vector<std::string>& names = {}) {
    plan_.lines.push_back(std::string(1, sign) + " " + what + (names.empty() ? "" : " " + joined(names)));
  }

  template <class T, class NameOf>
  void compare(const std::string& kind, const std::vector<T>& before, const std::vector<T>& after,
               NameOf name_of_item) {
    for (const auto& item : after) {
      const auto* known = find_by_id(before, item.id);
      if (!known) {
        line('+', kind + " " + name_of_item(item));
        continue;
      }
      std::vector<std::string> names;
      if constexpr (std::is_same_v<T, FlowGraph>) {
        names = differences_of_flow(*known, item);
        if (names.empty() && !differences(*known, item).empty()) names.push_back("order of nodes");
      } else {
        names = differences(*known, item);
      }
      if (!names.empty()) line('~', kind + " " + name_of_item(item), names);
    }
    for (const auto& item : before)
      if (!find_by_id(after, item.id)) line('-', kind + " " + name_of_item(item));
  }

  // By their names; where nothing else differs, their order still counts.
  void compare_rules() {
    const auto& before = before_.rules;
    const auto& after = desired_.configuration.rules;
    const auto named = [](const std::vector<RoutingRule>& list, const RoutingRule& rule) {
      return std::find_if(list.begin(), list.end(), [&](const RoutingRule& other) { return other.name == rule.name; });
    };
    const auto kept = [&](const std::vector<RoutingRule>& list, const std::vector<RoutingRule>& other) {
      std::vector<std::string> names;
      for (const auto& rule : list)
        if (named(other, rule) != other.end()) names.push_back(rule.name);
      return names;
    };
    for (const auto& rule : after) {
      const auto known = named(before, rule);
      if (known == before.end()) {
        line('+', "rule " + rule.name);
      } else if (const auto names = differences(*known, rule); !names.empty()) {
        line('~', "rule " + rule.name, names);
      }
    }
    for (const auto& rule : before)
      if (named(after, rule) == after.end()) line('-', "rule " + rule.name);
    if (kept(after, before) != kept(before, after)) line('~', "rules order");
  }

  void compare_settings() {
    static const std::vector<std::string> lists{"version", "skills", "teams", "queues", "agents",
                                                "numbers", "trunks", "sites", "flows", "hours", "rules"};
    auto names = differences(before_, desired_.configuration);
    std::erase_if(names,
                  [](const std::string& name) { return std::find(lists.begin(), lists.end(), name) != lists.end(); });
    if (!names.empty()) line('~', "settings", names);
  }

  const Account* existing_account(UserId id) const {
    for (const auto& account : existing_.accounts)
      if (account.id == id) return &account;
    return nullptr;
  }

  void compare_people() {
    for (auto& change : desired_.accounts) {
      auto& account = change.account;
      const auto* agent = find_by_id(desired_.configuration.agents, account.id);
      const auto* old_agent = find_by_id(before_.agents, account.id);
      const auto* known = existing_account(account.id);
      const std::string what = (agent ? "agent " : "user ") + account.login;
      std::vector<std::string> names;
      if (known) {
        // An account that an administrator disabled stays so; an agent who comes back into the file may sign in again.
        account.enabled = known->enabled || (agent && !old_agent);
        names = account_differences(*known, account);
        change.password.reset();
      }
      const bool new_profile = agent && !old_agent, lost_profile = old_agent && !agent;
      if (agent && old_agent)
        for (auto& name : differences(*old_agent, *agent))
          if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
      if (lost_profile) names.push_back("no longer an agent");
      if (!known || new_profile)
        line('+', what);
      else if (!names.empty())
        line('~', what, names);
      if (new_profile || lost_profile || (agent && old_agent && !differences(*old_agent, *agent).empty()))
        plan_.publish = true;
      if (!known || !account_differences(*known, account).empty()) plan_.accounts.accounts.push_back(change);
    }
    for (const auto& agent : before_.agents) remove_agent(agent);
  }

  void remove_agent(const AgentProfile& agent) {
    const bool named = std::any_of(desired_.accounts.begin(), desired_.accounts.end(),
                                   [&](const AccountChange& change) { return change.account.id == agent.id; });
    if (named) return;
    line('-', "agent " + agent.login);
    plan_.publish = true;
    const auto* account = existing_account(agent.id);
    if (!account || !account->enabled) return;
    auto disabled = *account;
    disabled.enabled = false;
    plan_.accounts.accounts.push_back({disabled, std::nullopt});
  }

  static std::vector<std::string> account_differences(const Account& before, const Account& after) {
    std::vector<std::string> names;
    if (before.login != after.login) names.push_back("login");
    if (before.name != after.name) names.push_back("name");
    if (before.role != after.role) names.push_back("role");
    if (before.team != after.team) names.push_back("team");
    if (before.language != after.language) names.push_back("language");
    if (before.enabled != after.enabled) names.push_back(after.enabled ? "enabled" : "disabled");
    return names;
  }

  void compare_devices() {
    for (const auto& wanted : desired_.devices) {
      const auto& device = wanted.device;
      const auto known = std::find_if(existing_.devices.begin(), existing_.devices.end(),
                                      [&](const DeviceSecret& other) { return other.device == device.device; });
      std::vector<std::string> names;
      if (known != existing_.devices.end()) {
        if (known->agent != device.agent) names.push_back("agent");
        if (known->secret != device.secret) names.push_back("secret");
        if (names.empty()) continue;
        line('~', "device " + device.device, names);
      } else {
        line('+', "device " + device.device);
      }
      plan_.accounts.devices.push_back(device);
      if (wanted.generated) plan_.made_secrets.push_back(device);
    }
    for (const auto& known : existing_.devices) {
      const bool wanted = std::any_of(desired_.devices.begin(), desired_.devices.end(),
                                      [&](const DesiredDevice& other) { return other.device.device == known.device; });
      if (wanted) continue;
      line('-', "device " + known.device);
      plan_.accounts.removed_devices.push_back(known.device);
    }
  }

  const Existing& existing_;
  const Configuration& before_;
  Desired desired_;
  Plan plan_;
};

}  // namespace

Plan make_plan(const Existing& existing, Desired desired) { return Planner(existing, std::move(desired)).make(); }

}  // namespace tandem::configuration
