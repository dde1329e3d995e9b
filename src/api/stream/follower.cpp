#include "api/stream/follower.hpp"

#include "core/views/activity.hpp"

#include <algorithm>
#include <ctime>

#include "api/queries/conversations.hpp"
#include "api/shapes/live.hpp"
#include "base/log.hpp"

namespace tandem::api {
namespace {

using boost::asio::awaitable;
using Kind = PlannedEvent::Kind;

constexpr int messages_in_offer = 20;

}  // namespace

WallTime local_day_start(WallTime now) {
  std::time_t seconds = now.ms / 1000;
  std::tm local{};
  localtime_r(&seconds, &local);
  local.tm_hour = local.tm_min = local.tm_sec = 0;
  local.tm_isdst = -1;
  return WallTime{static_cast<std::int64_t>(std::mktime(&local)) * 1000};
}

std::string order_number_of(const Conversation& conversation) {
  for (const char* name : {"order.number", "order_number"})
    if (const auto* value = conversation.value(name); value && !value->empty()) return *value;
  return {};
}

json::object message_data(const MessageCreated& fact, const MessageKeys& keys, const Names& names) {
  MessageView view;
  view.id = fact.message;
  view.number = fact.number;
  view.conversation = fact.conversation;
  view.author = fact.author;
  view.agent = fact.agent;
  view.text = shown(fact.text);
  view.at = fact.at;
  view.key = keys.find(fact.key);
  return message_json(view, names);
}

Follower::Follower(FollowerServices services) : services_(services), metrics_(local_day_start(WallTime::now())) {}

json::object Follower::agent(const Agent& agent) const { return agent_live(state_, agent, names()); }

json::object Follower::conversation(const Conversation& conversation) const {
  const auto at = customers_.find(conversation.customer);
  return conversation_live(state_, conversation, names(), at == customers_.end() ? nullptr : &at->second);
}

std::vector<json::object> Follower::offers(AgentId agent) const {
  std::vector<json::object> out;
  for (const auto& [id, offer] : offers_)
    if (offer.agent == agent && state_.reservation(id)) out.push_back(offer.data);
  return out;
}

stats::LiveSnapshot Follower::numbers(WallTime now) {
  const auto today = local_day_start(now);
  if (today != metrics_.day_start()) metrics_.begin_day(today);
  return metrics_.snapshot(overview(state_), now);
}

void Follower::drop_unused() {
  std::set<CustomerId> live;
  for (const auto& [id, conversation] : state_.conversations) live.insert(conversation.customer);
  std::erase_if(customers_, [&](const auto& entry) { return !live.contains(entry.first); });
}

awaitable<Result<void>> Follower::load() {
  services_.engine.view([&](const State& state, std::int64_t position) {
    state_ = state;
    position_ = applied_ = position;
  });
  offers_.clear();
  customers_.clear();
  co_await load_today();
  std::vector<CustomerId> customers;
  for (const auto& [id, conversation] : state_.conversations) customers.push_back(conversation.customer);
  co_await want_customers(std::move(customers));
  const auto open = state_.reservations;
  for (const auto& [id, offer] : open) co_await make_offer(offer);
  co_return Result<void>();
}

// The visits of the day stand in rows; what comes after them is counted from the facts.
awaitable<void> Follower::load_today() {
  metrics_ = stats::LiveMetrics(local_day_start(WallTime::now()));
  ConfigurationActivated activated;
  activated.configuration = *state_.configuration;
  metrics_.apply(activated);
  std::vector<store::Value> params{metrics_.day_start()};
  auto rows = co_await services_.store.read(
      "SELECT task, conversation, queue, channel, entered_at, left_at, outcome, (SELECT MAX(position) FROM journal) FROM "
      "queue_visits WHERE entered_at >= $1 ORDER BY task",
      std::move(params));
  counted_ = position_;
  if (!rows) {
    log::error("stream.no_numbers detail={}", rows.error().detail);
    co_return;
  }
  for (const auto& row : *rows) {
    TaskCreated created;
    created.task = row[0].id<TaskId>();
    created.conversation = row[1].id<ConversationId>();
    created.queue = row[2].id<QueueId>();
    created.channel = static_cast<Channel>(row[3].integer());
    created.at = row[4].time();
    metrics_.apply(created);
    counted_ = std::max(counted_, row[7].integer());
    if (row[5].is_null()) continue;
    TaskEnded ended;
    ended.task = created.task;
    ended.at = row[5].time();
    ended.outcome = static_cast<TaskOutcome>(row[6].integer());
    metrics_.apply(ended);
  }
}

awaitable<void> Follower::want_customers(std::vector<CustomerId> customers) {
  std::sort(customers.begin(), customers.end());
  customers.erase(std::unique(customers.begin(), customers.end()), customers.end());
  std::erase_if(customers, [&](CustomerId id) { return !id || customers_.contains(id); });
  for (std::size_t from = 0; from < customers.size(); from += largest_page) {
    const auto end = std::min(customers.size(), from + largest_page);
    std::vector<CustomerId> some(customers.begin() + static_cast<std::ptrdiff_t>(from),
                                 customers.begin() + static_cast<std::ptrdiff_t>(end));
    auto found = co_await services_.customers.briefs(std::move(some));
    if (!found) {
      log::error("stream.no_customers detail={}", found.error().detail);
      co_return;
    }
    for (auto& brief : *found) customers_[brief.id] = std::move(brief);
  }
}

awaitable<void> Follower::make_offer(Reservation offer) {
  const auto* conversation = state_.conversation(offer.conversation);
  if (!conversation) co_return;
  const auto customer = conversation->customer;
  const bool chat = conversation->channel == Channel::webchat;
  auto number = order_number_of(*conversation);
  auto story = co_await services_.history.story(customer, std::move(number));
  // An offer without its story is better than no offer.
  if (!story) log::error("stream.no_story conversation={} detail={}", offer.conversation.value, story.error().detail);
  MessagesPage messages;
  if (chat) {
    auto found = co_await messages_of(services_.store, offer.conversation, 0, messages_in_offer);
    if (found) messages = std::move(*found);
  }
  const crm::Story none;
  OpenOffer open;
  open.agent = offer.agent;
  open.conversation = offer.conversation;
  open.data = offer_json(state_, offer, story ? *story : none, messages.items, names());
  offers_[offer.id] = std::move(open);
}

std::shared_ptr<const Conversation> Follower::shared(ConversationId id) const {
  const auto* found = state_.conversation(id);
  return found ? std::make_shared<const Conversation>(*found) : nullptr;
}

Follower::Gone Follower::apply_facts(const Committed& committed) {
  Gone gone;
  for (const auto& fact : committed.record->facts) {
    if (const auto* closed = std::get_if<ConversationClosed>(&fact)) gone[closed->conversation] = shared(closed->conversation);
    apply(state_, fact);
    const bool counted = committed.number <= counted_ &&
                         (std::holds_alternative<TaskCreated>(fact) || std::holds_alternative<TaskEnded>(fact));
    if (!counted) metrics_.apply(fact);
  }
  applied_ = committed.number;
  return gone;
}

std::vector<CustomerId> Follower::customers_in(const std::vector<PlannedEvent>& plan) const {
  std::vector<CustomerId> out;
  for (const auto& planned : plan) {
    if (planned.kind != Kind::conversation) continue;
    if (const auto* conversation = state_.conversation(ConversationId{planned.id})) out.push_back(conversation->customer);
  }
  return out;
}

// A customer's new name stands on their conversations too.
void Follower::add_live_conversations(std::vector<PlannedEvent>& plan) const {
  std::vector<PlannedEvent> more;
  for (const auto& planned : plan) {
    if (planned.kind != Kind::customer) continue;
    for (const auto& [id, conversation] : state_.conversations)
      if (conversation.customer.value == planned.id) more.push_back({Kind::conversation, planned.index + 1, id.value, planned.fact});
  }
  plan.insert(plan.end(), more.begin(), more.end());
}

awaitable<std::vector<Event>> Follower::take(Committed committed) {
  std::vector<Event> events;
  if (committed.number <= applied_ || !committed.record) co_return events;
  const auto gone = apply_facts(committed);
  const AgentOf agent_of = [this](ConversationId conversation, ParticipantId participant) {
    const auto* found = state_.conversation(conversation);
    const auto* who = found ? found->find(participant) : nullptr;
    return who ? who->agent : AgentId{};
  };
  const ConversationOf conversation_of = [this](TaskId id) {
    const auto* task = state_.task(id);
    return task ? task->conversation : ConversationId{};
  };
  auto plan = plan_events(*committed.record, agent_of, conversation_of);
  for (const auto& planned : plan)
    if (planned.kind == Kind::customer) customers_.erase(CustomerId{planned.id});
  add_live_conversations(plan);
  co_await want_customers(customers_in(plan));
  for (const auto& planned : plan) {
    auto event = co_await event_of(planned, &gone);
    if (event) events.push_back(std::move(*event));
  }
  co_return events;
}

std::optional<Event> Follower::event_of(const ReservationEnded& fact) {
  const auto at = offers_.find(fact.reservation);
  if (at == offers_.end()) return std::nullopt;
  Event event;
  event.agent = at->second.agent;
  event.conversation = shared(at->second.conversation);
  event.data = {{"reservation", fact.reservation.text()},
                {"conversation", at->second.conversation.text()},
                {"agent", names().person(at->second.agent)}};
  event.type = "reservation." + std::string(name_of(fact.outcome));
  offers_.erase(at);
  return event;
}

Event Follower::event_of(const MessageCreated& fact) const {
  Event event;
  event.type = "message.created";
  event.data = message_data(fact, services_.keys, names());
  event.conversation = shared(fact.conversation);
  return event;
}

awaitable<std::optional<Event>> Follower::event_of(PlannedEvent planned, const Gone* gone) {
  std::optional<Event> event;
  Event made;
  switch (planned.kind) {
    case Kind::offered: {
      const auto* offer = state_.reservation(ReservationId{planned.id});
      if (!offer) break;
      made.agent = offer->agent;
      made.type = "reservation.offered";
      co_await make_offer(*offer);
      made.data = offers_.at(ReservationId{planned.id}).data;
      event = std::move(made);
      break;
    }
    case Kind::reservation_ended: event = event_of(std::get<ReservationEnded>(*planned.fact)); break;
    case Kind::message: event = event_of(std::get<MessageCreated>(*planned.fact)); break;
    case Kind::conversation:
      made.conversation = shared(ConversationId{planned.id});
      if (!made.conversation) break;
      made.type = "conversation.updated";
      event = std::move(made);
      break;
    case Kind::closed:
      if (const auto at = gone->find(ConversationId{planned.id}); at != gone->end()) made.conversation = at->second;
      if (!made.conversation) break;
      made.type = "conversation.updated";
      event = std::move(made);
      break;
    case Kind::presence:
      if (const auto* found = state_.agent(AgentId{planned.id})) {
        made.agent = found->id;
        made.type = "presence.changed";
        made.data = agent(*found);
        event = std::move(made);
      }
      break;
    case Kind::customer: {
      std::vector<CustomerId> wanted{CustomerId{planned.id}};
      auto found = co_await services_.customers.briefs(std::move(wanted));
      if (!found || found->empty()) break;
      made.type = "customer.updated";
      made.data = customer_json(found->front());
      event = std::move(made);
      break;
    }
    case Kind::case_: {
      auto found = co_await services_.cases.get(CaseId{planned.id});
      if (!found) break;
      made.type = "case.updated";
      made.data = case_brief_json(found->brief, names());
      event = std::move(made);
      break;
    }
  }
  if (event) {
    event->kind = planned.kind;
    event->index = planned.index;
  }
  co_return event;
}

}  // namespace tandem::api
