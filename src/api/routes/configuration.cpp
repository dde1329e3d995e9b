#include "api/routes/handlers.hpp"
#include "api/shapes/routing.hpp"

namespace tandem::api::routes {
namespace {

json::array choices_json(const std::vector<Choice>& choices, bool limits) {
  json::array out;
  for (const auto& choice : choices) {
    json::object one{{"code", choice.code}, {"zh", choice.label.in("zh")}, {"en", choice.label.in("en")}};
    if (limits) one["limit_minutes"] = choice.limit_minutes > 0 ? json::value(choice.limit_minutes) : json::value(nullptr);
    out.push_back(std::move(one));
  }
  return out;
}

json::array tiers_json() {
  return {json::object{{"code", "standard"}, {"zh", "普通"}, {"en", "Standard"}},
          json::object{{"code", "silver"}, {"zh", "银卡"}, {"en", "Silver"}},
          json::object{{"code", "gold"}, {"zh", "金卡"}, {"en", "Gold"}},
          json::object{{"code", "vip"}, {"zh", "VIP"}, {"en", "VIP"}}};
}

json::object level_json(const Queue& queue) {
  return {{"seconds", queue.target_seconds}, {"target", queue.target_permille / 1000.0}};
}

template <class T>
json::array named(const std::vector<T>& list) {
  json::array out;
  for (const auto& item : list) out.push_back(json::object{{"id", item.id.text()}, {"name", item.name}});
  return out;
}

}  // namespace

awaitable<Response> desk_configuration(Context& context, Call) {
  const auto configuration = context.configuration();
  json::array types, statuses;
  for (const auto& type : case_types)
    types.push_back(json::object{{"code", type.code}, {"zh", type.zh}, {"en", type.en}});
  for (const auto status : case_statuses) statuses.push_back(json::value(status));
  json::array queues;
  for (const auto& queue : configuration->queues) {
    auto level = level_json(queue);
    level["queue"] = queue.id.text();
    queues.push_back(std::move(level));
  }
  auto number = context.options.sip_number;
  if (number.empty() && !configuration->numbers.empty()) number = configuration->numbers.front().number;
  json::object body{{"dispositions", choices_json(configuration->dispositions, false)},
                    {"break_reasons", choices_json(configuration->break_reasons, true)},
                    {"reject_reasons", choices_json(configuration->reject_reasons, false)},
                    {"case_types", std::move(types)},
                    {"case_statuses", std::move(statuses)},
                    {"tiers", tiers_json()},
                    {"demo", context.options.demo},
                    {"service_level", json::object{{"variant", "a/(answered+abandoned)"}, {"queues", std::move(queues)}}},
                    {"sip_number", text_or_null(number)}};
  co_return net::json_response(body);
}

awaitable<Response> list_queues(Context& context, Call) {
  const auto configuration = context.configuration();
  json::array items;
  for (const auto& queue : configuration->queues) {
    json::array relaxations;
    for (const auto& step : queue.relaxations)
      relaxations.push_back(json::object{{"after_seconds", step.after_ms / 1000},
                                         {"requires", levels_json(step.required, *configuration)},
                                         {"teams", teams_json(step.teams, *configuration)}});
    items.push_back(json::object{{"id", queue.id.text()},
                                 {"name", queue.name},
                                 {"requires", levels_json(queue.required, *configuration)},
                                 {"teams", teams_json(queue.teams, *configuration)},
                                 {"relax", std::move(relaxations)},
                                 {"choose", name_of(queue.choose)},
                                 {"priority", queue.priority},
                                 {"service_level", level_json(queue)}});
  }
  co_return list_response(std::move(items));
}

awaitable<Response> list_skills(Context& context, Call) { co_return list_response(named(context.configuration()->skills)); }

awaitable<Response> list_teams(Context& context, Call) { co_return list_response(named(context.configuration()->teams)); }

awaitable<Response> list_flows(Context& context, Call) {
  const auto configuration = context.configuration();
  json::array items;
  for (const auto& flow : configuration->flows)
    items.push_back(json::object{{"id", flow.id.text()}, {"name", flow.name}, {"version", configuration->version},
                                 {"nodes", flow.nodes.size()}});
  co_return list_response(std::move(items));
}

awaitable<Response> list_numbers(Context& context, Call) {
  const auto configuration = context.configuration();
  json::array items;
  for (const auto& number : configuration->numbers) {
    const auto* flow = find_by_id(configuration->flows, number.flow);
    json::value leads_to;
    if (flow) leads_to = json::object{{"id", flow->id.text()}, {"name", flow->name}};
    items.push_back(json::object{{"id", number.id.text()}, {"number", number.number}, {"flow", std::move(leads_to)}});
  }
  co_return list_response(std::move(items));
}

}  // namespace tandem::api::routes
