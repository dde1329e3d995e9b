#include "api/routes/handlers.hpp"
#include "api/shapes/records.hpp"

namespace tandem::api::routes {
namespace {

awaitable<Response> full(Context& context, CaseId id, http::status status) {
  auto found = co_await context.cases.get(id);
  if (!found) co_return failed(found.error());
  const auto configuration = context.configuration();
  const Names names{context.accounts, *configuration};
  co_return tagged(case_json(*found, names), found->brief.revision, status);
}

std::optional<cases::View> parse_view(std::string_view name) {
  if (name.empty() || name == "open") return cases::View::open;
  if (name == "mine") return cases::View::mine;
  if (name == "all") return cases::View::all;
  return std::nullopt;
}

// The reader's scope as a list of owners; a case that nobody has is everybody's.
std::optional<std::vector<UserId>> owners_of(Context& context, const Call& call) {
  if (call.scope == Scope::all) return std::nullopt;
  std::vector<UserId> owners{call.user()};
  if (call.scope == Scope::team)
    for (const auto member : context.accounts.members_of(call.account.team)) owners.push_back(member);
  return owners;
}

// An owner of "" or null gives the case back; an unknown one is refused.
std::optional<UserId> read_owner(Context& context, Fields& fields) {
  if (!fields.object().if_contains("owner")) return std::nullopt;
  const auto owner = fields.maybe_id<UserId>("owner");
  if (owner && !context.accounts.find(owner)) fields.add("owner", "there is no such user");
  return owner;
}

}  // namespace

awaitable<Response> list_cases(Context& context, Call call) {
  auto paging = paging_of(call.request);
  if (!paging) co_return failed(paging.error());
  const auto view = parse_view(call.query("view"));
  if (!view) co_return bad_request("view", "is mine, open or all");
  cases::Filter filter;
  filter.view = *view;
  filter.me = call.user();
  filter.customer = call.query_id<CustomerId>("customer");
  filter.owners = owners_of(context, call);
  filter.text = call.query("q");
  auto page = co_await context.cases.list(std::move(filter), paging->after, paging->limit);
  if (!page) co_return failed(page.error());
  const auto configuration = context.configuration();
  const Names names{context.accounts, *configuration};
  json::array items;
  for (const auto& brief : page->items) items.push_back(case_brief_json(brief, names));
  co_return page_response(std::move(items), page->next_cursor);
}

awaitable<Response> create_case(Context& context, Call call) {
  Fields fields(call.request);
  cases::NewCase wanted;
  wanted.customer = fields.maybe_id<CustomerId>("customer");
  if (fields.ok() && !wanted.customer) fields.add("customer", "is missing");
  wanted.subject = fields.text("subject", 300);
  wanted.type = fields.maybe_text("type", 30).value_or("");
  wanted.priority = fields.maybe_text("priority", 30).value_or("");
  wanted.description = fields.maybe_text("description", 8000).value_or("");
  wanted.order_number = fields.maybe_text("order_number", 40).value_or("");
  wanted.conversation = fields.maybe_id<ConversationId>("conversation");
  wanted.owner = read_owner(context, fields).value_or(call.user());
  if (!fields.ok()) co_return fields.problem();
  auto brief = co_await context.cases.create(std::move(wanted), call.user());
  if (!brief) co_return failed(brief.error());
  co_return co_await full(context, brief->id, http::status::created);
}

awaitable<Response> get_case(Context& context, Call call) {
  co_return co_await full(context, call.id<CaseId>(), http::status::ok);
}

awaitable<Response> change_case(Context& context, Call call) {
  auto match = if_match(call.request);
  if (match.refusal) co_return std::move(*match.refusal);
  Fields fields(call.request);
  cases::CasePatch patch;
  patch.subject = fields.maybe_text("subject", 300);
  patch.type = fields.maybe_text("type", 30);
  patch.priority = fields.maybe_text("priority", 30);
  patch.status = fields.maybe_text("status", 30);
  patch.description = fields.maybe_text("description", 8000);
  patch.disposition = fields.maybe_text("disposition", 100);
  patch.owner = read_owner(context, fields);
  if (!fields.ok()) co_return fields.problem();
  const auto id = call.id<CaseId>();
  auto brief = co_await context.cases.update(id, match.revision, std::move(patch), call.user());
  if (!brief) co_return failed(brief.error());
  co_return co_await full(context, id, http::status::ok);
}

awaitable<Response> add_case_note(Context& context, Call call) {
  Fields fields(call.request);
  auto text = fields.text("text", 8000);
  if (!fields.ok()) co_return fields.problem();
  auto note = co_await context.cases.add_note(call.id<CaseId>(), std::move(text), call.user());
  if (!note) co_return failed(note.error());
  const auto configuration = context.configuration();
  const Names names{context.accounts, *configuration};
  co_return net::json_response(note_json(note->id.value, note->text, note->author, note->at, names), http::status::created);
}

}  // namespace tandem::api::routes
