// Simulations asked for on a screen; docs/simulation.md says what goes in and what comes out.
#include "api/routes/handlers.hpp"
#include "ports/simulations.hpp"

namespace tandem::api::routes {
namespace {

std::string_view name_of(SimulationState::Phase phase) {
  switch (phase) {
    case SimulationState::Phase::running: return "running";
    case SimulationState::Phase::done: return "done";
    case SimulationState::Phase::failed: return "failed";
  }
  return "failed";
}

constexpr std::string_view not_possible = "the request cannot be simulated";

}  // namespace

awaitable<Response> start_simulation(Context& context, Call call) {
  if (!context.simulations) co_return not_here("simulation");
  Fields fields(call.request);
  if (!fields.ok()) co_return fields.problem();
  SimulationWish wish;
  wish.request = fields.object();
  wish.configuration = context.configuration();
  wish.by = call.user();
  if (const auto* sections = fields.find("sections"); sections && sections->is_object()) {
    if (!context.configuration_desk) co_return not_here("drafts of the configuration");
    auto draft = co_await context.configuration_desk->draft(sections->as_object());
    if (!draft) co_return failed(draft.error());
    if (!draft->configuration) co_return refused_with(not_possible, draft->problems);
    wish.changed = draft->configuration;
  }
  auto started = context.simulations->start(std::move(wish));
  if (!started.problems.empty()) co_return refused_with(not_possible, started.problems);
  if (started.busy) co_return conflict("busy", "enough simulations are waiting already; try again when one is done");
  json::object body{{"id", started.id}};
  co_return net::json_response(body, http::status::accepted);
}

awaitable<Response> get_simulation(Context& context, Call call) {
  const std::string id(call.request.path_value("id"));
  auto state = context.simulations ? context.simulations->state(id) : std::nullopt;
  if (!state) co_return not_found("simulation");
  json::object body{{"id", id}, {"state", name_of(state->phase)}, {"done", state->done}, {"runs", state->runs},
                    {"problem", text_or_null(state->problem)}, {"result", nullptr}};
  if (state->phase == SimulationState::Phase::done) body["result"] = std::move(state->result);
  co_return net::json_response(body);
}

awaitable<Response> stop_simulation(Context& context, Call call) {
  const std::string id(call.request.path_value("id"));
  if (!context.simulations || !context.simulations->stop(id)) co_return not_found("simulation");
  co_return net::no_content();
}

}  // namespace tandem::api::routes
