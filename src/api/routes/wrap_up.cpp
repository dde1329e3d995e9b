// The end of an agent's work on a contact: disposition, note, and the case it became part of; and the draft of that.
#include <algorithm>

#include "api/queries/conversations.hpp"
#include "api/routes/handlers.hpp"
#include "api/routes/live.hpp"
#include "base/log.hpp"

namespace tandem::api::routes {
namespace {

constexpr std::size_t longest_draft = 32 * 1024;

struct Registration {
  std::string disposition, note;
  std::optional<std::string> status;
  CaseId existing;
  std::optional<cases::NewCase> fresh;
};

bool is_one_of(const auto& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool has_disposition(const Configuration& configuration, const std::string& code) {
  const auto same = [&](const Choice& one) { return one.code == code; };
  return code.empty() || std::ranges::any_of(configuration.dispositions, same);
}

void read_case(Fields& fields, Registration& out) {
  const auto* given = fields.find("case");
  if (!given) return;
  const auto* object = given->if_object();
  if (!object) return fields.add("case", "must be null, {id} or {subject, type, priority}");
  const auto text = [&](std::string_view name) -> std::string {
    const auto* found = object->if_contains(name);
    if (!found || found->is_null()) return {};
    if (const auto* string = found->if_string()) return std::string(*string);
    fields.add("case/" + std::string(name), "must be a text");
    return {};
  };
  if (const auto id = text("id"); !id.empty()) {
    out.existing = CaseId::parse(id);
    if (!out.existing) fields.add("case/id", "is no id");
    return;
  }
  cases::NewCase fresh;
  fresh.subject = text("subject");
  fresh.type = text("type");
  fresh.priority = text("priority");
  fresh.description = text("description");
  if (fresh.subject.empty()) fields.add("case/subject", "is missing");
  out.fresh = std::move(fresh);
}

Registration read_registration(Fields& fields, const Configuration& configuration) {
  Registration out;
  out.disposition = fields.maybe_text("disposition", 100).value_or("");
  out.note = fields.maybe_text("note", 8000).value_or("");
  out.status = fields.maybe_text("status", 30);
  if (out.status && !is_one_of(case_statuses, *out.status)) fields.add("status", "there is no such status");
  if (!has_disposition(configuration, out.disposition)) fields.add("disposition", "there is no such disposition");
  read_case(fields, out);
  return out;
}

// Work on a case stays with it unless the agent says something else.
void add_own_case(Context& context, Registration& registration, ConversationId id) {
  if (registration.existing || registration.fresh) return;
  if (const auto conversation = open_conversation(context, id)) registration.existing = conversation->case_id;
}

// Before a case is made for it.
std::optional<Response> cannot_finish(const std::optional<Conversation>& conversation, AgentId agent) {
  if (auto refusal = not_theirs(conversation, agent)) return refusal;
  const auto* who = conversation->of_agent(agent);
  if (!who->segment || who->segment->kind != SegmentKind::wrap_up) return refused(Refusal::not_in_wrap_up);
  return std::nullopt;
}

awaitable<Result<CaseBrief>> make_case(Context& context, Registration registration, Conversation conversation, UserId by) {
  auto fresh = std::move(*registration.fresh);
  fresh.customer = conversation.customer;
  fresh.conversation = conversation.id;
  fresh.disposition = registration.disposition;
  fresh.owner = by;
  fresh.status = registration.status.value_or("");
  fresh.order_number.clear();
  if (const auto* number = conversation.value("order_number")) fresh.order_number = *number;
  if (fresh.description.empty()) fresh.description = registration.note;
  co_return co_await context.cases.create(std::move(fresh), by);
}

awaitable<Result<CaseBrief>> add_to_case(Context& context, Registration registration, ConversationId conversation, UserId by) {
  auto linked = co_await context.cases.link(registration.existing, conversation, by);
  if (!linked) co_return linked.error();
  if (!registration.note.empty()) {
    auto noted = co_await context.cases.add_note(registration.existing, registration.note, by);
    if (!noted) co_return noted.error();
  }
  cases::CasePatch patch;
  patch.status = registration.status;
  if (!registration.disposition.empty()) patch.disposition = registration.disposition;
  co_return co_await context.cases.update(registration.existing, std::nullopt, std::move(patch), by);
}

awaitable<void> drop_draft(Context& context, ConversationId conversation, AgentId agent) {
  EnginePort::Work work = [conversation, agent](store::Session& session) -> Result<std::vector<RowChanged>> {
    auto gone = session.run("DELETE FROM drafts WHERE conversation = $1 AND agent = $2", {conversation, agent});
    if (!gone) return gone.error();
    return std::vector<RowChanged>{};
  };
  (void)co_await context.engine.write(std::move(work));  // a draft too many harms nobody
}

struct Finished {
  std::optional<Response> refusal;
  std::optional<CaseBrief> part_of;
};

// The case first, then the engine, and the draft is not needed any more.
awaitable<Finished> finish(Context& context, Registration registration, ConversationId id, AgentId agent) {
  Finished out;
  const auto conversation = open_conversation(context, id);
  out.refusal = cannot_finish(conversation, agent);
  if (!out.refusal && registration.fresh && !conversation->customer)
    out.refusal = conflict("no_customer", "a case belongs to a customer: say first who this was");
  if (out.refusal) co_return out;
  if (registration.fresh || registration.existing) {
    auto made = registration.fresh ? make_case(context, registration, *conversation, agent)
                                   : add_to_case(context, registration, id, agent);
    auto brief = co_await std::move(made);
    if (!brief) out.refusal = failed(brief.error());
    if (!brief) co_return out;
    out.part_of = std::move(*brief);
  }
  FinishWrapUp stimulus;
  stimulus.conversation = id;
  stimulus.agent = agent;
  stimulus.disposition = registration.disposition;
  if (!registration.note.empty()) stimulus.note = {context.ids.next<PayloadId>(), registration.note, false};
  if (out.part_of) stimulus.case_id = out.part_of->id;
  auto asked = co_await ask(context, std::move(stimulus));
  out.refusal = std::move(asked.answer);
  if (!out.refusal) co_await drop_draft(context, id, agent);
  co_return out;
}

awaitable<Result<std::string>> draft_of(Context& context, ConversationId id, AgentId agent) {
  std::vector<store::Value> params{id, agent};
  auto rows = co_await context.store.read("SELECT body FROM drafts WHERE conversation = $1 AND agent = $2", std::move(params));
  if (!rows) co_return rows.error();
  co_return rows->empty() ? std::string("{}") : rows->rows.front()[0].text();
}

}  // namespace

// A draft may be half done: what is not acceptable in it is left out, the rest is kept.
awaitable<void> complete_wrap_up(Context& context, CompleteWrapUp due) {
  auto draft = co_await draft_of(context, due.conversation, due.agent);
  if (!draft) {
    log::error("wrap_up.draft_not_read conversation={} why=\"{}\"", due.conversation.value, draft.error().detail);
    co_return;
  }
  boost::system::error_code broken;
  auto parsed = json::parse(*draft, broken);
  Fields fields(!broken && parsed.is_object() ? parsed.as_object() : json::object{});
  const auto configuration = context.configuration();
  auto registration = read_registration(fields, *configuration);
  if (!has_disposition(*configuration, registration.disposition)) registration.disposition.clear();
  add_own_case(context, registration, due.conversation);
  std::vector<Registration> attempts{registration, registration};
  attempts.back().fresh.reset();
  attempts.back().existing = CaseId{};
  if (!fields.ok()) attempts.erase(attempts.begin());
  for (auto& attempt : attempts) {
    auto finished = co_await finish(context, std::move(attempt), due.conversation, due.agent);
    if (!finished.refusal) co_return;
  }
  log::warn("wrap_up.draft_not_used conversation={}", due.conversation.value);
}

awaitable<Response> wrap_up(Context& context, Call call) {
  Fields fields(call.request);
  const auto configuration = context.configuration();
  auto registration = read_registration(fields, *configuration);
  if (!fields.ok()) co_return fields.problem();
  const auto id = call.id<ConversationId>();
  add_own_case(context, registration, id);
  auto finished = co_await finish(context, std::move(registration), id, call.user());
  if (finished.refusal) co_return std::move(*finished.refusal);
  const auto& part_of = finished.part_of;
  ConversationQuery query;
  query.id = id;
  query.visible = "1 = 1";
  auto page = co_await api::list_conversations(context.store, std::move(query));
  if (!page) co_return failed(page.error());
  const Names names{context.accounts, *configuration};
  json::value summary, brief;
  if (!page->items.empty()) summary = summary_json(page->items.front().contact, page->items.front().customer_value(), names);
  if (part_of) brief = case_brief_json(*part_of, names);
  json::object body{{"conversation", std::move(summary)}, {"case", std::move(brief)}};
  co_return net::json_response(body);
}

awaitable<Response> get_draft(Context& context, Call call) {
  auto body = co_await draft_of(context, call.id<ConversationId>(), call.user());
  if (!body) co_return failed(body.error());
  co_return net::bytes_response(std::move(*body), "application/json");
}

awaitable<Response> put_draft(Context& context, Call call) {
  Fields fields(call.request);
  if (!fields.ok()) co_return fields.problem();
  auto body = json::serialize(fields.object());
  if (body.size() > longest_draft) co_return net::problem(http::status::payload_too_large, "a draft has at most 32 KB");
  const auto id = call.id<ConversationId>();
  const auto conversation = open_conversation(context, id);
  if (auto refusal = not_theirs(conversation, call.user())) co_return std::move(*refusal);
  EnginePort::Work work = [id, agent = call.user(), body](store::Session& session) -> Result<std::vector<RowChanged>> {
    auto kept = session.run(
        "INSERT INTO drafts (conversation, agent, body, updated_at) VALUES ($1, $2, $3, $4) ON CONFLICT (conversation, agent) "
        "DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at",
        {id, agent, body, WallTime::now()});
    if (!kept) return kept.error();
    return std::vector<RowChanged>{};
  };
  auto written = co_await context.engine.write(std::move(work));
  if (!written) co_return failed(written.error());
  co_return net::no_content();
}

}  // namespace tandem::api::routes
