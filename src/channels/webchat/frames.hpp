// What goes over the visitor's socket, as JSON: the shapes of Message and of the states of a chat and a call, and the
// history read from the store. Pure but for read_history.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/json.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/fact.hpp"
#include "ports/store.hpp"

namespace tandem::webchat {

namespace json = boost::json;
using AgentName = std::function<std::string(AgentId)>;  // any thread

struct ShownMessage {
  MessageId id;
  ConversationId conversation;
  int number = 0;
  Author author = Author::customer;
  AgentId agent;
  WallTime at;
  std::int64_t key_hash = 0;
  std::string text;
};
ShownMessage shown(const MessageCreated& fact);
// `key` is given back to the tab that sent it, empty for everybody else.
json::object to_json(const ShownMessage& message, const AgentName& name, std::string_view key = {});

std::string message_frame(const ShownMessage& message, const AgentName& name, std::string_view key = {});
std::string error_frame(std::string_view code, std::string_view detail, std::string_view key = {});
std::string call_ended_frame(EndCause cause);

struct Place {
  std::optional<int> position;         // 1: next; of everybody in the queue, whatever their channel
  std::optional<int> estimated_wait_s; // from now on, in steps that people think in
  bool operator==(const Place&) const = default;
};

struct CallState {
  std::string_view name;  // queued, talking, held; empty: the flow speaks
  Place place;            // queued: in which place
};
std::string call_state_frame(const CallState& call);

struct ChatState {
  ConversationId conversation;
  std::string_view state = "waiting";  // waiting, active, ended
  Place place;
  AgentId agent;
};
json::object to_json(const ChatState& chat, const AgentName& name);
std::string chat_frame(const ChatState& chat, const AgentName& name);

// The last `limit` messages of all chats of this visitor, oldest first.
boost::asio::awaitable<Result<std::vector<ShownMessage>>> read_history(store::Store& store, std::string visitor, int limit);
// The message with this key, for a client that did not hear that it had arrived.
boost::asio::awaitable<Result<std::optional<ShownMessage>>> read_by_key(store::Store& store, ConversationId conversation,
                                                                        std::int64_t key_hash);

}  // namespace tandem::webchat
