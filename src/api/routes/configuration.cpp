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

template <class E>
json::array words_json(const std::vector<E>& values) {
  json::array out;
  for (const auto value : values) out.emplace_back(name_of(value));
  return out;
}

template <class T, class IdType>
json::value named_or_null(const std::vector<T>& list, IdType id) {
  const auto* found = find_by_id(list, id);
  if (!found) return nullptr;
  return json::object{{"id", id.text()}, {"name", found->name}};
}

json::array relax_json(const Queue& queue, const Configuration& configuration) {
  json::array out;
  for (const auto& step : queue.relaxations)
    out.push_back(json::object{{"after_seconds", step.after_ms / 1000},
                               {"requires", levels_json(step.required, configuration)},
                               {"teams", teams_json(step.teams, configuration)}});
  return out;
}

json::array overflow_json(const Queue& queue, const Configuration& configuration) {
  json::array out;
  for (const auto& overflow : queue.overflows) {
    const bool counts_time = overflow.when == OverflowWhen::waited || overflow.when == OverflowWhen::estimated_wait;
    json::object entry{{"when", name_of(overflow.when)}};
    if (counts_time) entry["seconds"] = overflow.over / 1000;
    if (overflow.when == OverflowWhen::waiting) entry["contacts"] = overflow.over;
    entry["queue"] = named_or_null(configuration.queues, overflow.queue);
    entry["flow"] = named_or_null(configuration.flows, overflow.flow);
    out.push_back(std::move(entry));
  }
  return out;
}

json::object queue_json(const Queue& queue, const Configuration& configuration) {
  const auto& weights = queue.weights;
  return {{"id", queue.id.text()},
          {"name", queue.name},
          {"requires", levels_json(queue.required, configuration)},
          {"teams", teams_json(queue.teams, configuration)},
          {"match", words_json(queue.match)},
          {"relax", relax_json(queue, configuration)},
          {"choose", name_of(queue.choose)},
          {"weights", json::object{{"handle_time", weights.handle_time},
                                   {"satisfaction", weights.satisfaction},
                                   {"resolution", weights.resolution}}},
          {"sticky", json::object{{"to", words_json(queue.sticky)}, {"wait_seconds", queue.sticky_ms / 1000}}},
          {"priority", queue.priority},
          {"value_points", queue.value_points},
          {"risk_points", queue.risk_points},
          {"auto_accept", queue.auto_accept},
          {"hours", named_or_null(configuration.hours, queue.hours)},
          {"overflow", overflow_json(queue, configuration)},
          {"service_level", level_json(queue)}};
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
  for (const auto& queue : configuration->queues) items.push_back(queue_json(queue, *configuration));
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
