#include "api/routes/handlers.hpp"
#include "api/shapes/records.hpp"

namespace tandem::api::routes {

awaitable<Response> find_orders(Context& context, Call call) {
  auto number = call.query("number");
  if (number.empty() || number.size() > 40) co_return bad_request("number", "say which: ?number=");
  auto order = co_await context.customers.order(std::move(number));
  if (!order) co_return failed(order.error());
  json::array items;
  if (*order) items.push_back(order_json(**order, call.language()));
  co_return list_response(std::move(items));
}

}  // namespace tandem::api::routes
