// The router's reasons in words: why this agent was asked, and why nobody has been yet. Pure.
#pragma once

#include "api/shapes/common.hpp"
#include "core/views/explain.hpp"
#include "core/views/preview.hpp"

namespace tandem::api {

// `who` is how the sentence names the agent: "您" for themselves, else their name.
Localized why_text(const RoutingReason& why, const Configuration& configuration, std::string_view who = "您");
// What is asked for: [{skill: {id, name}, level}], [{id, name}].
json::array levels_json(const std::vector<SkillLevel>& levels, const Configuration& configuration);
json::array teams_json(const std::vector<TeamId>& teams, const Configuration& configuration);

json::object preview_json(const Preview& preview, const Names& names);
json::object routing_json(const State& state, const Task& task, WallTime now, const Names& names);

}  // namespace tandem::api
