// The one table of routes: which resource and verb each needs, and with what scope at least; what it takes and gives.
// The router, openapi.json and the rights test are made from it.
#pragma once

#include <span>
#include <string>

#include "api/routes/call.hpp"

namespace tandem::api {

inline constexpr std::string_view base_path = "/api/v1";

// `resource` of routes that need no permission: nobody has to be signed in, or anybody may.
inline constexpr std::string_view anybody = "", signed_in = "self";

struct QueryParameter {
  std::string_view name, description;
};

struct Endpoint {
  http::verb method = http::verb::get;
  std::string_view path;  // below base_path
  std::string_view resource, verb;
  Scope least = Scope::own;
  EndpointHandler handler = nullptr;
  std::string_view summary;
  std::string_view request;  // name of the body's schema; empty: no body
  std::string_view answer;   // of the answer's; a "[]" behind it: a page of them; empty: none
  int status = 200;
  bool needs_match = false;  // If-Match
  std::span<const QueryParameter> query = {};  // besides limit and cursor
};

std::span<const Endpoint> endpoints();

// Behind the gate: who asks, may they, was this asked before (Idempotency-Key).
class Idempotency;
net::Handler gated(Context& context, Idempotency& idempotency, const Endpoint& endpoint);

}  // namespace tandem::api
