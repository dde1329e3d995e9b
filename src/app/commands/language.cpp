#include "app/commands/language.hpp"

#include <cstdlib>

namespace tandem::app {

std::string_view language_of(const std::function<const char*(const char*)>& variable) {
  for (const auto* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const auto* value = variable(name);
    if (value && *value) return std::string_view(value).starts_with("zh") ? "zh" : "en";
  }
  return "en";
}

std::string_view language_of_terminal() {
  return language_of([](const char* name) { return std::getenv(name); });
}

}  // namespace tandem::app
