// The commands of `tandem`, one file each. They give the exit code: 0 done, 1 refused or failed (with a sentence on
// standard error), 2 wrong usage (from the command line's parser).
#pragma once

#include <string>

#include "app/options.hpp"

namespace tandem::app {

int serve(const CheckedOptions& options);

// Where a command works: on the running program of this data folder, or on the folder itself where nothing runs.
struct Target {
  std::string data;
  std::string store;  // as for serve
  std::string tenant = "default";
};

int apply(const Target& target, const std::string& file, bool dry_run);

struct NewUser {
  std::string login, name, role = "agent", password;  // an empty password is read from standard input
};
int add_user(const Target& target, NewUser user);

int print_version();

}  // namespace tandem::app
