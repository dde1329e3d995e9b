// Small pieces of the JSON that the API gives: ids as strings, times as RFC 3339, null where there is nothing. Names of
// people come from the accounts, names of queues and teams from the configuration. Pure but for those reads.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "api/auth/accounts.hpp"
#include "base/private.hpp"
#include "model/configuration.hpp"

namespace tandem::api {

namespace json = boost::json;

template <class Tag>
json::value id_or_null(Id<Tag> id) {
  if (!id) return nullptr;
  return json::value(id.text());
}
json::value time_or_null(WallTime time);
json::value text_or_null(std::string_view text);
json::object words(const Localized& text);
json::value words_or_null(const Localized& text);
std::string shown(const Private& value);  // "erased" where it was

// Who and where: looks ids up. Lives as long as one answer or event is being built.
struct Names {
  const AccountService& accounts;
  const Configuration& configuration;

  json::value person(UserId user) const;  // {id, name} or null
  json::value queue(QueueId queue) const;
  json::value team(TeamId team) const;
  TeamId team_of(AgentId agent) const;
};

// {kind, text}: a number, an address, or a visitor. Those of a known customer are masked.
json::object contact_json(Channel channel, std::string_view text, bool known_customer);

}  // namespace tandem::api
