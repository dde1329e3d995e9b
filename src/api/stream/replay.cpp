#include "api/stream/replay.hpp"

#include "api/shapes/live.hpp"
#include "base/log.hpp"

namespace tandem::api {
namespace {

using boost::asio::awaitable;
using Kind = PlannedEvent::Kind;

std::string list_of(const std::set<std::int64_t>& ids) {
  std::string out;
  for (const auto id : ids) out += (out.empty() ? "" : ", ") + std::to_string(id);
  return out;
}

const AgentOf nobody = [](ConversationId, ParticipantId) { return AgentId{}; };

}  // namespace

net::SharedBytes event_text(std::int64_t number, WallTime at, const Event& event, std::string_view data) {
  std::string text = "{\"seq\":" + std::to_string(number) + ",\"index\":" + std::to_string(event.index) + ",\"at\":\"" +
                     to_rfc3339(at) + "\",\"type\":\"" + event.type + "\",\"data\":";
  text += data;
  text += '}';
  return std::make_shared<const std::string>(std::move(text));
}

const Conversation* Replay::find(ConversationId id, const Past& past) const {
  if (const auto* live = follower_.state().conversation(id)) return live;
  const auto at = past.conversations.find(id);
  return at == past.conversations.end() ? nullptr : &at->second;
}

awaitable<Result<Replay::Past>> Replay::past_of(std::vector<Committed> records) {
  std::set<std::int64_t> conversations, reservations;
  for (const auto& record : records)
    for (const auto& fact : record.record->facts) {
      if (const auto* message = std::get_if<MessageCreated>(&fact)) conversations.insert(message->conversation.value);
      if (const auto* closed = std::get_if<ConversationClosed>(&fact)) conversations.insert(closed->conversation.value);
      if (const auto* ended = std::get_if<ReservationEnded>(&fact)) reservations.insert(ended->reservation.value);
    }
  Past past;
  if (!conversations.empty()) {
    auto rows = co_await services_.store.read(
        "SELECT c.id, c.channel, c.direction, c.started_at, c.customer, c.queue, p.agent FROM conversations c LEFT JOIN "
        "segments p ON p.conversation = c.id AND p.agent IS NOT NULL AND p.kind > 3 WHERE c.id IN (" + list_of(conversations) + ")");
    if (!rows) co_return rows.error();
    for (const auto& row : *rows) {
      auto& one = past.conversations[row[0].id<ConversationId>()];
      one.id = row[0].id<ConversationId>();
      one.channel = static_cast<Channel>(row[1].integer());
      one.direction = static_cast<Direction>(row[2].integer());
      one.started = row[3].time();
      one.customer = row[4].id<CustomerId>();
      one.queue = row[5].id<QueueId>();
      one.ended = true;
      if (row[6].is_null()) continue;
      Participant agent;
      agent.kind = ParticipantKind::agent;
      agent.agent = row[6].id<AgentId>();
      one.participants.push_back(agent);
    }
  }
  if (!reservations.empty()) {
    auto rows = co_await services_.store.read("SELECT id, agent, conversation FROM reservations WHERE id IN (" +
                                              list_of(reservations) + ")");
    if (!rows) co_return rows.error();
    for (const auto& row : *rows)
      past.reservations[row[0].id<ReservationId>()] = {row[1].id<AgentId>(), row[2].id<ConversationId>()};
  }
  co_return past;
}

awaitable<std::optional<Event>> Replay::event_of(PlannedEvent planned, const Past* past, const Socket* viewer) {
  Event event;
  event.kind = planned.kind;
  event.index = planned.index;
  const auto names = follower_.names();
  const auto visible = [&](const Conversation* conversation) {
    return conversation && may_see(viewer->viewer, viewer->conversations, *conversation, names.configuration);
  };
  if (planned.kind == Kind::message) {
    const auto& fact = std::get<MessageCreated>(*planned.fact);
    if (!visible(find(fact.conversation, *past))) co_return std::nullopt;
    event.type = "message.created";
    event.data = message_data(fact, services_.keys, names);
    co_return event;
  }
  if (planned.kind == Kind::reservation_ended) {
    const auto& fact = std::get<ReservationEnded>(*planned.fact);
    const auto at = past->reservations.find(fact.reservation);
    if (at == past->reservations.end()) co_return std::nullopt;
    const auto [agent, conversation] = at->second;
    if (agent != viewer->viewer.user && !visible(find(conversation, *past))) co_return std::nullopt;
    event.type = "reservation." + std::string(name_of(fact.outcome));
    event.data = {{"reservation", fact.reservation.text()}, {"conversation", conversation.text()}, {"agent", names.person(agent)}};
    co_return event;
  }
  if (planned.kind == Kind::closed) {
    const auto* conversation = find(ConversationId{planned.id}, *past);
    if (!visible(conversation)) co_return std::nullopt;
    event.type = "conversation.updated";
    event.data = follower_.conversation(*conversation);
    event.data["state"] = "ended";
    co_return event;
  }
  if (planned.kind == Kind::customer) {
    std::vector<CustomerId> wanted{CustomerId{planned.id}};
    auto found = co_await services_.customers.briefs(std::move(wanted));
    if (!found || found->empty()) co_return std::nullopt;
    event.type = "customer.updated";
    event.data = customer_json(found->front());
    co_return event;
  }
  if (planned.kind == Kind::case_) {
    auto found = co_await services_.cases.get(CaseId{planned.id});
    if (!found) co_return std::nullopt;
    event.type = "case.updated";
    event.data = case_brief_json(found->brief, follower_.names());  // the configuration may be another one by now
    co_return event;
  }
  co_return std::nullopt;
}

awaitable<Replay::Missed> Replay::read(Socket socket, std::int64_t since, std::int64_t until) {
  Missed missed;
  while (since < until) {
    auto records = co_await services_.engine.records_after(since, 1000);
    if (!records || records->empty()) {
      if (!records) log::error("stream.no_replay since={} detail={}", since, records.error().detail);
      co_return missed;
    }
    auto past = co_await past_of(*records);
    if (!past) co_return missed;
    for (const auto& record : *records) {
      if (record.number > until) break;
      for (const auto& planned : plan_events(*record.record, nobody)) {
        auto event = co_await event_of(planned, &*past, &socket);
        if (event)
          missed.texts.push_back(event_text(record.number, record.record->at, *event, json::serialize(event->data)));
      }
    }
    since = records->back().number;
  }
  missed.whole = true;
  co_return missed;
}

}  // namespace tandem::api
