// What a file would change, in lines for people: "+ queue billing", "~ agent li skills, phone", "- number 4002", and
// the same as a plan to carry out. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "app/configuration/desired.hpp"

namespace tandem::configuration {

struct Plan {
  std::vector<std::string> lines;  // empty: nothing would change
  bool publish = false;            // the configuration differs
  Configuration configuration;
  Accounts::Changes accounts;
  std::vector<DeviceSecret> made_secrets;  // generated: to be shown once, after they are written

  bool changes_nothing() const { return lines.empty(); }
};

// Agents that the file no longer names lose their profile, and their account is disabled. Other accounts that it does
// not name are left alone: they were made with `tandem user add` or in the desk. Passwords count for new accounts only.
Plan make_plan(const Existing& existing, Desired desired);

}  // namespace tandem::configuration
