// Live things out of the engine's committed state for answers: what was just changed is in it. Any HTTP thread.
#pragma once

#include "api/routes/call.hpp"
#include "api/shapes/live.hpp"

namespace tandem::api {

json::value agent_of(Context& context, AgentId agent);       // AgentLive or null
json::object user_of(Context& context, const Account& account);

// A copy of what stands there now; none where it is not open.
std::optional<Conversation> open_conversation(Context& context, ConversationId id);
// ConversationLive with its customer, or null.
awaitable<json::value> live_json(Context& context, ConversationId id);
// The same as an answer; 404 where it is not open any more.
awaitable<Response> live_response(Context& context, ConversationId id);

// Why this agent may not act on it; none: they take part.
std::optional<Response> not_theirs(const std::optional<Conversation>& conversation, AgentId agent);

LinkCustomer link_of(ConversationId conversation, KnownCustomer known);

// The caller's number or visitor id becomes one of the customer's identities, unless somebody else has it.
awaitable<void> keep_contact(Context& context, Conversation conversation, CustomerId customer, UserId by);

}  // namespace tandem::api
