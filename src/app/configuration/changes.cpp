#include "app/configuration/changes.hpp"

#include <algorithm>
#include <map>

#include "base/codec.hpp"

namespace tandem::configuration {
namespace {

template <class T>
std::string encoded(const T& item) {
  codec::Writer out;
  out.put(item);
  return out.take();
}

// One kind of named thing: what came, what went, what is another than before.
template <class T, class NameOf>
void compare(std::vector<std::string>& lines, const std::string& kind, const std::vector<T>& before,
             const std::vector<T>& after, NameOf name_of) {
  std::map<std::string, const T*> old;
  for (const auto& item : before) old.emplace(name_of(item), &item);
  for (const auto& item : after) {
    const auto known = old.find(name_of(item));
    if (known == old.end()) {
      lines.push_back("+ " + kind + " " + name_of(item));
      continue;
    }
    if (encoded(*known->second) != encoded(item)) lines.push_back("~ " + kind + " " + name_of(item));
    old.erase(known);
  }
  for (const auto& [name, item] : old) lines.push_back("- " + kind + " " + name);
}

std::string name_of_item(const Skill& item) { return item.name; }
std::string name_of_item(const Team& item) { return item.name; }
std::string name_of_item(const Queue& item) { return item.name; }
std::string name_of_item(const AgentProfile& item) { return item.login; }
std::string name_of_item(const Number& item) { return item.number; }
std::string name_of_item(const Trunk& item) { return item.name; }
std::string name_of_item(const Site& item) { return item.key; }
std::string name_of_item(const FlowGraph& item) { return item.name; }
std::string name_of_item(const Choice& item) { return item.code; }
std::string name_of_item(const CapacityRule& item) { return std::string(name_of(item.channel)); }

template <class T>
void compare(std::vector<std::string>& lines, const std::string& kind, const std::vector<T>& before,
             const std::vector<T>& after) {
  compare(lines, kind, before, after, [](const T& item) { return name_of_item(item); });
}

void compare_settings(std::vector<std::string>& lines, const Configuration& before, const Configuration& after) {
  const auto settings = [](Configuration c) {
    return std::tuple(c.capacity_limit, c.agent_link_grace_ms, c.default_region, c.default_language);
  };
  if (settings(before) != settings(after)) lines.push_back("~ settings");
}

void plan_accounts(Plan& plan, const Existing& existing, const Desired& desired) {
  for (const auto& wanted : desired.accounts) {
    const auto known = std::find_if(existing.accounts.begin(), existing.accounts.end(),
                                    [&](const Account& account) { return account.id == wanted.account.id; });
    if (known != existing.accounts.end() && *known == wanted.account) continue;
    auto change = wanted;
    if (known != existing.accounts.end()) change.password.reset();
    plan.lines.push_back((known == existing.accounts.end() ? "+ user " : "~ user ") + wanted.account.login);
    plan.accounts.accounts.push_back(std::move(change));
  }
}

void plan_devices(Plan& plan, const Existing& existing, const Desired& desired) {
  const auto same = [](const DeviceSecret& a, const DeviceSecret& b) {
    return a.device == b.device && a.agent == b.agent && a.secret == b.secret;
  };
  for (const auto& wanted : desired.devices) {
    const auto known = std::find_if(existing.devices.begin(), existing.devices.end(),
                                    [&](const DeviceSecret& device) { return device.device == wanted.device.device; });
    if (known != existing.devices.end() && same(*known, wanted.device)) continue;
    plan.lines.push_back((known == existing.devices.end() ? "+ phone " : "~ phone ") + wanted.device.device);
    plan.accounts.devices.push_back(wanted.device);
  }
  for (const auto& device : existing.devices) {
    const bool wanted = std::any_of(desired.devices.begin(), desired.devices.end(), [&](const DesiredDevice& other) {
      return other.device.device == device.device;
    });
    if (wanted) continue;
    plan.lines.push_back("- phone " + device.device);
    plan.accounts.removed_devices.push_back(device.device);
  }
}

}  // namespace

Plan plan(const Existing& existing, const Desired& desired) {
  Plan plan;
  const auto& before = *existing.configuration;
  const auto& after = desired.configuration;
  compare(plan.lines, "skill", before.skills, after.skills);
  compare(plan.lines, "team", before.teams, after.teams);
  compare(plan.lines, "queue", before.queues, after.queues);
  compare(plan.lines, "agent", before.agents, after.agents);
  compare(plan.lines, "number", before.numbers, after.numbers);
  compare(plan.lines, "trunk", before.trunks, after.trunks);
  compare(plan.lines, "site", before.sites, after.sites);
  compare(plan.lines, "flow", before.flows, after.flows);
  compare(plan.lines, "disposition", before.dispositions, after.dispositions);
  compare(plan.lines, "break reason", before.break_reasons, after.break_reasons);
  compare(plan.lines, "reject reason", before.reject_reasons, after.reject_reasons);
  compare(plan.lines, "capacity of", before.capacity, after.capacity);
  compare_settings(plan.lines, before, after);
  plan.new_configuration = !plan.lines.empty();
  plan_accounts(plan, existing, desired);
  plan_devices(plan, existing, desired);
  return plan;
}

}  // namespace tandem::configuration
