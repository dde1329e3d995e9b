// The live shapes: agents and open conversations as they stand in a state. Pure; on the thread of whoever owns the state.
#pragma once

#include <optional>

#include "api/shapes/common.hpp"
#include "core/state.hpp"
#include "crm/customer.hpp"
#include "stats/live.hpp"

namespace tandem::api {

std::string_view state_of(const State& state, const Conversation& conversation);
json::object agent_live(const State& state, const Agent& agent, const Names& names);
// `customer`: the brief of conversation.customer, null where it is not known.
json::object conversation_live(const State& state, const Conversation& conversation, const Names& names,
                               const crm::CustomerBrief* customer);
json::array collected_json(const Conversation& conversation);
// {case, promised_at, not_before, note, dial} of what is neither a call nor a chat; null otherwise.
json::value work_json(const Conversation& conversation);

// `visible` says which agents the reader may see.
json::object metrics_json(const stats::LiveSnapshot& snapshot, json::array agents);

}  // namespace tandem::api
