// What stands before every handler: the token, the permission, and the answers that were given before.
#include "api/auth/digest.hpp"
#include "api/routes/idempotency.hpp"
#include "api/routes/table.hpp"

namespace tandem::api {
namespace {

Response unauthorized() {
  auto response = net::problem(http::status::unauthorized, "sign in first: the token is missing, unknown or has ended");
  response.set("WWW-Authenticate", "Bearer");
  return response;
}

// Who it is, or the answer that ends it here.
std::optional<Response> identify(Context& context, const Endpoint& endpoint, Call& call) {
  if (endpoint.resource == anybody) return std::nullopt;
  const auto session = context.sessions.use(call.request.bearer_token());
  const auto account = session ? context.accounts.find(session->user) : std::nullopt;
  if (!account || !account->enabled) return unauthorized();
  call.account = *account;
  call.session = *session;
  if (endpoint.resource == signed_in) {
    call.scope = Scope::own;
    return std::nullopt;
  }
  call.scope = call.viewer().scope(endpoint.resource, endpoint.verb);
  if (call.scope < endpoint.least)
    return forbidden("your role may not do this; it needs " + std::string(endpoint.resource) + "." + std::string(endpoint.verb) +
                     ":" + std::string(name_of(endpoint.least)));
  return std::nullopt;
}

void finish(Response& response) {
  if (response.header("Cache-Control").empty()) response.set("Cache-Control", "no-store");
}

}  // namespace

net::Handler gated(Context& context, Idempotency& idempotency, const Endpoint& endpoint) {
  return [&context, &idempotency, &endpoint](net::Request request) -> awaitable<Response> {
    Call call;
    call.request = std::move(request);
    if (auto refusal = identify(context, endpoint, call)) co_return std::move(*refusal);
    const std::string key(call.request.header("Idempotency-Key"));
    const bool repeatable = endpoint.method == http::verb::post && endpoint.resource != anybody && !key.empty();
    const auto user = call.user();
    std::string digest;
    if (repeatable) {
      digest = hex(sha256(call.request.path + "\n" + call.request.body));
      auto before = co_await idempotency.begin(user, key, digest);
      if (before) co_return std::move(*before);
    }
    std::exception_ptr thrown;
    Response response;
    try {
      response = co_await endpoint.handler(context, std::move(call));
    } catch (...) {
      thrown = std::current_exception();
    }
    if (thrown) {
      if (repeatable) idempotency.give_up(user, key);
      std::rethrow_exception(thrown);
    }
    if (repeatable) co_await idempotency.finish(user, key, digest, response);
    finish(response);
    co_return response;
  };
}

}  // namespace tandem::api
