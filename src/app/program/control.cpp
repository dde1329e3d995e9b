#include "app/program/control.hpp"

#include "net/http/problem.hpp"

namespace tandem::app {
namespace {

constexpr std::size_t most_yaml_bytes = 4 << 20;

net::Response answer(const Outcome& outcome) {
  return net::bytes_response(outcome.text, "text/plain; charset=utf-8",
                             outcome.good ? net::http::status::ok : net::http::status::unprocessable_entity);
}

std::string field(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && value->is_string() ? std::string(value->as_string()) : std::string{};
}

}  // namespace

void mount_control(net::Router& router, Foundation& base) {
  net::RouteOptions local;
  local.local_only = true;
  local.body_limit = most_yaml_bytes;
  router.post("/control/apply", [&base](net::Request request) -> net::awaitable<net::Response> {
    const bool dry_run = request.query_value("dry_run").value_or("") == "1";
    const std::string file(request.query_value("file").value_or("configuration"));
    const std::string language(request.query_value("language").value_or("en"));
    const auto outcome = co_await apply_configuration(base, std::move(request.body), file, dry_run, language);
    co_return answer(outcome);
  }, local);
  router.post("/control/users", [&base](net::Request request) -> net::awaitable<net::Response> {
    auto body = request.json();
    if (!body) co_return net::problem_from(body.error());
    if (!body->is_object()) co_return net::problem(net::http::status::bad_request, "a user is a JSON object");
    const auto& user = body->as_object();
    const auto outcome = co_await add_account(base, field(user, "login"), field(user, "name"), field(user, "role"),
                                              field(user, "password"));
    co_return answer(outcome);
  }, local);
}

net::awaitable<Outcome> add_account(Foundation& base, std::string login, std::string name, std::string role,
                                    std::string password) {
  Account account;
  account.login = login;
  account.name = name.empty() ? login : name;
  if (role == "agent") account.role = Role::agent;
  else if (role == "supervisor") account.role = Role::supervisor;
  else if (role == "admin") account.role = Role::admin;
  else co_return Outcome{false, "the role '" + role + "' is none of agent, supervisor, admin\n"};
  auto created = co_await base.accounts->create(std::move(account), std::move(password), UserId{});
  Outcome outcome;
  outcome.good = static_cast<bool>(created);
  outcome.text = created ? "added " + login + " (" + role + ")\n" : created.error().detail + "\n";
  co_return outcome;
}

}  // namespace tandem::app
