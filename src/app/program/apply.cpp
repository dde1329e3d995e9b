#include "app/configuration/changes.hpp"
#include "app/configuration/parse.hpp"
#include "app/program/control.hpp"

namespace tandem::app {
namespace {

net::awaitable<Result<configuration::Existing>> existing(Foundation& base) {
  configuration::Existing there;
  base.driver->view([&](const State& state, std::int64_t) { there.configuration = state.configuration; });
  auto accounts = co_await base.accounts->accounts();
  if (!accounts) co_return accounts.error();
  auto devices = co_await base.accounts->devices();
  if (!devices) co_return devices.error();
  there.accounts = std::move(*accounts);
  there.devices = std::move(*devices);
  co_return there;
}

std::string report(const configuration::Plan& plan, const configuration::Desired& desired, bool dry_run) {
  if (plan.lines.empty()) return "no changes\n";
  std::string text;
  for (const auto& line : plan.lines) text += line + "\n";
  if (dry_run) return text + "nothing was changed (dry run)\n";
  for (const auto& device : desired.devices)
    if (device.generated) text += "secret of phone " + device.device.device + ", shown this once: " + device.device.secret + "\n";
  return text;
}

}  // namespace

// Accounts first: an agent of the configuration is always somebody who exists.
net::awaitable<Outcome> apply_configuration(Foundation& base, std::string yaml, bool dry_run) {
  auto there = co_await existing(base);
  if (!there) co_return Outcome{false, there.error().detail + "\n"};
  auto parsed = configuration::parse(yaml, *there, base.ids);
  if (const auto* problems = std::get_if<std::vector<configuration::Problem>>(&parsed))
    co_return Outcome{false, configuration::to_text(*problems, "configuration") + "nothing was changed\n"};
  auto& desired = std::get<configuration::Desired>(parsed);
  auto plan = configuration::plan(*there, desired);
  Outcome outcome{true, report(plan, desired, dry_run)};
  if (dry_run || plan.lines.empty()) co_return outcome;
  if (!plan.accounts.empty()) {
    auto done = co_await base.accounts->apply(std::move(plan.accounts));
    if (!done) co_return Outcome{false, done.error().detail + "\nnothing was changed\n"};
  }
  if (plan.new_configuration) {
    ConfigurationPublished published;
    published.configuration = desired.configuration;
    auto done = co_await base.driver->ask(std::move(published));
    if (!done) co_return Outcome{false, done.error().detail + "\nthe accounts were changed, the rest was not: apply again\n"};
  }
  co_return outcome;
}

}  // namespace tandem::app
