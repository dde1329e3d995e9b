#include "app/configuration/parse.hpp"

#include <algorithm>

#include "app/configuration/sections/context.hpp"

namespace tandem::configuration {
namespace {

// Ids that exist stay with their names.
void keep_ids(Context& context) {
  const auto& existing = *context.existing.configuration;
  for (const auto& one : existing.skills) context.skills.keep(one.name, one.id);
  for (const auto& one : existing.teams) context.teams.keep(one.name, one.id);
  for (const auto& one : existing.hours) context.hours.keep(one.name, one.id);
  for (const auto& one : existing.queues) context.queues.keep(one.name, one.id);
  for (const auto& one : existing.flows) context.flows.keep(one.name, one.id);
  for (const auto& one : existing.numbers) context.numbers.keep(one.number, one.id);
  for (const auto& one : existing.trunks) context.trunks.keep(one.name, one.id);
  for (const auto& one : existing.sites) context.sites.keep(one.key, one.id);
  for (const auto& one : context.existing.accounts) context.logins.keep(one.login, one.id);
  for (const auto& one : existing.agents) context.logins.keep(one.login, one.id);
  context.desired.configuration.version = existing.version + 1;
}

void sort_lists(Configuration& configuration) {
  sort_by_id(configuration.skills);
  sort_by_id(configuration.teams);
  sort_by_id(configuration.hours);
  sort_by_id(configuration.queues);
  sort_by_id(configuration.agents);
  sort_by_id(configuration.numbers);
  sort_by_id(configuration.trunks);
  sort_by_id(configuration.sites);
  sort_by_id(configuration.flows);
}

void read_file(Context& context, const Node& root) {
  Fields fields(root, {"文件", "the file"}, context.problems);
  const auto* settings = fields.find("settings");
  const auto* capacity = fields.find("capacity");
  const auto* skills = fields.find("skills");
  const auto* teams = fields.find("teams");
  const auto* hours = fields.find("hours");
  const auto* queues = fields.find("queues");
  const auto* rules = fields.find("rules");
  const auto* dispositions = fields.find("dispositions");
  const auto* break_reasons = fields.find("break_reasons");
  const auto* reject_reasons = fields.find("reject_reasons");
  const auto* agents = fields.find("agents");
  const auto* users = fields.find("users");
  const auto* trunks = fields.find("trunks");
  const auto* numbers = fields.find("numbers");
  const auto* sites = fields.find("sites");
  const auto* flows = fields.find("flows");
  fields.finish();

  read_settings(context, settings, capacity);
  read_skills(context, skills);
  read_teams(context, teams);
  read_hours(context, hours);
  read_queues(context, queues);
  read_words(context, dispositions, break_reasons, reject_reasons);
  read_agents(context, agents);
  read_users(context, users);
  read_flows(context, flows);
  read_overflows(context);
  read_numbers(context, numbers);
  read_trunks(context, trunks);
  read_sites(context, sites);
  read_rules(context, rules);
}

}  // namespace

Parsed parse(std::string_view yaml, const Existing& existing, IdSource& ids, const ParseOptions& options) {
  Problems problems;
  const auto root = parse_yaml(yaml, problems, options.largest);
  if (!root) return problems.list();
  if (root->kind == Node::Kind::nothing) {
    problems.add({}, {"文件是空的；可以写什么，见 docs/configuration.md", "the file is empty; docs/configuration.md says what belongs into it"});
    return problems.list();
  }
  Context context{problems, existing, ids, options.now};
  keep_ids(context);
  read_file(context, *root);
  if (!problems.none()) return with_paths(problems.list(), *root);
  check_served(context);
  context.desired.warnings = with_paths(problems.warnings(), *root);
  sort_lists(context.desired.configuration);
  return std::move(context.desired);
}

}  // namespace tandem::configuration
