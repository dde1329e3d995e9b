#include <algorithm>

#include "api/auth/roles.hpp"
#include "api/routes/handlers.hpp"
#include "api/shapes/users.hpp"

namespace tandem::api::routes {
namespace {

std::optional<Role> read_role(Fields& fields) {
  const auto text = fields.maybe_text("role", 30);
  Role role = Role::agent;
  if (text && !parse_role(*text, role)) fields.add("role", "is agent, supervisor or admin");
  return text ? std::optional(role) : std::nullopt;
}

std::optional<TeamId> read_team(Fields& fields, const Configuration& configuration) {
  if (!fields.object().if_contains("team")) return std::nullopt;
  const auto team = fields.maybe_id<TeamId>("team");
  if (team && !find_by_id(configuration.teams, team)) fields.add("team", "there is no such team");
  return team;
}

Response answer(Context& context, const Account& account, http::status status) {
  const auto configuration = context.configuration();
  const auto revision = context.accounts.revision_of(account.id);
  return tagged(account_json(account, revision, {context.accounts, *configuration}), revision, status);
}

}  // namespace

awaitable<Response> list_users(Context& context, Call call) {
  auto paging = paging_of(call.request);
  if (!paging) co_return failed(paging.error());
  const auto configuration = context.configuration();
  const Names names{context.accounts, *configuration};
  const auto after = UserId::parse(paging->cursor);
  json::array items;
  std::string next;
  for (const auto& account : context.accounts.all()) {
    const bool visible = call.scope == Scope::all || account.id == call.user() ||
                         (call.scope == Scope::team && account.team && account.team == call.account.team);
    if (!visible || account.id <= after) continue;
    if (items.size() == static_cast<std::size_t>(paging->limit)) {
      next = items.back().as_object().at("id").as_string();
      break;
    }
    items.push_back(account_json(account, context.accounts.revision_of(account.id), names));
  }
  co_return page_response(std::move(items), next);
}

awaitable<Response> create_user(Context& context, Call call) {
  Fields fields(call.request);
  const auto configuration = context.configuration();
  Account account;
  account.login = fields.text("login", 40);
  account.name = fields.text("name", 200);
  account.language = fields.maybe_text("language", 20).value_or("");
  auto password = fields.text("password", longest_password);
  const auto role = read_role(fields);
  const auto team = read_team(fields, *configuration);
  if (fields.ok() && !role) fields.add("role", "is missing");
  if (!fields.ok()) co_return fields.problem();
  account.role = *role;
  account.team = team.value_or(TeamId{});
  auto created = co_await context.accounts.create(std::move(account), std::move(password), call.user());
  if (!created) co_return failed(created.error());
  co_return answer(context, *created, http::status::created);
}

awaitable<Response> change_user(Context& context, Call call) {
  auto match = if_match(call.request);
  if (match.refusal) co_return std::move(*match.refusal);
  Fields fields(call.request);
  const auto configuration = context.configuration();
  AccountService::Patch patch;
  patch.name = fields.maybe_text("name", 200);
  patch.language = fields.maybe_text("language", 20);
  patch.password = fields.maybe_text("password", longest_password);
  patch.role = read_role(fields);
  patch.team = read_team(fields, *configuration);
  if (const auto disabled = fields.maybe_flag("disabled")) patch.enabled = !*disabled;
  if (!fields.ok()) co_return fields.problem();
  const auto user = call.id<UserId>();
  const bool demotes = (patch.role && *patch.role != Role::admin) || (patch.enabled && !*patch.enabled);
  if (user == call.user() && demotes) co_return conflict("own_account", "you cannot take your own rights away");
  auto changed = co_await context.accounts.change(user, match.revision, std::move(patch), call.user());
  if (!changed) co_return failed(changed.error());
  co_return answer(context, *changed, http::status::ok);
}

}  // namespace tandem::api::routes
