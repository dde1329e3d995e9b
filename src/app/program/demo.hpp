// The demo: a small shop with its customers, accounts that anybody on this machine may use, and a page to call from.
#pragma once

#include <string>

#include "api/api.hpp"
#include "app/options.hpp"
#include "app/program/foundation.hpp"

namespace tandem::app {

// The passwords that everybody knows are refused elsewhere, with and without --demo; the rest only with it.
void add_demo_to(api::ApiOptions& options, bool demo);
// Configuration, accounts and customers, where the folder has none yet. Fails where the program is reachable from
// elsewhere: everybody knows the demo's passwords.
Result<void> prepare_demo(Foundation& base, const CheckedOptions& options);
std::string demo_welcome(Foundation& base, const std::string& url, const CheckedOptions& options);

}  // namespace tandem::app
