#include "core/views/preview.hpp"

#include <algorithm>

#include "core/engine.hpp"

namespace tandem {
namespace {

// Ids of the one contact: far from all that an IdSource makes in this century.
constexpr std::int64_t first_id = std::int64_t{1} << 61;

template <class T>
auto id_after(const std::vector<T>& list) {
  return decltype(T::id){list.empty() ? 1 : list.back().id.value + 1};
}

// An entrance that sets the values and leads into the queue. The number and the site stay those that were asked for, where there are
// such, since rules may look at them.
FlowGraph entrance(const Configuration& configuration, const PreviewContact& contact) {
  FlowGraph flow;
  flow.id = id_after(configuration.flows);
  flow.name = "preview";
  flow.start = 0;
  for (const auto& [name, value] : contact.values) {
    SetNode set;
    set.name = name;
    for (const char c : value) set.to += c == '$' ? std::string("$$") : std::string(1, c);
    set.next = static_cast<NodeIndex>(flow.nodes.size()) + 1;
    flow.nodes.push_back({"set " + name, std::move(set)});
  }
  flow.nodes.push_back({"queue", QueueNode{contact.queue, contact.priority}});
  return flow;
}

template <class T, class IdType>
T& entry_of(std::vector<T>& list, IdType id) {
  const auto at = std::ranges::find(list, id, &T::id);
  if (id && at != list.end()) return *at;
  T made;
  made.id = id_after(list);
  list.push_back(std::move(made));
  return list.back();
}

// What is known of the customer, which every kind of arrival brings along.
template <class Arrived>
void add_customer(Arrived& arrived, const PreviewContact& contact) {
  arrived.customer = contact.customer;
  arrived.tier = contact.tier;
  arrived.language = contact.language;
  arrived.traits = contact.traits;
}

struct Arrival {
  Configuration configuration;
  Stimulus stimulus;
};

Arrival arrival_of(Configuration configuration, const PreviewContact& contact) {
  const auto flow = entrance(configuration, contact);
  configuration.flows.push_back(flow);
  const Private who{PayloadId{first_id}, "preview", false};
  if (contact.channel == Channel::voice) {
    auto& number = entry_of(configuration.numbers, contact.number);
    number.flow = flow.id;
    CallArrived call;
    call.leg = LegId{first_id};
    call.number = number.id;
    call.contact = who;
    add_customer(call, contact);
    return {std::move(configuration), std::move(call)};
  }
  if (contact.channel == Channel::webchat) {
    auto& site = entry_of(configuration.sites, contact.site);
    site.chat_flow = flow.id;
    ChatArrived chat;
    chat.site = site.id;
    chat.contact = who;
    add_customer(chat, contact);
    chat.message = MessageId{first_id};
    chat.text = Private{PayloadId{first_id + 1}, "preview", false};
    return {std::move(configuration), std::move(chat)};
  }
  WorkArrived work;
  work.channel = contact.channel;
  work.queue = contact.queue;
  work.priority = contact.priority;
  work.contact = who;
  add_customer(work, contact);
  for (std::size_t i = 0; i < contact.values.size(); ++i)
    work.values.push_back({contact.values[i].first,
                           Private{PayloadId{first_id + 2 + static_cast<std::int64_t>(i)}, contact.values[i].second, false}});
  return {std::move(configuration), std::move(work)};
}

}  // namespace

Preview preview(State state, const PreviewContact& contact, ConfigurationPtr draft, WallTime now) {
  Preview out;
  out.configuration = draft ? std::move(draft) : state.configuration;
  auto arrival = arrival_of(*out.configuration, contact);
  arrival.configuration.version = state.configuration->version + 1;
  Engine engine(std::move(state));
  engine.step(now, ConfigurationPublished{std::move(arrival.configuration)});
  State before = engine.state();
  const auto result = engine.step(now, arrival.stimulus);
  ConversationId conversation;
  for (const auto& fact : result.facts) {
    tandem::apply(before, fact);
    if (const auto* started = std::get_if<ConversationStarted>(&fact)) conversation = started->conversation;
    if (const auto* created = std::get_if<TaskCreated>(&fact); created && created->conversation == conversation) {
      out.task = *before.task(created->task);
      out.why = explain(before, *out.task, result.at);
    }
    if (const auto* flow = std::get_if<FlowStarted>(&fact)) out.flow = flow->flow;
    if (const auto* made = std::get_if<ReservationMade>(&fact); made && made->conversation == conversation) out.offer = *made;
  }
  if (out.task) out.flow = FlowId{};
  return out;
}

}  // namespace tandem
