// Who a customer is to the router: name, tier, language and traits, in one query whose every part goes by an index; it is
// on the path of each call that arrives. Pure functions over the rows.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ports/directory.hpp"
#include "ports/store.hpp"

namespace tandem::crm::rows {

// `found` is a FROM with its conditions and order; the customers are `c`, and the first one counts.
std::string select_known(std::string_view found);
std::optional<KnownCustomer> known(const store::Rows& rows);

// By the customer's own id, $1; by one of their identities, kind $1 and value $2.
inline constexpr std::string_view known_by_id = "FROM customers c WHERE c.id = $1";
inline constexpr std::string_view known_by_identity =
    "FROM identities i JOIN customers c ON c.id = i.customer "
    "WHERE i.kind = $1 AND i.value = $2 AND i.removed_at IS NULL";

}  // namespace tandem::crm::rows
