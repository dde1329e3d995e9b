#include "store/migrations/list.hpp"

// What the router asks of the records about a customer who arrives (crm/records/known.hpp): their worth and their risk of
// leaving (0–100), who must not serve them, and the indexes by which the last agent and the owner of the open case are
// found at once.
namespace tandem::store::migrations {

constinit const std::string_view traits_0004 = R"sql(
ALTER TABLE customers ADD COLUMN value {{bigint}} NOT NULL DEFAULT 0;
ALTER TABLE customers ADD COLUMN risk {{bigint}} NOT NULL DEFAULT 0;
CREATE TABLE blocked_agents (customer {{bigint}} NOT NULL, agent {{bigint}} NOT NULL, blocked_by {{bigint}},
  at {{bigint}} NOT NULL, PRIMARY KEY (customer, agent));
CREATE INDEX conversations_served ON conversations (customer, started_at, id) WHERE agent IS NOT NULL;
CREATE INDEX cases_owned ON cases (customer, updated_at, id) WHERE is_open = 1 AND owner IS NOT NULL;
)sql";

}  // namespace tandem::store::migrations
