#include "sim/staffing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <cmath>
#include <stdexcept>

namespace tandem::sim {
namespace {

constexpr double checked_contacts = 3000, shortest_hours = 5, longest_hours = 300;  // of one run of the check

// What comes to one queue on one channel, all streams together.
struct Demand {
  std::vector<double> per_hour;  // 48, or 1
  double handle_s = 0;
  std::optional<double> patience_s;
};

Demand demand_of(const Load& load, QueueId queue, Channel channel) {
  Demand out;
  std::vector<const Stream*> streams;
  bool changes = false;
  for (const auto& stream : load.streams) {
    if (stream.queue != queue || stream.channel != channel) continue;
    streams.push_back(&stream);
    changes = changes || stream.per_hour.size() > 1;
  }
  out.per_hour.assign(changes ? half_hours : 1, 0);
  double contacts = 0, handle = 0, leaving = 0, leaving_contacts = 0;
  for (const auto* stream : streams) {
    double sum = 0;
    for (std::size_t i = 0; i < out.per_hour.size(); ++i) {
      const double rate = stream->per_hour.empty() ? 0 : stream->per_hour[i % stream->per_hour.size()];
      out.per_hour[i] += rate;
      sum += rate;
    }
    contacts += sum;
    handle += sum * stream->handle.mean_ms / 1000;
    if (!stream->patience) continue;
    leaving += sum * stream->patience->mean_ms / 1000;
    leaving_contacts += sum;
  }
  if (contacts > 0) out.handle_s = handle / contacts;
  if (leaving_contacts > 0) out.patience_s = leaving / leaving_contacts;
  return out;
}

int contacts_at_once(const Configuration& configuration, Channel channel) {
  const auto* rule = configuration.capacity_of(channel);
  if (!rule) return 1;
  const int fit = rule->cost > 0 ? configuration.capacity_limit / rule->cost : std::max(rule->most, 1);
  return std::max(rule->most > 0 ? std::min(fit, rule->most) : fit, 1);
}

// The same queue with so many agents and nothing else, at a rate that does not change.
std::optional<Estimate> simulated(const Configuration& configuration, const Queue& queue, Channel channel, const Demand& demand,
                                  const StaffNeed& need, const StaffOptions& options, const Watch& watch) {
  Configuration alone;
  alone.version = 1;
  alone.capacity = configuration.capacity;
  alone.capacity_limit = configuration.capacity_limit;
  Queue only;
  only.id = queue.id;
  only.name = queue.name;
  only.target_seconds = queue.target_seconds;
  alone.queues = {only};
  for (int i = 1; i <= need.on_duty; ++i) {
    AgentProfile agent;
    agent.id = AgentId{i};
    agent.login = std::to_string(i);
    alone.agents.push_back(agent);
  }
  Stream stream;
  stream.queue = queue.id;
  stream.channel = channel;
  stream.per_hour = {need.per_hour};
  stream.handle.mean_ms = demand.handle_s * 1000;
  if (demand.patience_s) stream.patience = Duration{Duration::Shape::exponential, *demand.patience_s * 1000, 1};
  Load load;
  const double hours = std::clamp(checked_contacts / need.per_hour, shortest_hours, longest_hours);
  load.length_ms = static_cast<std::int64_t>(hours * 3'600'000);
  load.warm_up_ms = load.length_ms / 10;
  load.streams = {stream};
  return simulate_all(alone, load, options.runs, options.confidence, watch).queues.back().service_level;
}

StaffNeed need_for(const Configuration& configuration, const Queue& queue, const StaffPlan& plan, const Demand& demand, double per_hour,
                   const StaffOptions& options, const Watch& watch) {
  if (per_hour * demand.handle_s / 3600 > largest_load)
    throw std::runtime_error(fmt::format("the queue '{}' has more than {:g} Erlang: too many to staff as one", queue.name, largest_load));
  StaffNeed need;
  need.per_hour = per_hour;
  ErlangInput input{per_hour, demand.handle_s, demand.patience_s, 0};
  const int places = agents_needed(input, plan.target_s, plan.target);
  need.on_duty = (places + plan.at_once - 1) / plan.at_once;
  need.scheduled = static_cast<int>(std::ceil(need.on_duty / (1 - options.shrinkage) - 1e-9));
  input.agents = std::max(need.on_duty * plan.at_once, 1);
  if (const auto expected = erlang(input, plan.target_s)) need.expected = *expected;
  if (need.on_duty > 0) need.simulated = simulated(configuration, queue, plan.channel, demand, need, options, watch);
  return need;
}

template <class Done>
StaffPlan plan_for(const Configuration& configuration, const Queue& queue, Channel channel, const Demand& demand,
                   const StaffOptions& options, const Watch& watch, const Done& one_done) {
  StaffPlan plan;
  plan.queue = queue.name;
  plan.channel = channel;
  plan.at_once = contacts_at_once(configuration, channel);
  plan.target_s = queue.target_seconds;
  plan.target = queue.target_permille / 1000.0;
  std::map<double, StaffNeed> known;  // half hours with the same load need the same
  for (std::size_t i = 0; i < demand.per_hour.size(); ++i) {
    const double per_hour = demand.per_hour[i];
    auto at = known.find(per_hour);
    if (at == known.end())
      at = known.emplace(per_hour, need_for(configuration, queue, plan, demand, per_hour, options, watch)).first;
    plan.needs.push_back(at->second);
    plan.needs.back().half_hour = demand.per_hour.size() > 1 ? static_cast<int>(i) : -1;
    one_done();
  }
  return plan;
}

std::string time_of(int half_hour) {
  return half_hour < 0 ? "all day" : fmt::format("{:02}:{:02}", half_hour / 2, half_hour % 2 * 30);
}

}  // namespace

std::vector<StaffPlan> staff(const Configuration& configuration, const Load& load, const StaffOptions& options, const Watch& watch) {
  struct Part {
    const Queue* queue;
    Channel channel;
    Demand demand;
  };
  std::vector<Part> parts;
  int done = 0, all = 0;
  for (const auto& queue : configuration.queues)
    for (const auto channel : {Channel::voice, Channel::webchat}) {
      if (std::ranges::none_of(load.streams, [&](const Stream& s) { return s.queue == queue.id && s.channel == channel; })) continue;
      parts.push_back({&queue, channel, demand_of(load, queue.id, channel)});
      all += static_cast<int>(parts.back().demand.per_hour.size());
    }
  const auto one_done = [&] {
    if (watch.progress) watch.progress(++done, all);
  };
  const Watch inside{{}, watch.stop, watch.threads};
  std::vector<StaffPlan> plans;
  for (const auto& part : parts)
    plans.push_back(plan_for(configuration, *part.queue, part.channel, part.demand, options, inside, one_done));
  return plans;
}

boost::json::array to_json(const std::vector<StaffPlan>& plans) {
  namespace json = boost::json;
  json::array out;
  for (const auto& plan : plans) {
    json::array needs;
    for (const auto& need : plan.needs)
      needs.push_back(json::object{
          {"from", need.half_hour < 0 ? json::value(nullptr) : json::value(time_of(need.half_hour))},
          {"per_hour", need.per_hour},
          {"on_duty", need.on_duty},
          {"scheduled", need.scheduled},
          {"service_level", need.expected.service_level},
          {"occupancy", need.expected.occupancy},
          {"abandon_rate", need.expected.abandon_rate},
          {"simulated", need.simulated ? json::value(json::object{{"mean", need.simulated->mean}, {"half_width", need.simulated->half_width}})
                                       : json::value(nullptr)}});
    out.push_back(json::object{{"queue", plan.queue},
                               {"channel", name_of(plan.channel)},
                               {"at_once", plan.at_once},
                               {"seconds", plan.target_s},
                               {"target", plan.target},
                               {"needs", std::move(needs)}});
  }
  return out;
}

std::string to_text(const std::vector<StaffPlan>& plans) {
  std::string text;
  for (const auto& plan : plans) {
    text += fmt::format("{} ({}): {:g} % within {:g} s, {} at once\n", plan.queue, name_of(plan.channel), 100 * plan.target,
                        plan.target_s, plan.at_once);
    text += fmt::format("{:<8} {:>10} {:>8} {:>10} {:>10} {:>18} {:>10}\n", "from", "per hour", "on duty", "scheduled", "expected",
                        "simulated", "occupancy");
    for (const auto& need : plan.needs) {
      if (need.on_duty == 0) continue;
      const auto simulated = need.simulated ? fmt::format("{:.1f} % ±{:.1f}", 100 * need.simulated->mean, 100 * need.simulated->half_width)
                                            : std::string("-");
      text += fmt::format("{:<8} {:>10g} {:>8} {:>10} {:>8.1f} % {:>18} {:>8.1f} %\n", time_of(need.half_hour), need.per_hour, need.on_duty,
                          need.scheduled, 100 * need.expected.service_level, simulated, 100 * need.expected.occupancy);
    }
  }
  return text;
}

}  // namespace tandem::sim
