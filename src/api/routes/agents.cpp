#include "api/routes/handlers.hpp"
#include "api/routes/live.hpp"
#include "api/stream/hub.hpp"

namespace tandem::api::routes {
namespace {

std::optional<AgentState> parse_state(std::string_view text) {
  for (const auto state : {AgentState::offline, AgentState::available, AgentState::not_ready, AgentState::on_break})
    if (name_of(state) == text) return state;
  return std::nullopt;
}

}  // namespace

awaitable<Response> list_agents(Context& context, Call call) {
  auto paging = paging_of(call.request);
  if (!paging) co_return failed(paging.error());
  const auto after = AgentId::parse(paging->cursor);
  auto agents = co_await context.hub.agents(call.viewer(), after, paging->limit + 1);
  std::string next;
  if (agents.size() > static_cast<std::size_t>(paging->limit)) {
    agents.pop_back();
    next = agents.back().as_object().at("id").as_string();
  }
  co_return page_response(std::move(agents), next);
}

awaitable<Response> set_agent_state(Context& context, Call call) {
  Fields fields(call.request);
  const auto wanted = parse_state(fields.text("state", 30));
  const auto reason = fields.maybe_text("reason", 100);
  if (fields.ok() && !wanted) fields.add("state", "is available, not_ready, break or offline");
  if (!fields.ok()) co_return fields.problem();
  const auto agent = call.id<AgentId>();
  const auto configuration = context.configuration();
  if (!find_by_id(configuration->agents, agent)) co_return not_found("agent");
  if (!may_see(call.viewer(), call.scope, agent, *configuration)) co_return forbidden("this agent is not yours to set");
  SetAgentState stimulus;
  stimulus.agent = agent;
  stimulus.state = *wanted;
  stimulus.reason = reason.value_or("");
  stimulus.by = call.user();
  auto asked = co_await ask(context, stimulus);
  if (asked.answer) co_return std::move(*asked.answer);
  if (agent != call.user() && asked.committed.number != 0) {
    AuditEntry entry;
    entry.actor = call.user();
    entry.action = "agent.state_set";
    entry.resource = "agent";
    entry.resource_id = agent.value;
    entry.detail = json::serialize(json::object{{"state", name_of(*wanted)}, {"reason", stimulus.reason}});
    entry.address = call.request.remote_address;
    (void)co_await context.audit.note(std::move(entry));
  }
  co_return net::json_response(agent_of(context, agent));
}

}  // namespace tandem::api::routes
