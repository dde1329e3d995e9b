#include "api/shapes/common.hpp"

#include <algorithm>

#include "crm/records/identity.hpp"

namespace tandem::api {

json::value time_or_null(WallTime time) {
  if (!time) return nullptr;
  return json::value(to_rfc3339(time));
}

json::value text_or_null(std::string_view text) {
  if (text.empty()) return nullptr;
  return json::value(text);
}

json::object words(const Localized& text) { return {{"zh", text.in("zh")}, {"en", text.in("en")}}; }

json::value words_or_null(const Localized& text) {
  if (text.empty()) return nullptr;
  return words(text);
}

std::string shown(const Private& value) { return value.erased ? "erased" : value.text; }

json::value Names::person(UserId user) const {
  if (!user) return nullptr;
  auto name = accounts.name_of(user);
  if (name.empty()) name = "#" + user.text();
  return json::object{{"id", user.text()}, {"name", name}};
}

json::value Names::queue(QueueId id) const {
  if (!id) return nullptr;
  const auto* found = find_by_id(configuration.queues, id);
  return json::object{{"id", id.text()}, {"name", found ? found->name : "#" + id.text()}};
}

json::value Names::team(TeamId id) const {
  const auto* found = id ? find_by_id(configuration.teams, id) : nullptr;
  if (!found) return nullptr;
  return json::object{{"id", id.text()}, {"name", found->name}};
}

TeamId Names::team_of(AgentId agent) const {
  const auto* profile = find_by_id(configuration.agents, agent);
  return profile ? profile->team : TeamId{};
}

json::object contact_json(Channel channel, std::string_view text, bool known_customer) {
  using crm::IdentityKind;
  const bool digits = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '+'; });
  auto kind = IdentityKind::visitor;
  if (digits && (channel == Channel::voice || channel == Channel::callback)) kind = IdentityKind::phone;
  if (channel == Channel::email) kind = IdentityKind::email;
  const bool mask = !text.empty() && text != "erased" && (known_customer || kind == IdentityKind::visitor);
  return {{"kind", crm::name_of(kind)}, {"text", mask ? crm::masked(kind, text) : std::string(text)}};
}

}  // namespace tandem::api
