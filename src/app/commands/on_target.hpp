// Where a command does its work: through the control socket when a program runs on the data folder, else on the folder.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <string>

#include "app/commands/commands.hpp"
#include "app/program/control.hpp"

namespace tandem::app {

struct RemoteWork {
  std::string path;  // on the control socket
  std::string body;
  std::string content_type;
};

// Prints the outcome (errors on standard error) and gives the exit code.
int run_on_target(const Target& target, RemoteWork remote, std::function<net::awaitable<Outcome>(Foundation&)> local);

}  // namespace tandem::app
