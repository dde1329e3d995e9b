// Queues and rules of the document.
#include "app/configuration/document/parts.hpp"

namespace tandem::configuration {
namespace {

namespace json = boost::json;

// Each step says what it changes.
json::array relax_part(const Queue& queue, const Configuration& configuration) {
  json::array out;
  const auto* required = &queue.required;
  const auto* teams = &queue.teams;
  for (const auto& step : queue.relaxations) {
    json::object entry{{"after", step.after_ms / 1000}};
    if (step.required != *required) entry["requires"] = levels_part(step.required, configuration);
    if (step.teams != *teams) entry["teams"] = teams_part(step.teams, configuration);
    required = &step.required;
    teams = &step.teams;
    out.push_back(std::move(entry));
  }
  return out;
}

json::array overflow_part(const Queue& queue, const Configuration& configuration) {
  json::array out;
  for (const auto& overflow : queue.overflows) {
    json::object entry;
    switch (overflow.when) {
      case OverflowWhen::waited:
        entry["waited_seconds"] = overflow.over / 1000;
        break;
      case OverflowWhen::waiting:
        entry["waiting"] = overflow.over;
        break;
      case OverflowWhen::estimated_wait:
        entry["estimated_wait_seconds"] = overflow.over / 1000;
        break;
      case OverflowWhen::closed:
        entry["closed"] = true;
        break;
      case OverflowWhen::no_agents:
        entry["no_agents"] = true;
        break;
    }
    if (overflow.queue) entry["queue"] = name_under(configuration.queues, overflow.queue);
    if (overflow.flow) entry["flow"] = name_under(configuration.flows, overflow.flow);
    out.push_back(std::move(entry));
  }
  return out;
}

template <class E>
json::array words_part(const std::vector<E>& values) {
  json::array out;
  for (const auto value : values) out.emplace_back(name_of(value));
  return out;
}

json::object sticky_part(const Queue& queue, const Queue& usual) {
  json::object out{{"to", words_part(queue.sticky)}};
  put_unless(out, "wait_seconds", queue.sticky_ms / 1000, usual.sticky_ms / 1000);
  return out;
}

// With `weights` and `level` only where one of their numbers is not the usual one.
void put_numbers(json::object& out, const Queue& queue, const Queue& usual) {
  json::object weights, level;
  put_unless(weights, "handle_time", queue.weights.handle_time, usual.weights.handle_time);
  put_unless(weights, "satisfaction", queue.weights.satisfaction, usual.weights.satisfaction);
  put_unless(weights, "resolution", queue.weights.resolution, usual.weights.resolution);
  if (!weights.empty()) out["weights"] = std::move(weights);
  put_unless(out, "priority", queue.priority, usual.priority);
  put_unless(out, "value_points", queue.value_points, usual.value_points);
  put_unless(out, "risk_points", queue.risk_points, usual.risk_points);
  put_unless(level, "seconds", queue.target_seconds, usual.target_seconds);
  put_unless(level, "target", queue.target_permille / 1000.0, usual.target_permille / 1000.0);
  if (!level.empty()) out["service_level"] = std::move(level);
  put_unless(out, "offer_seconds", queue.offer_ms / 1000, usual.offer_ms / 1000);
  put_unless(out, "wrap_up_seconds", queue.wrap_up_ms / 1000, usual.wrap_up_ms / 1000);
}

json::object queue_part(const Queue& queue, const Configuration& configuration) {
  const Queue usual;
  json::object out{{"name", queue.name}};
  if (!queue.required.empty()) out["requires"] = levels_part(queue.required, configuration);
  if (!queue.teams.empty()) out["teams"] = teams_part(queue.teams, configuration);
  if (!queue.match.empty()) out["match"] = words_part(queue.match);
  if (!queue.relaxations.empty()) out["relax"] = relax_part(queue, configuration);
  if (queue.choose != usual.choose) out["choose"] = name_of(queue.choose);
  if (!queue.sticky.empty()) out["sticky"] = sticky_part(queue, usual);
  put_numbers(out, queue, usual);
  put_unless(out, "auto_accept", queue.auto_accept, usual.auto_accept);
  if (queue.hours) out["hours"] = name_under(configuration.hours, queue.hours);
  if (!queue.overflows.empty()) out["overflow"] = overflow_part(queue, configuration);
  put_unless(out, "music", queue.music, usual.music);
  return out;
}

}  // namespace

json::array queues_section(const Configuration& configuration) {
  json::array out;
  for (const auto& queue : configuration.queues) out.push_back(queue_part(queue, configuration));
  return out;
}

json::array rules_section(const Configuration& configuration) {
  json::array out;
  for (const auto& rule : configuration.rules) {
    json::object entry{{"name", rule.name}};
    if (!rule.when.empty()) entry["when"] = rule.when.source;
    if (rule.queue) entry["queue"] = name_under(configuration.queues, rule.queue);
    put_unless(entry, "priority", rule.priority, 0);
    if (!rule.required.empty()) entry["requires"] = levels_part(rule.required, configuration);
    if (!rule.teams.empty()) entry["teams"] = teams_part(rule.teams, configuration);
    put_unless(entry, "last", rule.last, false);
    out.push_back(std::move(entry));
  }
  return out;
}

}  // namespace tandem::configuration
