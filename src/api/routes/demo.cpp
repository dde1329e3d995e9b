// What the demo's pages need to be tried without an account of one's own; nothing of it exists without --demo.
#include "api/auth/digest.hpp"
#include "api/auth/roles.hpp"
#include "api/routes/handlers.hpp"

namespace tandem::api::routes {
namespace {

constexpr std::size_t most_identities = 20;

std::string secret_of(const Configuration& configuration, const std::string& key) {
  for (const auto& site : configuration.sites)
    if (site.key == key) return site.secret;
  return {};
}

}  // namespace

awaitable<Response> demo_accounts(Context& context, Call) {
  if (!context.options.demo || !context.options.loopback) co_return not_found("page");
  json::array accounts;
  for (const auto& demo : context.options.demo_accounts) {
    const auto account = context.accounts.find_login(demo.login);
    if (!account || !account->enabled) continue;
    accounts.push_back(json::object{
        {"login", demo.login}, {"password", demo.password}, {"role", name_of(account->role)}, {"name", account->name}});
  }
  json::object body{{"accounts", std::move(accounts)}};
  co_return net::json_response(body);
}

awaitable<Response> demo_identities(Context& context, Call) {
  if (!context.options.demo) co_return not_found("page");
  const auto configuration = context.configuration();
  const auto secret = secret_of(*configuration, context.options.demo_site);
  std::string filter;
  std::vector<store::Value> params;
  for (const auto& id : context.options.demo_identities) {
    if (params.size() == most_identities) break;
    params.emplace_back(id);
    filter += (filter.empty() ? " AND i.value IN ($" : ", $") + std::to_string(params.size());
  }
  if (!filter.empty()) filter += ")";
  const std::string sql =
      "SELECT i.value, c.name, (SELECT o.number FROM orders o WHERE o.customer = c.id ORDER BY o.ordered_at DESC, o.id DESC "
      "LIMIT 1) FROM identities i JOIN customers c ON c.id = i.customer WHERE i.kind = 4 AND i.removed_at IS NULL" +
      filter + " ORDER BY i.id LIMIT " + std::to_string(most_identities);
  auto rows = co_await context.store.read(sql, std::move(params));
  if (!rows) co_return failed(rows.error());
  json::array items;
  for (const auto& row : *rows)
    items.push_back(json::object{{"id", row[0].text()},
                                 {"name", row[1].text()},
                                 {"signature", hex(hmac_sha256(secret, row[0].text()))},
                                 {"order", text_or_null(row[2].text())}});
  co_return net::json_response(items);
}

}  // namespace tandem::api::routes
