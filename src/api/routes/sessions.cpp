#include <algorithm>

#include "api/auth/digest.hpp"
#include "api/routes/handlers.hpp"
#include "api/routes/live.hpp"
#include "api/shapes/users.hpp"

namespace tandem::api::routes {
namespace {

Response throttled(std::chrono::milliseconds wait) {
  auto response = net::problem(http::status::too_many_requests, "too many attempts: wait a little and try again");
  response.set("Retry-After", std::to_string(std::max<std::int64_t>((wait.count() + 999) / 1000, 1)));
  return response;
}

// What everybody can read is no secret, whoever has it.
bool everybody_knows(const Context& context, const std::string& login, const std::string& password) {
  const auto& accounts = context.options.demo_accounts;
  return std::any_of(accounts.begin(), accounts.end(),
                     [&](const DemoAccount& one) { return one.login == login && one.password == password; });
}

json::object current_json(Context& context, const Account& account, const SessionInfo& session) {
  return {{"user", user_of(context, account)}, {"expires_at", to_rfc3339(session.expires)}};
}

awaitable<void> note(Context& context, const net::Request& request, UserId user, std::string action, std::string login) {
  AuditEntry entry;
  entry.actor = user;
  entry.action = std::move(action);
  entry.resource = "session";
  entry.address = request.remote_address;
  entry.detail = json::serialize(json::object{{"login", login}});
  (void)co_await context.audit.note(std::move(entry));  // a full disk must not keep anybody out
}

}  // namespace

awaitable<Response> sign_in(Context& context, Call call) {
  Fields fields(call.request);
  const auto login = fields.text("login", 100);
  auto password = fields.text("password", longest_password);
  if (!fields.ok()) co_return fields.problem();
  const auto address = call.request.remote_address;
  if (const auto wait = context.refused_addresses.wait_for(address); wait.count() > 0) co_return throttled(wait);
  // Taken before the password is looked at: guesses sent at the same time count as well.
  if (const auto wait = context.refused_logins.take(login); wait.count() > 0) co_return throttled(wait);
  const bool known_to_all = everybody_knows(context, login, password);
  auto account = co_await context.accounts.verify(login, std::move(password));
  if (!account && account.error().code != make_error_code(errc::wrong_password)) co_return failed(account.error());
  if (!account) {
    context.refused_addresses.take(address);
    co_await note(context, call.request, {}, "session.refused", login);
    co_return failed(account.error());
  }
  context.refused_logins.forget(login);
  if (!context.options.loopback && known_to_all) {
    co_await note(context, call.request, account->id, "session.refused", login);
    co_return forbidden("the demo's accounts work only where the server is bound to loopback");
  }
  auto created = co_await context.sessions.create(account->id, address, std::string(call.request.header("User-Agent")));
  if (!created) co_return failed(created.error());
  co_await note(context, call.request, account->id, "session.created", login);
  auto body = current_json(context, *account, created->session);
  body["token"] = created->token;
  co_return net::json_response(body, http::status::created);
}

awaitable<Response> current_session(Context& context, Call call) {
  co_return net::json_response(current_json(context, call.account, call.session));
}

awaitable<Response> sign_out(Context& context, Call call) {
  auto revoked = co_await context.sessions.revoke(call.session.id, call.user());
  if (!revoked) co_return failed(revoked.error());
  co_return net::no_content();
}

awaitable<Response> list_sessions(Context& context, Call call) {
  const auto wanted = call.query_id<UserId>("user");
  const auto user = wanted ? wanted : call.user();
  if (user != call.user() && call.scope != Scope::all) co_return forbidden("these are not your sessions");
  json::array items;
  for (const auto& session : context.sessions.list(user)) items.push_back(session_json(session, call.session.id));
  co_return list_response(std::move(items));
}

awaitable<Response> revoke_session(Context& context, Call call) {
  const auto session = context.sessions.find(call.id<SessionId>());
  if (!session || (session->user != call.user() && call.scope != Scope::all)) co_return not_found("session");
  auto revoked = co_await context.sessions.revoke(session->id, call.user());
  if (!revoked) co_return failed(revoked.error());
  if (session->user != call.user()) {
    AuditEntry entry;
    entry.actor = call.user();
    entry.action = "session.revoked";
    entry.resource = "user";
    entry.resource_id = session->user.value;
    entry.address = call.request.remote_address;
    (void)co_await context.audit.note(std::move(entry));
  }
  co_return net::no_content();
}

}  // namespace tandem::api::routes
