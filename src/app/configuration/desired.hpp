// What a configuration file asks for, with every name resolved: ids that exist under a name are kept, new ones are
// made. Plain values; parse() makes them, apply() brings them about.
#pragma once

#include <vector>

#include "app/configuration/problem.hpp"
#include "model/configuration.hpp"
#include "ports/accounts.hpp"

namespace tandem::configuration {

// What is there already.
struct Existing {
  ConfigurationPtr configuration = std::make_shared<const Configuration>();
  std::vector<Account> accounts;
  std::vector<DeviceSecret> devices;
};

struct DesiredDevice {
  DeviceSecret device;
  bool generated = false;  // the file gives no secret and there was none: show it once
};

struct Desired {
  Configuration configuration;          // its version is one above the existing one's
  std::vector<AccountChange> accounts;  // of agents and users; a password counts only where the account is new
  std::vector<DesiredDevice> devices;
  std::vector<Problem> warnings;        // to be shown; they keep nothing from being done
};

}  // namespace tandem::configuration
