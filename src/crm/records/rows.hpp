// How rows of customers, orders and notes become values: the column lists and their readers stand together, so that
// they cannot drift apart. Only files of crm/ include this.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crm/customer.hpp"
#include "ports/store.hpp"

namespace tandem::crm::rows {

// Of `customers c`. One more column, the company, is not part of a brief.
inline constexpr std::string_view brief_columns =
    "c.id, c.name, c.tier, c.language, c.revision, "
    "(SELECT i.value FROM identities i WHERE i.customer = c.id AND i.kind = 1 AND i.removed_at IS NULL ORDER BY i.id "
    "LIMIT 1), "
    "(SELECT i.value FROM identities i WHERE i.customer = c.id AND i.kind = 2 AND i.removed_at IS NULL ORDER BY i.id "
    "LIMIT 1), "
    "(SELECT COUNT(*) FROM identities i WHERE i.customer = c.id AND i.removed_at IS NULL)";
inline constexpr std::size_t brief_width = 8;
CustomerBrief brief(const store::Row& row);

// Of `orders o`.
inline constexpr std::string_view order_columns =
    "o.id, o.customer, o.number, o.status, o.ordered_at, o.amount, o.currency, o.items, o.tracking, o.summary_zh, "
    "o.summary_en";
Order order(const store::Row& row);

// Of `notes n`.
inline constexpr std::string_view note_columns = "n.id, n.customer, n.case_id, n.author, n.text, n.at";
Note note(const store::Row& row);

Identity identity(const store::Row& row);  // id, kind, value, display, verified, source, created_at

std::string to_json(const std::vector<std::string>& texts);
std::vector<std::string> texts_of(std::string_view json);
std::string to_json(const std::vector<OrderItem>& items);

// "SELECT " + columns + rest.
std::string select(std::string_view columns, std::string_view rest);

}  // namespace tandem::crm::rows
