// Work that is neither a call nor a chat: a promised callback, a case that needs an agent. And what a supervisor does with
// work that waits, and says about agents.
#include <algorithm>
#include <cmath>

#include "api/routes/handlers.hpp"
#include "api/routes/live.hpp"
#include "base/log.hpp"
#include "base/phone.hpp"
#include "base/places/china.hpp"

namespace tandem::api::routes {
namespace {

constexpr std::int64_t furthest_ms = 366LL * 24 * 60 * 60 * 1000;
constexpr int most_priority = 100;

QueueId read_queue(Fields& fields, std::string_view name, const Configuration& configuration) {
  const auto queue = fields.maybe_id<QueueId>(name);
  if (!fields.ok()) return queue;
  if (!queue) fields.add(name, "is missing");
  else if (!find_by_id(configuration.queues, queue)) fields.add(name, "there is no such queue");
  return queue;
}

WallTime read_time(Fields& fields, std::string_view name, WallTime now) {
  const auto text = fields.maybe_text(name, 40);
  if (!text) return {};
  const auto time = parse_rfc3339(*text);
  if (!time) fields.add(name, "is no RFC 3339 time");
  else if (*time < now) fields.add(name, "is in the past");
  else if (*time > now.plus_ms(furthest_ms)) fields.add(name, "is more than a year away");
  else return *time;
  return {};
}

// What both kinds of work have: when, how urgent, and a word for whoever takes it. The desk shows these values by name.
WorkArrived read_work(Fields& fields, const Configuration& configuration, IdSource& ids) {
  WorkArrived work;
  const auto now = WallTime::now();
  work.queue = read_queue(fields, "queue", configuration);
  const auto not_before = read_time(fields, "not_before", now);
  const auto due = read_time(fields, "due", now);
  if (not_before && due && due < not_before) fields.add("due", "is before not_before");
  const auto priority = fields.maybe_integer("priority").value_or(0);
  if (priority < -most_priority || priority > most_priority) fields.add("priority", "is from -100 to 100");
  work.priority = static_cast<int>(std::clamp<std::int64_t>(priority, -most_priority, most_priority));
  work.not_before_ms = not_before.ms;
  work.due_ms = due.ms;
  const auto note = fields.maybe_text("note", 2000).value_or("");
  const auto add = [&](std::string name, std::string text) {
    if (!text.empty()) work.values.push_back({std::move(name), Private{ids.next<PayloadId>(), std::move(text), false}});
  };
  add("note", note);
  add("not_before", not_before ? to_rfc3339(not_before) : std::string());
  add("promised_at", due ? to_rfc3339(due) : std::string());
  return work;
}

void add_customer(WorkArrived& work, const KnownCustomer& known) {
  work.customer = known.customer;
  work.tier = known.tier;
  work.language = known.language;
  auto region = std::move(work.traits.region);
  work.traits = known.traits;
  if (work.traits.region.empty()) work.traits.region = std::move(region);
}

// In E.164; empty where none is needed: the customer's own number then.
std::string read_phone(Fields& fields, const std::string& written, const std::string& region, CustomerId customer) {
  if (written.empty()) {
    if (!customer) fields.add("phone", "is missing");
    return {};
  }
  const auto phone = parse_phone(written, region);
  if (phone && is_valid_phone(*phone)) return phone->e164;
  fields.add("phone", "is no telephone number");
  return {};
}

// The customer who was named, or whom the number tells.
awaitable<std::optional<Response>> add_who(Context& context, WorkArrived& work, CustomerId customer, std::string number) {
  if (customer) {
    auto known = co_await context.customers.known(customer);
    if (!known) co_return failed(known.error());
    add_customer(work, *known);
    co_return std::nullopt;
  }
  auto known = co_await context.customers.known_by_phone(std::move(number));
  if (!known) co_return failed(known.error());
  if (*known) add_customer(work, **known);
  co_return std::nullopt;
}

struct Arrived {
  ConversationId conversation;
  std::optional<Response> refusal;
};

awaitable<Arrived> arrive(Context& context, WorkArrived work) {
  Arrived out;
  auto asked = co_await ask(context, std::move(work));
  out.refusal = std::move(asked.answer);
  const auto* started = asked.committed.find<ConversationStarted>();
  if (started) out.conversation = started->conversation;
  else if (!out.refusal) out.refusal = refused(Refusal::bad_value);
  co_return out;
}

awaitable<Response> created(Context& context, ConversationId id) {
  auto response = co_await live_response(context, id);
  response.status = http::status::created;
  co_return response;
}

// The conversation in which the case waits for an agent, or is with one.
ConversationId open_work_on(Context& context, CaseId id) {
  ConversationId out;
  context.engine.view([&](const State& state, std::int64_t) {
    const auto found = std::ranges::find_if(state.conversations, [&](const auto& entry) {
      return entry.second.case_id == id && entry.second.channel == Channel::ticket && !entry.second.ended;
    });
    if (found != state.conversations.end()) out = found->first;
  });
  return out;
}

// A share from 0 to 1 as thousandths; -1: null, so it is not known.
int read_share(Fields& fields, std::string_view name) {
  const auto* found = fields.find(name);
  if (!found) return -1;
  const double share = found->is_number() ? found->to_number<double>() : -1;
  if (share >= 0 && share <= 1) return static_cast<int>(std::lround(share * 1000));
  fields.add(name, "is a number from 0 to 1, or null");
  return -1;
}

json::value share_json(int permille) {
  if (permille < 0) return nullptr;
  return json::value(permille / 1000.0);
}

awaitable<void> note_down(Context& context, Call& call, std::string action, std::string resource, std::int64_t id, json::object detail) {
  AuditEntry entry;
  entry.actor = call.user();
  entry.action = std::move(action);
  entry.resource = std::move(resource);
  entry.resource_id = id;
  entry.detail = json::serialize(detail);
  entry.address = call.request.remote_address;
  (void)co_await context.audit.note(std::move(entry));
}

}  // namespace

awaitable<Response> schedule_callback(Context& context, Call call) {
  Fields fields(call.request);
  const auto configuration = context.configuration();
  auto work = read_work(fields, *configuration, context.ids);
  work.channel = Channel::callback;
  const auto customer = fields.maybe_id<CustomerId>("customer");
  const auto written = fields.maybe_text("phone", 60).value_or("");
  const auto phone = read_phone(fields, written, configuration->default_region, customer);
  if (!fields.ok()) co_return fields.problem();
  auto number = phone;
  if (number.empty()) {
    std::vector<CustomerId> wanted{customer};
    auto briefs = co_await context.customers.briefs(std::move(wanted));
    if (!briefs) co_return failed(briefs.error());
    if (briefs->empty()) co_return not_found("customer");
    number = briefs->front().phone;
    if (number.empty()) co_return bad_request("/phone", "is missing: no number of this customer is known");
  }
  work.contact = Private{context.ids.next<PayloadId>(), number, false};
  work.traits.region = region_of_number(number);
  auto refusal = co_await add_who(context, work, customer, number);
  if (refusal) co_return std::move(*refusal);
  auto arrived = co_await arrive(context, std::move(work));
  if (arrived.refusal) co_return std::move(*arrived.refusal);
  co_return co_await created(context, arrived.conversation);
}

awaitable<Response> queue_case(Context& context, Call call) {
  Fields fields(call.request);
  const auto configuration = context.configuration();
  auto work = read_work(fields, *configuration, context.ids);
  if (!fields.ok()) co_return fields.problem();
  const auto id = call.id<CaseId>();
  auto found = co_await context.cases.get(id);
  if (!found) co_return failed(found.error());
  if (!is_open_case(found->brief.status)) co_return conflict("case_closed", "the case is solved or closed: open it again first");
  if (const auto open = open_work_on(context, id))
    co_return conflict("already_queued", "the case waits in a queue already, or an agent has it", {{"conversation", open.text()}});
  auto known = co_await context.customers.known(found->brief.customer);
  if (!known) co_return failed(known.error());
  work.channel = Channel::ticket;
  work.case_id = id;
  add_customer(work, *known);
  auto arrived = co_await arrive(context, std::move(work));
  if (arrived.refusal) co_return std::move(*arrived.refusal);
  auto linked = co_await context.cases.link(id, arrived.conversation, call.user());
  if (!linked) log::warn("api.case_not_linked case={} detail={}", id.value, linked.error().detail);
  co_return co_await created(context, arrived.conversation);
}

awaitable<Response> move_conversation(Context& context, Call call) {
  Fields fields(call.request);
  const auto configuration = context.configuration();
  MoveTask stimulus;
  stimulus.conversation = call.id<ConversationId>();
  stimulus.from = fields.maybe_id<QueueId>("from");
  stimulus.to = read_queue(fields, "to", *configuration);
  stimulus.by = call.user();
  if (fields.ok() && !stimulus.from) fields.add("from", "is missing");
  if (fields.ok() && stimulus.from == stimulus.to) fields.add("to", "is the queue that it is in");
  if (!fields.ok()) co_return fields.problem();
  const auto conversation = open_conversation(context, stimulus.conversation);
  if (!conversation || !may_see(call.viewer(), call.scope, *conversation, *configuration)) co_return not_found("conversation");
  auto asked = co_await ask(context, stimulus);
  if (asked.answer) co_return std::move(*asked.answer);
  json::object detail{{"from", stimulus.from.text()}, {"to", stimulus.to.text()}};
  co_await note_down(context, call, "conversation.moved", "conversation", stimulus.conversation.value, std::move(detail));
  co_return co_await live_response(context, stimulus.conversation);
}

awaitable<Response> rate_agent(Context& context, Call call) {
  Fields fields(call.request);
  RateAgent stimulus;
  stimulus.agent = call.id<AgentId>();
  stimulus.satisfaction_permille = read_share(fields, "satisfaction");
  stimulus.resolution_permille = read_share(fields, "resolution");
  if (!fields.ok()) co_return fields.problem();
  const auto configuration = context.configuration();
  if (!find_by_id(configuration->agents, stimulus.agent)) co_return not_found("agent");
  if (!may_see(call.viewer(), call.scope, stimulus.agent, *configuration)) co_return forbidden("this agent is not yours to rate");
  auto asked = co_await ask(context, stimulus);
  if (asked.answer) co_return std::move(*asked.answer);
  json::object rating{{"agent", stimulus.agent.text()},
                      {"satisfaction", share_json(stimulus.satisfaction_permille)},
                      {"resolution", share_json(stimulus.resolution_permille)}};
  co_await note_down(context, call, "agent.rated", "agent", stimulus.agent.value, rating);
  co_return net::json_response(rating);
}

}  // namespace tandem::api::routes
