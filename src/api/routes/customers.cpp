#include <algorithm>

#include "api/routes/handlers.hpp"
#include "api/routes/live.hpp"
#include "api/shapes/records.hpp"

namespace tandem::api::routes {
namespace {

bool reveals(const Call& call) { return call.viewer().scope("customer", "reveal") == Scope::all; }

Response taken(const crm::Taken& taken) {
  json::object more{{"customer", json::object{{"id", taken.customer.text()}, {"name", taken.name}}},
                    {"kind", crm::name_of(taken.kind)}};
  return conflict("identity_taken", "this " + std::string(crm::name_of(taken.kind)) + " belongs to " + taken.name, std::move(more));
}

std::optional<crm::NewIdentity> read_identity(Fields& fields, const json::value& value, const std::string& place) {
  const auto* object = value.if_object();
  const auto* kind = object ? object->if_contains("kind") : nullptr;
  const auto* written = object ? object->if_contains("value") : nullptr;
  crm::NewIdentity identity;
  identity.source = "agent";
  const auto parsed = kind && kind->is_string() ? crm::identity_kind(kind->get_string()) : std::nullopt;
  if (!parsed) fields.add(place, "needs a kind: phone, email, visitor or external");
  else if (!written || !written->is_string() || written->get_string().empty() || written->get_string().size() > 200)
    fields.add(place, "needs a value of at most 200 bytes");
  else {
    identity.kind = *parsed;
    identity.value = std::string(written->get_string());
    return identity;
  }
  return std::nullopt;
}

std::optional<std::vector<std::string>> read_texts(Fields& fields, std::string_view name) {
  const auto* found = fields.find(name);
  if (!found) return std::nullopt;
  std::vector<std::string> out;
  const auto* list = found->if_array();
  if (!list || list->size() > 50) {
    fields.add(name, "must be a list of at most 50 texts");
    return std::nullopt;
  }
  for (const auto& one : *list) {
    if (one.is_string() && one.get_string().size() <= 500) out.emplace_back(one.get_string());
    else fields.add(name, "holds something that is no text of at most 500 bytes");
  }
  return out;
}

awaitable<Response> full(Context& context, CustomerId id, bool reveal, http::status status = http::status::ok) {
  auto customer = co_await context.customers.get(id);
  if (!customer) co_return failed(customer.error());
  const auto configuration = context.configuration();
  const Names names{context.accounts, *configuration};
  co_return tagged(customer_full_json(*customer, reveal, names), customer->brief.revision, status);
}

// The conversation that this customer was made for.
awaitable<void> link_to(Context& context, ConversationId id, CustomerId customer, UserId by) {
  const auto conversation = open_conversation(context, id);
  if (not_theirs(conversation, by)) co_return;
  auto known = co_await context.customers.known(customer);
  if (!known) co_return;
  auto link = link_of(id, std::move(*known));
  auto asked = co_await ask(context, std::move(link));
  if (!asked.answer) co_await keep_contact(context, *conversation, customer, by);
}

bool names_routing(const crm::CustomerPatch& patch) { return patch.value || patch.risk || patch.blocked; }

std::optional<int> read_points(Fields& fields, std::string_view name) {
  const auto points = fields.maybe_integer(name);
  if (!points) return std::nullopt;
  if (*points < 0 || *points > 100) fields.add(name, "is from 0 to 100");
  return static_cast<int>(std::clamp<std::int64_t>(*points, 0, 100));
}

std::optional<std::vector<AgentId>> read_agents(Fields& fields, std::string_view name) {
  const auto* found = fields.find(name);
  if (!found) return std::nullopt;
  const auto* list = found->if_array();
  std::vector<AgentId> out;
  if (!list || list->size() > crm::most_blocked) {
    fields.add(name, "must be a list of at most 50 ids of agents");
    return std::nullopt;
  }
  for (const auto& one : *list) {
    out.push_back(one.is_string() ? AgentId::parse(one.get_string()) : AgentId{});
    if (!out.back()) fields.add(name, "holds something that is no id");
  }
  return out;
}

// Somebody who is no agent any more may stay in the list, but not come into it.
awaitable<std::optional<Response>> not_agents(Context& context, CustomerId customer, std::vector<AgentId> wanted) {
  const auto configuration = context.configuration();
  std::erase_if(wanted, [&](AgentId id) { return find_by_id(configuration->agents, id) != nullptr; });
  if (wanted.empty()) co_return std::nullopt;
  auto now = co_await context.customers.get(customer);
  if (!now) co_return failed(now.error());
  std::erase_if(wanted, [&](AgentId id) { return std::ranges::find(now->blocked, id) != now->blocked.end(); });
  if (wanted.empty()) co_return std::nullopt;
  co_return bad_request("/blocked_agents", "there is no agent " + wanted.front().text());
}

}  // namespace

awaitable<Response> search_customers(Context& context, Call call) {
  auto paging = paging_of(call.request);
  if (!paging) co_return failed(paging.error());
  auto text = call.query("q");
  if (text.size() > 200) co_return bad_request("q", "is longer than 200 bytes");
  auto page = co_await context.customers.search(std::move(text), paging->cursor, paging->limit);
  if (!page) co_return failed(page.error());
  json::array items;
  for (const auto& customer : page->items) items.push_back(customer_json(customer));
  co_return page_response(std::move(items), page->next_cursor);
}

awaitable<Response> create_customer(Context& context, Call call) {
  Fields fields(call.request);
  crm::NewCustomer wanted;
  wanted.name = fields.text("name", 200);
  wanted.tier = fields.maybe_text("tier", 20).value_or("");
  wanted.language = fields.maybe_text("language", 20).value_or("");
  wanted.company = fields.maybe_text("company", 200).value_or("");
  wanted.address = fields.maybe_text("address", 500).value_or("");
  wanted.preferences = read_texts(fields, "preferences").value_or(std::vector<std::string>{});
  const auto conversation = fields.maybe_id<ConversationId>("conversation");
  if (const auto* list = fields.find("identities")) {
    if (!list->is_array() || list->get_array().size() > 20) fields.add("identities", "must be a list of at most 20");
    else
      for (const auto& one : list->get_array())
        if (auto identity = read_identity(fields, one, "identities")) wanted.identities.push_back(std::move(*identity));
  }
  if (!fields.ok()) co_return fields.problem();
  auto saved = co_await context.customers.create(std::move(wanted), call.user());
  if (!saved) co_return failed(saved.error());
  if (saved->taken) co_return taken(*saved->taken);
  std::vector<CustomerId> ids{saved->customer};
  auto briefs = co_await context.customers.briefs(ids);
  if (!briefs) co_return failed(briefs.error());
  if (briefs->empty()) co_return not_found("customer");
  if (conversation) {
    co_await link_to(context, conversation, saved->customer, call.user());
    briefs = co_await context.customers.briefs(ids);
    if (!briefs) co_return failed(briefs.error());
  }
  co_return tagged(customer_json(briefs->front()), briefs->front().revision, http::status::created);
}

awaitable<Response> get_customer(Context& context, Call call) {
  co_return co_await full(context, call.id<CustomerId>(), reveals(call));
}

awaitable<Response> change_customer(Context& context, Call call) {
  auto match = if_match(call.request);
  if (match.refusal) co_return std::move(*match.refusal);
  Fields fields(call.request);
  crm::CustomerPatch patch;
  patch.name = fields.maybe_text("name", 200);
  patch.tier = fields.maybe_text("tier", 20);
  patch.language = fields.maybe_text("language", 20);
  patch.company = fields.maybe_text("company", 200);
  patch.address = fields.maybe_text("address", 500);
  patch.preferences = read_texts(fields, "preferences");
  patch.value = read_points(fields, "value");
  patch.risk = read_points(fields, "risk");
  patch.blocked = read_agents(fields, "blocked_agents");
  if (!fields.ok()) co_return fields.problem();
  if (names_routing(patch) && call.viewer().scope("customer", "route") != Scope::all)
    co_return forbidden("value, risk and blocked_agents are for supervisors to set");
  const auto id = call.id<CustomerId>();
  if (patch.blocked) {
    auto refusal = co_await not_agents(context, id, *patch.blocked);
    if (refusal) co_return std::move(*refusal);
  }
  auto saved = co_await context.customers.update(id, match.revision, std::move(patch), call.user());
  if (!saved) co_return failed(saved.error());
  co_return co_await full(context, id, reveals(call));
}

awaitable<Response> customer_timeline(Context& context, Call call) {
  auto paging = paging_of(call.request);
  if (!paging) co_return failed(paging.error());
  std::optional<crm::TimelineKind> kind;
  if (const auto wanted = call.query("kind"); !wanted.empty()) {
    kind = crm::timeline_kind(wanted);
    if (!kind) co_return bad_request("kind", "is call, chat, work, case, order or note");
  }
  auto page = co_await context.history.timeline(call.id<CustomerId>(), kind, paging->after, paging->limit);
  if (!page) co_return failed(page.error());
  const auto configuration = context.configuration();
  const Names names{context.accounts, *configuration};
  json::array items;
  for (const auto& item : page->items) items.push_back(timeline_json(item, names));
  co_return page_response(std::move(items), page->next_cursor);
}

awaitable<Response> customer_orders(Context& context, Call call) {
  auto paging = paging_of(call.request);
  if (!paging) co_return failed(paging.error());
  auto page = co_await context.customers.orders(call.id<CustomerId>(), paging->after, paging->limit);
  if (!page) co_return failed(page.error());
  json::array items;
  for (const auto& order : page->items) items.push_back(order_json(order, call.language()));
  co_return page_response(std::move(items), page->next_cursor);
}

awaitable<Response> customer_cases(Context& context, Call call) {
  auto paging = paging_of(call.request);
  if (!paging) co_return failed(paging.error());
  cases::Filter filter;
  filter.view = cases::View::all;
  filter.customer = call.id<CustomerId>();
  if (!filter.customer) co_return not_found("customer");
  auto page = co_await context.cases.list(std::move(filter), paging->after, paging->limit);
  if (!page) co_return failed(page.error());
  const auto configuration = context.configuration();
  const Names names{context.accounts, *configuration};
  json::array items;
  for (const auto& brief : page->items) items.push_back(case_brief_json(brief, names));
  co_return page_response(std::move(items), page->next_cursor);
}

awaitable<Response> add_customer_note(Context& context, Call call) {
  Fields fields(call.request);
  auto text = fields.text("text", 8000);
  if (!fields.ok()) co_return fields.problem();
  auto note = co_await context.customers.add_note(call.id<CustomerId>(), std::move(text), call.user());
  if (!note) co_return failed(note.error());
  const auto configuration = context.configuration();
  const Names names{context.accounts, *configuration};
  co_return net::json_response(note_json(note->id.value, note->text, note->author, note->at, names), http::status::created);
}

awaitable<Response> add_customer_identity(Context& context, Call call) {
  Fields fields(call.request);
  const auto identity = read_identity(fields, json::value(fields.object()), "");
  if (!fields.ok()) co_return fields.problem();
  const auto id = call.id<CustomerId>();
  auto saved = co_await context.customers.add_identity(id, *identity, call.user());
  if (!saved) co_return failed(saved.error());
  if (saved->taken) co_return taken(*saved->taken);
  co_return co_await full(context, id, reveals(call), http::status::created);
}

}  // namespace tandem::api::routes
