// The commands of `tandem`, one file each. They give the exit code: 0 done, 1 refused or failed (with a sentence on
// standard error), 2 wrong usage (from the command line's parser).
#pragma once

#include <string>
#include <vector>

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

struct SimulateOptions {
  std::string configuration;        // YAML file; empty, with `data`: the one in force there
  std::string load, trace, data;    // what comes in: a YAML file, a CSV file or the folder of a program; one of them
  std::string from, to;             // with `data`: RFC 3339; empty: all
  std::string store, tenant = "default";  // with `data`: as for serve
  std::string compare;              // another configuration for the same contacts; empty: none
  std::vector<std::string> add, train;  // changes of the staff (app/simulation/what_if.hpp), of `compare` if there is one
  int runs = 20;
  double confidence = 99.9;         // per cent
  bool staff = false;               // how many agents are needed, instead of what those of the configuration make of it
  double shrinkage = 30;            // per cent
  bool json = false;
};
int simulate(const SimulateOptions& options);

int print_version();

}  // namespace tandem::app
