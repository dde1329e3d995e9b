#include "api/queries/conversations.hpp"

#include "api/routes/handlers.hpp"
#include "api/routes/live.hpp"
#include "api/shapes/routing.hpp"

namespace tandem::api::routes {
namespace {

// What belongs to a customer's record may be read by everybody who may read customers, once it is over.
std::string readable(Context& context, const Call& call) {
  const auto viewer = call.viewer();
  auto filter = conversation_filter(viewer, call.scope, context.accounts.members_of(viewer.team));
  if (viewer.scope("customer", "read") == Scope::all)
    filter = "(" + filter + " OR (c.customer IS NOT NULL AND c.ended_at IS NOT NULL))";
  return filter;
}

std::optional<Response> read_times(const Call& call, ConversationQuery& query) {
  for (const auto& [name, into] : {std::pair("from", &query.from), std::pair("to", &query.to)}) {
    const auto text = call.query(name);
    if (text.empty()) continue;
    auto time = parse_rfc3339(text);
    if (!time) return bad_request(name, "is no RFC 3339 time");
    *into = *time;
  }
  return std::nullopt;
}

}  // namespace

awaitable<Response> list_conversations(Context& context, Call call) {
  auto paging = paging_of(call.request);
  if (!paging) co_return failed(paging.error());
  const auto view = parse_view(call.query("view"));
  if (!view) co_return bad_request("view", "there is no such view");
  ConversationQuery query;
  query.view = *view;
  query.me = call.user();
  query.queue = call.query_id<QueueId>("queue");
  query.agent = call.query_id<AgentId>("agent");
  query.customer = call.query_id<CustomerId>("customer");
  query.after = paging->after;
  query.limit = paging->limit;
  if (auto wrong = read_times(call, query)) co_return std::move(*wrong);
  const auto configuration = context.configuration();
  query.queues = configuration->queues;
  const auto viewer = call.viewer();
  query.visible = conversation_filter(viewer, call.scope, context.accounts.members_of(viewer.team));
  auto page = co_await api::list_conversations(context.store, std::move(query));
  if (!page) co_return failed(page.error());
  const Names names{context.accounts, *configuration};
  json::array items;
  for (const auto& row : page->items) items.push_back(summary_json(row.contact, row.customer_value(), names));
  co_return page_response(std::move(items), page->next_cursor);
}

awaitable<Response> get_conversation(Context& context, Call call) {
  ConversationQuery query;
  query.id = call.id<ConversationId>();
  if (!query.id) co_return not_found("conversation");
  query.visible = readable(context, call);
  query.limit = 1;
  const auto id = query.id;
  auto page = co_await api::list_conversations(context.store, std::move(query));
  if (!page) co_return failed(page.error());
  if (page->items.empty()) co_return not_found("conversation");
  const auto configuration = context.configuration();
  const Names names{context.accounts, *configuration};
  auto participants = co_await participants_of(context.store, id, names);
  if (!participants) co_return failed(participants.error());
  auto collected = co_await collected_of(context.store, id);
  if (!collected) co_return failed(collected.error());
  const auto& row = page->items.front();
  auto body = summary_json(row.contact, row.customer_value(), names);
  body["participants"] = std::move(*participants);
  body["collected"] = collected_json(*collected);
  body["messages_count"] = row.messages;
  body["live"] = co_await live_json(context, id);
  co_return net::json_response(body);
}

awaitable<Response> explain_routing(Context& context, Call call) {
  const auto id = call.id<ConversationId>();
  json::value body;
  bool seen = false;
  context.engine.view([&](const State& state, std::int64_t) {
    const auto* conversation = state.conversation(id);
    seen = conversation && may_see(call.viewer(), call.scope, *conversation, *state.configuration);
    const auto* task = seen ? state.task(conversation->task) : nullptr;
    if (task) body = routing_json(state, *task, WallTime::now(), {context.accounts, *state.configuration});
  });
  if (!seen) co_return not_found("conversation");
  if (body.is_null()) co_return conflict("not_waiting", "the conversation waits for nobody");
  co_return net::json_response(body);
}

awaitable<Response> list_messages(Context& context, Call call) {
  auto paging = paging_of(call.request);
  if (!paging) co_return failed(paging.error());
  ConversationQuery query;
  query.id = call.id<ConversationId>();
  if (!query.id) co_return not_found("conversation");
  query.visible = readable(context, call);
  query.limit = 1;
  const auto id = query.id;
  auto found = co_await api::list_conversations(context.store, std::move(query));
  if (!found) co_return failed(found.error());
  if (found->items.empty()) co_return not_found("conversation");
  auto page = co_await messages_of(context.store, id, MessageId::parse(paging->cursor).value, paging->limit);
  if (!page) co_return failed(page.error());
  const auto configuration = context.configuration();
  const Names names{context.accounts, *configuration};
  json::array items;
  for (const auto& message : page->items) items.push_back(message_json(message, names));
  co_return page_response(std::move(items), page->older);
}

awaitable<Response> link_customer(Context& context, Call call) {
  Fields fields(call.request);
  const auto customer = fields.maybe_id<CustomerId>("customer");
  if (fields.ok() && !customer) fields.add("customer", "is missing");
  if (!fields.ok()) co_return fields.problem();
  const auto conversation = open_conversation(context, call.id<ConversationId>());
  if (auto refusal = not_theirs(conversation, call.user())) co_return std::move(*refusal);
  auto known = co_await context.customers.known(customer);
  if (!known) co_return failed(known.error());
  auto link = link_of(conversation->id, std::move(*known));
  auto asked = co_await ask(context, std::move(link));
  if (asked.answer) co_return std::move(*asked.answer);
  co_await keep_contact(context, *conversation, customer, call.user());
  co_return co_await live_response(context, conversation->id);
}

}  // namespace tandem::api::routes
