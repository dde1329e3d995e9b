#include "net/http/cors.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tandem::net {

namespace {

// Caches must keep the answers for different origins apart, the allowed and the refused.
void vary_by_origin(Response& response) {
  const std::string_view vary = response.header("Vary");
  response.set("Vary", vary.empty() ? std::string("Origin") : fmt::format("{}, Origin", vary));
}

bool mark(const CorsPolicy& policy, std::string_view origin, Response& response) {
  vary_by_origin(response);
  if (origin.empty() || !policy.allows || !policy.allows(origin)) return false;
  response.set("Access-Control-Allow-Origin", origin);
  if (policy.credentials) response.set("Access-Control-Allow-Credentials", "true");
  return true;
}

}  // namespace

std::function<bool(std::string_view)> origin_list(std::vector<std::string> origins) {
  return [origins = std::move(origins)](std::string_view origin) {
    return std::find(origins.begin(), origins.end(), origin) != origins.end();
  };
}

Response preflight(const CorsPolicy& policy, std::string_view origin, const std::vector<http::verb>& methods) {
  Response response = no_content();
  if (!mark(policy, origin, response)) return response;
  std::vector<std::string_view> names;
  for (http::verb method : methods) names.push_back(http::to_string(method));
  response.set("Access-Control-Allow-Methods", fmt::format("{}", fmt::join(names, ", ")));
  response.set("Access-Control-Allow-Headers", fmt::format("{}", fmt::join(policy.request_headers, ", ")));
  response.set("Access-Control-Max-Age", std::to_string(policy.max_age_s));
  return response;
}

void apply_cors(const CorsPolicy& policy, std::string_view origin, Response& response) {
  // The default same-origin resource policy would keep a <script> or <img> of another site (no Origin header) out.
  response.set("Cross-Origin-Resource-Policy", "cross-origin");
  if (!mark(policy, origin, response)) return;
  response.set("Access-Control-Expose-Headers", fmt::format("{}", fmt::join(policy.exposed_headers, ", ")));
}

}  // namespace tandem::net
