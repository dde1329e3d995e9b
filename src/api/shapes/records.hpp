// The shapes of records: customers, orders, cases, past conversations, messages, the timeline, offers. Pure.
#pragma once

#include <span>

#include "api/shapes/common.hpp"
#include "cases/cases.hpp"
#include "core/state.hpp"
#include "crm/history.hpp"

namespace tandem::api {

// A message as it stands in a row or a fact.
struct MessageView {
  MessageId id;
  int number = 0;
  ConversationId conversation;
  Author author = Author::customer;
  AgentId agent;
  std::string text;
  WallTime at;
  std::string key;  // the client's, while this process remembers it
};

json::object customer_json(const crm::CustomerBrief& customer);
json::object customer_full_json(const crm::Customer& customer, bool reveal, const Names& names);
json::object order_json(const crm::Order& order, std::string_view language);
json::object case_brief_json(const CaseBrief& brief, const Names& names);
json::object case_json(const cases::Case& found, const Names& names);
json::object note_json(std::int64_t id, std::string_view text, UserId author, WallTime at, const Names& names);
json::object message_json(const MessageView& message, const Names& names);
// `customer`: {id, name} or null; imported contacts have ids of their own with the prefix "imported-".
json::object summary_json(const crm::PastContact& contact, json::value customer, const Names& names);
json::object timeline_json(const crm::TimelineItem& item, const Names& names);
json::array collected_json(const std::vector<crm::CollectedText>& collected);

// All that an agent must know before taking it. `messages`: of a chat, the first ones.
json::object offer_json(const State& state, const Reservation& offer, const crm::Story& story,
                        std::span<const MessageView> messages, const Names& names);

}  // namespace tandem::api
