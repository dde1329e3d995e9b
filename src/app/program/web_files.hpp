// The built web apps: the desk under /, the widget as /widget.js, the demo shop under /demo/. Read into memory at start.
#pragma once

#include <string>

#include "base/result.hpp"
#include "net/http/router.hpp"

namespace tandem::app {

// Where the web apps are when --web does not say: beside the program, or in the checkout that it was built in.
std::string find_web_folder();

// Fails with a sentence that names the folder and how to build what is missing.
Result<void> mount_web(net::Router& router, const std::string& folder, bool demo);

}  // namespace tandem::app
