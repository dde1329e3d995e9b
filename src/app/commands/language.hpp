// In which language the command line speaks where a text is in both: that of the terminal, as its environment says. Read once
// per command, on the main thread.
#pragma once

#include <functional>
#include <string_view>

namespace tandem::app {

// "zh" or "en". The first of LC_ALL, LC_MESSAGES and LANG that is set and not empty decides: "zh…" is Chinese, anything else
// English, and so is none. `variable` gives the value of an environment variable, or null.
std::string_view language_of(const std::function<const char*(const char*)>& variable);

// By this process's environment.
std::string_view language_of_terminal();

}  // namespace tandem::app
