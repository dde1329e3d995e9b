// What commands on the same machine ask of the running program, over the Unix socket in its data folder that only its
// owner can open: no password, and not reachable from the network.
#pragma once

#include "app/program/foundation.hpp"
#include "net/http/router.hpp"

namespace tandem::app {

void mount_control(net::Router& router, Foundation& base);

// The same work, for the running program and for commands on a folder where nothing runs: plain text for the terminal, in
// its language ("zh" or "en") where there are both.
struct Outcome {
  bool good = false;
  std::string text;
};
net::awaitable<Outcome> apply_configuration(Foundation& base, std::string yaml, std::string file, bool dry_run, std::string language);
net::awaitable<Outcome> add_account(Foundation& base, std::string login, std::string name, std::string role,
                                    std::string password);

}  // namespace tandem::app
