#include "channels/webchat/frames.hpp"

#include <algorithm>

namespace tandem::webchat {
namespace {

constexpr std::string_view message_columns =
    "SELECT m.id, m.conversation, m.number, m.author, m.agent, m.at, m.client_key, p.body FROM ";

ShownMessage from_row(const store::Row& row) {
  ShownMessage message;
  message.id = row[0].id<MessageId>();
  message.conversation = row[1].id<ConversationId>();
  message.number = static_cast<int>(row[2].integer());
  message.author = static_cast<Author>(row[3].integer());
  message.agent = row[4].id<AgentId>();
  message.at = row[5].time();
  message.key_hash = row[6].integer();
  message.text = row[7].text();
  return message;
}

void add_place(json::object& to, const Place& place) {
  const auto number = [](std::optional<int> value) { return value ? json::value(*value) : json::value(nullptr); };
  to["position"] = number(place.position);
  to["estimated_wait_seconds"] = number(place.estimated_wait_s);
}

}  // namespace

ShownMessage shown(const MessageCreated& fact) {
  return {fact.message, fact.conversation, fact.number, fact.author, fact.agent, fact.at, fact.key, fact.text.text};
}

json::object to_json(const ShownMessage& message, const AgentName& name, std::string_view key) {
  json::value author = nullptr;
  if (message.agent) author = json::object{{"id", message.agent.text()}, {"name", name(message.agent)}};
  json::value own_key = nullptr;
  if (!key.empty()) own_key = key;
  return {{"id", message.id.text()},
          {"seq", message.number},
          {"conversation", message.conversation.text()},
          {"from", name_of(message.author)},
          {"author", std::move(author)},
          {"text", message.text},
          {"at", to_rfc3339(message.at)},
          {"key", std::move(own_key)}};
}

std::string message_frame(const ShownMessage& message, const AgentName& name, std::string_view key) {
  return json::serialize(json::object{{"type", "message"}, {"message", to_json(message, name, key)}});
}

std::string error_frame(std::string_view code, std::string_view detail, std::string_view key) {
  json::object frame{{"type", "error"}, {"code", code}, {"detail", detail}};
  if (!key.empty()) frame["key"] = key;
  return json::serialize(frame);
}

std::string call_state_frame(const CallState& call) {
  json::object frame{{"type", "call.state"}, {"state", call.name}};
  add_place(frame, call.place);
  return json::serialize(frame);
}

std::string call_ended_frame(EndCause cause) {
  return json::serialize(json::object{{"type", "call.ended"}, {"cause", name_of(cause)}});
}

json::object to_json(const ChatState& chat, const AgentName& name) {
  json::object out{{"id", chat.conversation.text()}, {"state", chat.state}, {"agent", nullptr}};
  add_place(out, chat.place);
  if (chat.agent) out["agent"] = json::object{{"name", name(chat.agent)}};
  return out;
}

std::string chat_frame(const ChatState& chat, const AgentName& name) {
  return json::serialize(json::object{{"type", "conversation"}, {"conversation", to_json(chat, name)}});
}

boost::asio::awaitable<Result<std::vector<ShownMessage>>> read_history(store::Store& store, std::string visitor, int limit) {
  const std::string sql = std::string(message_columns) +
                          "contacts c JOIN messages m ON m.conversation = c.conversation "
                          "LEFT JOIN payloads p ON p.id = m.payload WHERE c.contact = $1 "
                          "ORDER BY m.conversation DESC, m.number DESC LIMIT $2";
  std::vector<store::Value> params;
  params.emplace_back(store::Blob{std::move(visitor)});
  params.emplace_back(limit);
  auto rows = co_await store.read(sql, std::move(params));
  if (!rows) co_return rows.error();
  std::vector<ShownMessage> messages;
  for (const auto& row : *rows) messages.push_back(from_row(row));
  std::reverse(messages.begin(), messages.end());
  co_return messages;
}

boost::asio::awaitable<Result<std::optional<ShownMessage>>> read_by_key(store::Store& store, ConversationId conversation,
                                                                        std::int64_t key_hash) {
  const std::string sql = std::string(message_columns) +
                          "messages m LEFT JOIN payloads p ON p.id = m.payload "
                          "WHERE m.conversation = $1 AND m.client_key = $2 LIMIT 1";
  std::vector<store::Value> params;
  params.emplace_back(conversation);
  params.emplace_back(key_hash);
  auto rows = co_await store.read(sql, std::move(params));
  if (!rows) co_return rows.error();
  std::optional<ShownMessage> found;
  if (!rows->empty()) found = from_row(rows->rows.front());
  co_return found;
}

}  // namespace tandem::webchat
