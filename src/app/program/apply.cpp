#include "app/program/control.hpp"

namespace tandem::app {

net::awaitable<Outcome> apply_configuration(Foundation& base, std::string yaml, std::string file, bool dry_run, std::string language) {
  auto applied = co_await base.configuration_desk->apply(std::move(yaml), std::move(file), dry_run, std::move(language));
  if (!applied) co_return Outcome{false, applied.error().detail + "\n"};
  Outcome outcome{!applied->refused, std::move(applied->text)};
  if (!outcome.text.empty() && outcome.text.back() != '\n') outcome.text += '\n';
  for (const auto& device : applied->secrets)
    outcome.text += "secret of phone " + device.device + ", shown this once: " + device.secret + "\n";
  co_return outcome;
}

}  // namespace tandem::app
