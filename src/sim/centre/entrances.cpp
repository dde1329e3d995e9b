#include "sim/centre/entrances.hpp"

#include <algorithm>

namespace tandem::sim {
namespace {

template <class T>
std::int64_t above_all_ids(const std::vector<T>& list) {
  return list.empty() ? 1 : list.back().id.value + 1;  // lists are sorted by id
}

}  // namespace

Entrances entrances_for(Configuration configuration, const Load& load) {
  Entrances out;
  configuration.version = std::max<std::int64_t>(configuration.version, 1);
  for (auto& agent : configuration.agents) {
    agent.phone = PhoneKind::sip;
    agent.contact = "sip:" + agent.login + "@simulation";
    agent.start_available = true;
  }
  for (auto& queue : configuration.queues) queue.hours = {};
  for (const auto& stream : load.streams) {
    FlowGraph flow;
    flow.id = FlowId{above_all_ids(configuration.flows)};
    flow.start = 0;
    flow.nodes = {{"queue", QueueNode{stream.queue, stream.priority}}};
    Number number;
    number.id = NumberId{above_all_ids(configuration.numbers)};
    number.flow = flow.id;
    Site site;
    site.id = SiteId{above_all_ids(configuration.sites)};
    site.chat_flow = flow.id;
    out.numbers.push_back(number.id);
    out.sites.push_back(site.id);
    configuration.flows.push_back(std::move(flow));
    configuration.numbers.push_back(std::move(number));
    configuration.sites.push_back(std::move(site));
  }
  out.configuration = std::move(configuration);
  return out;
}

}  // namespace tandem::sim
