#include "api/routes/handlers.hpp"
#include "api/stream/hub.hpp"

namespace tandem::api::routes {

awaitable<Response> live_metrics(Context& context, Call call) {
  auto body = co_await context.hub.metrics(call.viewer());
  co_return net::json_response(body);
}

}  // namespace tandem::api::routes
