// Cross-origin rules (the Fetch standard's CORS protocol) for routes that pages of other sites may call. The server
// answers preflights of such a route by itself and marks its answers. The predicate runs on any HTTP thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "net/http/message.hpp"

namespace tandem::net {

struct CorsPolicy {
  // "https://shop.example:8443", never "*": an origin that is not allowed gets no header and the browser refuses.
  std::function<bool(std::string_view origin)> allows;
  std::vector<std::string> request_headers{"content-type", "authorization", "idempotency-key", "if-match"};
  std::vector<std::string> exposed_headers{"etag", "x-request-id", "retry-after"};
  int max_age_s = 600;
  bool credentials = false;
};

// allows() for a fixed list of origins.
std::function<bool(std::string_view)> origin_list(std::vector<std::string> origins);

// The answer to a preflight (OPTIONS with Origin and Access-Control-Request-Method).
Response preflight(const CorsPolicy& policy, std::string_view origin, const std::vector<http::verb>& methods);

// Marks an ordinary answer for this origin; always adds Vary: Origin.
void apply_cors(const CorsPolicy& policy, std::string_view origin, Response& response);

}  // namespace tandem::net
