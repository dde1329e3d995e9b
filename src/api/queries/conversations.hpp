// Conversations as they stand in the projections: lists behind every number of the wallboard, one conversation whole,
// its messages. Reads only; what a reader may see is part of each query. Any coroutine.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <vector>

#include "api/shapes/records.hpp"
#include "ports/page.hpp"

namespace tandem::api {

enum class ConversationView { any, mine, waiting, active, offered, answered, abandoned, short_abandoned, within_target, ended };
std::optional<ConversationView> parse_view(std::string_view name);

struct ConversationQuery {
  ConversationView view = ConversationView::any;
  UserId me;
  QueueId queue;
  AgentId agent;
  CustomerId customer;
  ConversationId id;
  std::optional<WallTime> from, to;  // of the visit to a queue, or of the start where the view has none
  std::string visible;               // conversation_filter()
  std::vector<Queue> queues;         // for their targets
  Cursor after;
  int limit = 50;
};

struct ConversationRow {
  crm::PastContact contact;
  CustomerId customer;
  std::string customer_name;
  int messages = 0;
  json::value customer_value() const;  // {id, name} or null
};

boost::asio::awaitable<Result<Page<ConversationRow>>> list_conversations(store::Store& store, ConversationQuery query);

// With every segment, as {id, kind, agent, segments}.
boost::asio::awaitable<Result<json::array>> participants_of(store::Store& store, ConversationId id, Names names);
boost::asio::awaitable<Result<std::vector<crm::CollectedText>>> collected_of(store::Store& store, ConversationId id);

struct MessagesPage {
  std::vector<MessageView> items;  // ascending
  std::string older;               // cursor; empty: these are the first
};
// The newest before `before` (0: of all).
boost::asio::awaitable<Result<MessagesPage>> messages_of(store::Store& store, ConversationId id, std::int64_t before, int limit);
boost::asio::awaitable<Result<std::optional<MessageView>>> message_by_key(store::Store& store, ConversationId id,
                                                                          std::int64_t key);

}  // namespace tandem::api
