// What a configuration file would change, said line by line ("+ queue billing", "~ agent li: skills", "- number 4002"),
// and what has to be written for it. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "app/configuration/desired.hpp"

namespace tandem::configuration {

struct Plan {
  std::vector<std::string> lines;  // empty: nothing would change
  bool new_configuration = false;  // a new version has to be published
  Accounts::Changes accounts;
};

Plan plan(const Existing& existing, const Desired& desired);

}  // namespace tandem::configuration
