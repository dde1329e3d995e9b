#include "app/configuration/apply.hpp"

#include "app/configuration/parse.hpp"
#include "base/log.hpp"

namespace tandem::configuration {
namespace {

using boost::asio::awaitable;

awaitable<Result<Existing>> load(EnginePort& engine, Accounts& accounts) {
  Existing existing;
  engine.view([&](const State& state, std::int64_t) { existing.configuration = state.configuration; });
  auto people = co_await accounts.accounts();
  if (!people) co_return people.error();
  existing.accounts = std::move(*people);
  auto devices = co_await accounts.devices();
  if (!devices) co_return devices.error();
  existing.devices = std::move(*devices);
  co_return existing;
}

awaitable<Result<void>> carry_out(EnginePort& engine, Accounts& accounts, Plan plan) {
  if (!plan.accounts.empty()) {
    auto written = co_await accounts.apply(std::move(plan.accounts));
    if (!written) co_return written.error();
  }
  if (!plan.publish) co_return Result<void>();
  ConfigurationPublished published;
  published.configuration = std::move(plan.configuration);
  Stimulus stimulus = std::move(published);
  auto committed = co_await engine.ask(std::move(stimulus));
  if (!committed) co_return committed.error();
  if (committed->refusal != Refusal::none)
    co_return fail(make_error_code(store::errc::unavailable),
                   "the engine refused the configuration: " + std::string(name_of(committed->refusal)));
  co_return Result<void>();
}

}  // namespace

awaitable<Result<Applied>> apply(EnginePort& engine, Accounts& accounts, IdSource& ids, std::string yaml,
                                 std::string file, bool dry_run) {
  auto existing = co_await load(engine, accounts);
  if (!existing) co_return existing.error();
  Applied out;
  auto parsed = parse(yaml, *existing, ids);
  if (const auto* problems = std::get_if<std::vector<Problem>>(&parsed)) {
    out.refused = true;
    out.text = to_text(*problems, file) + "nothing was changed\n";
    co_return out;
  }
  auto plan = make_plan(*existing, std::get<Desired>(std::move(parsed)));
  for (const auto& line : plan.lines) out.text += line + '\n';
  if (plan.changes_nothing()) out.text = "no changes\n";
  if (dry_run || plan.changes_nothing()) co_return out;

  auto secrets = plan.made_secrets;
  const auto version = plan.configuration.version;
  const auto count = plan.lines.size();
  auto done = co_await carry_out(engine, accounts, std::move(plan));
  if (!done) co_return done.error();
  log::info("configuration.applied version={} changes={}", version, count);
  out.secrets = std::move(secrets);
  co_return out;
}

}  // namespace tandem::configuration
