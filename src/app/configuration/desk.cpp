#include "app/configuration/desk.hpp"

#include "app/configuration/document/document.hpp"
#include "app/configuration/hours/hours.hpp"
#include "app/configuration/parse.hpp"
#include "base/log.hpp"

namespace tandem::configuration {
namespace {

using boost::asio::awaitable;
namespace json = boost::json;

constexpr std::size_t most_noted = 200;  // changes of one entry of the audit

std::vector<ConfigurationRemark> remarks_of(const std::vector<Problem>& problems) {
  std::vector<ConfigurationRemark> out;
  for (const auto& problem : problems) out.push_back({problem.path, problem.text});
  return out;
}

// Clients never see the secrets of sites: one that they say nothing of stays.
void keep_secrets(json::object& sections, const Configuration& configuration) {
  auto* sites = sections.contains("sites") ? sections.at("sites").if_array() : nullptr;
  if (!sites) return;
  for (auto& item : *sites) {
    auto* site = item.if_object();
    const auto* key = site ? site->if_contains("key") : nullptr;
    if (!key || !key->is_string()) continue;
    const auto* given = site->if_contains("secret");
    if (given && given->is_null()) site->erase("secret");
    if (given) continue;
    for (const auto& known : configuration.sites)
      if (known.key == std::string_view(key->as_string()) && !known.secret.empty()) (*site)["secret"] = known.secret;
  }
}

// The document in force with these sections in place of its own. People without a part in it are left alone, and so are
// the names and roles of agents, unless the sections speak of them.
std::string edited(const Configuration& configuration, json::object sections) {
  auto document = to_document(configuration, {}, Secrets::kept);
  document.erase("users");
  keep_secrets(sections, configuration);
  for (auto& [name, value] : sections) document[name] = std::move(value);
  return serialise(document);
}

void keep_people(Desired& desired, const Existing& existing) {
  for (auto& change : desired.accounts)
    for (const auto& known : existing.accounts)
      if (known.id == change.account.id && find_by_id(desired.configuration.agents, known.id)) change.account = known;
}

}  // namespace

Desk::Desk(EnginePort& engine, store::Store& store, Accounts& accounts, IdSource& ids)
    : engine_(engine), accounts_(accounts), ids_(ids), audit_(engine, store, ids) {}

awaitable<Result<Existing>> Desk::load() {
  Existing existing;
  engine_.view([&](const State& state, std::int64_t) { existing.configuration = state.configuration; });
  auto people = co_await accounts_.accounts();
  if (!people) co_return people.error();
  existing.accounts = std::move(*people);
  auto devices = co_await accounts_.devices();
  if (!devices) co_return devices.error();
  existing.devices = std::move(*devices);
  co_return existing;
}

// A large file takes a while: not on a thread that serves others.
awaitable<Result<Desk::Prepared>> Desk::prepare(std::shared_ptr<const Existing> existing, Wanted wanted) {
  auto work = [existing, wanted = std::move(wanted), &ids = ids_] {
    Prepared out;
    ParseOptions options;
    options.largest = wanted.largest;
    auto parsed = parse(wanted.text, *existing, ids, options);
    if (auto* problems = std::get_if<std::vector<Problem>>(&parsed)) {
      out.problems = std::move(*problems);
      return out;
    }
    auto desired = std::get<Desired>(std::move(parsed));
    if (wanted.keeps_people) keep_people(desired, *existing);
    out.warnings = desired.warnings;
    out.plan = make_plan(*existing, std::move(desired));
    return out;
  };
  co_return co_await net::run_blocking(pool_, std::move(work));
}

awaitable<Result<Turns::Turn>> Desk::turn() {
  auto mine = co_await turns_.take();
  if (!mine)
    co_return fail(make_error_code(store::errc::busy), "too many changes of the configuration are waiting: try again in a moment");
  co_return std::move(*mine);
}

awaitable<Result<void>> Desk::publish(Configuration configuration) {
  ConfigurationPublished published;
  published.configuration = std::move(configuration);
  Stimulus stimulus = std::move(published);
  auto committed = co_await engine_.ask(std::move(stimulus));
  if (!committed) co_return committed.error();
  if (committed->refusal != Refusal::none)
    co_return fail(make_error_code(store::errc::unavailable),
                   "the engine refused the configuration: " + std::string(name_of(committed->refusal)));
  co_return Result<void>();
}

awaitable<void> Desk::note(std::int64_t version, std::vector<std::string> changes, ConfigurationAuthor by) {
  log::info("configuration.applied version={} changes={} by={}", version, changes.size(), by.user.value);
  json::object detail;
  if (changes.size() > most_noted) {
    detail["more"] = changes.size() - most_noted;
    changes.resize(most_noted);
  }
  detail["changes"] = json::array(changes.begin(), changes.end());
  api::AuditEntry entry;
  entry.actor = by.user;
  entry.action = "configuration.applied";
  entry.resource = "configuration";
  entry.resource_id = version;
  entry.detail = json::serialize(detail);
  entry.address = std::move(by.address);
  auto noted = co_await audit_.note(std::move(entry));
  if (!noted) log::error("configuration.audit_failed version={} detail={}", version, noted.error().detail);
}

awaitable<Result<void>> Desk::carry_out(Plan plan, ConfigurationAuthor by) {
  auto version = plan.configuration.version;
  if (!plan.publish) --version;
  if (!plan.accounts.empty()) {
    auto written = co_await accounts_.apply(std::move(plan.accounts));
    if (!written) co_return written.error();
  }
  if (plan.publish) {
    auto published = co_await publish(std::move(plan.configuration));
    if (!published) co_return published.error();
  }
  co_await note(version, std::move(plan.lines), std::move(by));
  co_return Result<void>();
}

awaitable<Result<ConfigurationSections>> Desk::sections() {
  auto existing = co_await load();
  if (!existing) co_return existing.error();
  ConfigurationSections out;
  out.version = existing->configuration->version;
  out.sections = to_document(*existing->configuration, existing->accounts);
  co_return out;
}

awaitable<Result<ConfigurationEdit>> Desk::edit(std::int64_t seen, json::object sections, bool dry_run, ConfigurationAuthor by) {
  auto mine = co_await turn();
  if (!mine) co_return mine.error();
  auto existing = co_await load();
  if (!existing) co_return existing.error();
  ConfigurationEdit out;
  out.version = existing->configuration->version;
  if (out.version != seen) {
    out.outcome = ConfigurationEdit::Outcome::stale;
    co_return out;
  }
  Wanted wanted;
  wanted.keeps_people = !sections.contains("agents");
  wanted.text = edited(*existing->configuration, std::move(sections));
  wanted.largest = largest_document;
  auto before = std::make_shared<const Existing>(std::move(*existing));
  auto prepared = co_await prepare(std::move(before), std::move(wanted));
  if (!prepared) co_return prepared.error();
  out.problems = remarks_of(prepared->problems);
  if (!out.problems.empty()) {
    out.outcome = ConfigurationEdit::Outcome::refused;
    co_return out;
  }
  auto& plan = prepared->plan;
  out.warnings = remarks_of(prepared->warnings);
  out.changes = plan.lines;
  if (dry_run || plan.changes_nothing()) co_return out;
  if (plan.publish) out.version = plan.configuration.version;
  out.secrets = plan.made_secrets;
  auto done = co_await carry_out(std::move(plan), std::move(by));
  if (!done) co_return done.error();
  co_return out;
}

awaitable<Result<ConfigurationDraft>> Desk::draft(json::object sections) {
  auto existing = co_await load();
  if (!existing) co_return existing.error();
  Wanted wanted;
  wanted.text = edited(*existing->configuration, std::move(sections));
  wanted.largest = largest_document;
  auto before = std::make_shared<const Existing>(std::move(*existing));
  auto prepared = co_await prepare(std::move(before), std::move(wanted));
  if (!prepared) co_return prepared.error();
  ConfigurationDraft out;
  out.problems = remarks_of(prepared->problems);
  if (out.problems.empty()) out.configuration = std::make_shared<const Configuration>(std::move(prepared->plan.configuration));
  co_return out;
}

awaitable<Result<Applied>> Desk::apply(std::string yaml, std::string file, bool dry_run, std::string language) {
  auto mine = co_await turn();
  if (!mine) co_return mine.error();
  auto existing = co_await load();
  if (!existing) co_return existing.error();
  Wanted wanted;
  wanted.text = std::move(yaml);
  wanted.largest = largest_file;
  auto before = std::make_shared<const Existing>(std::move(*existing));
  auto prepared = co_await prepare(std::move(before), std::move(wanted));
  if (!prepared) co_return prepared.error();
  Applied out;
  if (!prepared->problems.empty()) {
    out.refused = true;
    out.text = to_text(prepared->problems, file, language) + "nothing was changed\n";
    co_return out;
  }
  auto& plan = prepared->plan;
  out.text = to_text(prepared->warnings, file, language);
  for (const auto& line : plan.lines) out.text += line + '\n';
  if (plan.changes_nothing()) out.text += "no changes\n";
  if (dry_run || plan.changes_nothing()) co_return out;
  out.secrets = plan.made_secrets;
  ConfigurationAuthor command_line;
  auto done = co_await carry_out(std::move(plan), std::move(command_line));
  if (!done) co_return done.error();
  co_return out;
}

awaitable<Result<bool>> Desk::refresh(WallTime now) {
  auto mine = co_await turn();
  if (!mine) co_return mine.error();
  ConfigurationPtr before;
  engine_.view([&](const State& state, std::int64_t) { before = state.configuration; });
  auto configuration = *before;
  if (!refresh_hours(configuration, now)) co_return false;
  configuration.version = before->version + 1;
  std::vector<std::string> changes;
  for (std::size_t i = 0; i < configuration.hours.size(); ++i)
    if (configuration.hours[i].open != before->hours[i].open) changes.push_back("~ hours " + configuration.hours[i].name + " open");
  const auto version = configuration.version;
  auto published = co_await publish(std::move(configuration));
  if (!published) co_return published.error();
  ConfigurationAuthor program;
  co_await note(version, std::move(changes), std::move(program));
  co_return true;
}

}  // namespace tandem::configuration
