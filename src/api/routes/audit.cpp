#include "api/routes/handlers.hpp"
#include "api/shapes/users.hpp"

namespace tandem::api::routes {

awaitable<Response> list_audit(Context& context, Call call) {
  auto paging = paging_of(call.request);
  if (!paging) co_return failed(paging.error());
  auto page = co_await context.audit.list(paging->after, paging->limit);
  if (!page) co_return failed(page.error());
  const auto configuration = context.configuration();
  const Names names{context.accounts, *configuration};
  json::array items;
  for (const auto& entry : page->items) items.push_back(audit_json(entry, names));
  co_return page_response(std::move(items), page->next_cursor);
}

}  // namespace tandem::api::routes
