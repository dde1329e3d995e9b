// `tandem apply`: from the text of a file to accounts, devices and a published configuration. Coroutines, for any
// executor; one at a time (the caller's duty: two files applied at once would not see each other).
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

#include "app/configuration/diff.hpp"
#include "base/id_source.hpp"
#include "ports/accounts.hpp"
#include "ports/engine.hpp"

namespace tandem::configuration {

struct Applied {
  bool refused = false;               // the file has problems: nothing was changed
  std::string text;                   // problems ("file:line:column: …"), or what changed, or "no changes"
  std::vector<DeviceSecret> secrets;  // made now: show them once, they are not shown again
};

// `file` is only for messages. Fails where the store or the engine does; the accounts are written before the
// configuration, and the same file applied again goes on where it broke off.
boost::asio::awaitable<Result<Applied>> apply(EnginePort& engine, Accounts& accounts, IdSource& ids, std::string yaml,
                                              std::string file, bool dry_run);

}  // namespace tandem::configuration
