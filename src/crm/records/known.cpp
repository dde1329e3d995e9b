#include "crm/records/known.hpp"

#include <algorithm>

#include "base/places/china.hpp"

namespace tandem::crm::rows {
namespace {

enum Column : std::size_t { id, name, tier, language, address, phone, value, risk, last_agent, owner, blocked };

// Segments of kind 4 and 5 are talk and hold: who was only rung, or only wrapped up, has not served anybody.
constexpr std::string_view columns =
    "SELECT c.id, c.name, c.tier, c.language, c.address, "
    "(SELECT p.value FROM identities p WHERE p.customer = c.id AND p.kind = 1 AND p.removed_at IS NULL ORDER BY p.id "
    "LIMIT 1) AS phone, c.value, c.risk, "
    "(SELECT s.agent FROM conversations v JOIN segments s ON s.conversation = v.id WHERE v.customer = c.id "
    "AND v.agent IS NOT NULL AND s.agent IS NOT NULL AND s.kind IN (4, 5) "
    "ORDER BY v.started_at DESC, v.id DESC, s.id DESC LIMIT 1) AS last_agent, "
    "(SELECT k.owner FROM cases k WHERE k.customer = c.id AND k.is_open = 1 AND k.owner IS NOT NULL "
    "ORDER BY k.updated_at DESC, k.id DESC LIMIT 1) AS owner ";

}  // namespace

std::string select_known(std::string_view found) {
  // The limit also keeps SQLite from working the columns out anew for each of the blocked agents.
  return "SELECT x.*, b.agent FROM (" + std::string(columns) + std::string(found) +
         " LIMIT 1) AS x LEFT JOIN blocked_agents b ON b.customer = x.id";
}

std::optional<KnownCustomer> known(const store::Rows& rows) {
  if (rows.empty()) return std::nullopt;
  const auto& row = rows.rows.front();
  KnownCustomer out;
  out.customer = row[id].id<CustomerId>();
  out.name = row[name].text();
  out.tier = row[tier].text();
  out.language = row[language].text();
  auto& traits = out.traits;
  traits.region = region_of_address(row[address].text());
  const auto& number = row[phone].text();
  if (traits.region.empty() && !number.empty()) traits.region = region_of_number(number.substr(0, number.find(';')));
  traits.value = static_cast<int>(row[value].integer());
  traits.risk = static_cast<int>(row[risk].integer());
  traits.last_agent = row[last_agent].id<AgentId>();
  traits.owner = row[owner].id<AgentId>();
  for (const auto& each : rows)
    if (!each[blocked].is_null()) traits.blocked.push_back(each[blocked].id<AgentId>());
  std::sort(traits.blocked.begin(), traits.blocked.end());
  return out;
}

}  // namespace tandem::crm::rows
