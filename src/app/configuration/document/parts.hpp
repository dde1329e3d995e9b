// The sections of the document that need more than a few lines. Each gives what stands under its key. Pure.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "model/configuration.hpp"

namespace tandem::configuration {

boost::json::array queues_section(const Configuration& configuration);
boost::json::array rules_section(const Configuration& configuration);
boost::json::object flows_section(const Configuration& configuration);

// {skill: level, …}, [team, …]
boost::json::object levels_part(const std::vector<SkillLevel>& levels, const Configuration& configuration);
boost::json::array teams_part(const std::vector<TeamId>& teams, const Configuration& configuration);
// A text in the configuration's own language, or {zh: …, en: …}.
boost::json::value text_part(const Localized& text, const Configuration& configuration);

// The name under an id; empty: there is no such entry.
template <class T, class IdType>
std::string name_under(const std::vector<T>& list, IdType id) {
  const auto* found = find_by_id(list, id);
  return found ? found->name : std::string();
}

// Keeps out what has its default.
template <class T>
void put_unless(boost::json::object& out, std::string_view key, const T& value, const T& usual) {
  if (value != usual) out[key] = value;
}

}  // namespace tandem::configuration
