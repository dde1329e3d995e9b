#include <algorithm>

#include "crm/customers.hpp"
#include "crm/records/known.hpp"
#include "crm/records/rows.hpp"

namespace tandem::crm {
namespace {

using boost::asio::awaitable;

int bounded(int limit) { return std::clamp(limit, 1, largest_page); }

// Drops the row that only tells that there is more, and names where the next page begins.
template <class T, class TimeOf>
void cut(Page<T>& page, int limit, TimeOf time_of) {
  if (page.items.size() <= static_cast<std::size_t>(limit)) return;
  page.items.resize(static_cast<std::size_t>(limit));
  Cursor cursor;
  cursor.at = time_of(page.items.back()).ms;
  cursor.rank = 0;
  cursor.id = page.items.back().id.value;
  page.next_cursor = cursor.text();
}

}  // namespace

awaitable<Result<Customer>> Customers::get(CustomerId customer) {
  auto sql = rows::select(rows::brief_columns,
                          ", c.company, c.address, c.preferences, c.created_at, c.updated_at, c.value, "
                          "c.risk, (SELECT COUNT(*) FROM notes n WHERE n.customer = c.id AND n.case_id IS NULL) "
                          "FROM customers c WHERE c.id = $1");
  std::vector<store::Value> params{customer};
  auto found = co_await store_.read(std::move(sql), params);
  if (!found) co_return found.error();
  if (found->empty()) co_return fail(make_error_code(errc::unknown), "there is no such customer");
  const auto& row = found->rows.front();
  Customer out;
  out.brief = rows::brief(row);
  constexpr auto at = rows::brief_width;
  out.company = row[at].text();
  out.address = row[at + 1].text();
  out.preferences = rows::texts_of(row[at + 2].text());
  out.created = row[at + 3].time();
  out.updated = row[at + 4].time();
  out.value = static_cast<int>(row[at + 5].integer());
  out.risk = static_cast<int>(row[at + 6].integer());
  out.notes = static_cast<int>(row[at + 7].integer());

  auto identities = co_await store_.read(
      "SELECT id, kind, value, display, verified, source, created_at FROM identities "
      "WHERE customer = $1 AND removed_at IS NULL ORDER BY kind, id LIMIT 200",
      params);
  if (!identities) co_return identities.error();
  for (const auto& identity : *identities) out.identities.push_back(rows::identity(identity));
  auto blocked = co_await store_.read("SELECT agent FROM blocked_agents WHERE customer = $1 ORDER BY agent", params);
  if (!blocked) co_return blocked.error();
  for (const auto& one : *blocked) out.blocked.push_back(one[0].id<AgentId>());
  co_return out;
}

awaitable<Result<KnownCustomer>> Customers::known(CustomerId customer) {
  std::vector<store::Value> params{customer};
  auto found = co_await store_.read(rows::select_known(rows::known_by_id), std::move(params));
  if (!found) co_return found.error();
  auto out = rows::known(*found);
  if (!out) co_return fail(make_error_code(errc::unknown), "there is no such customer");
  co_return std::move(*out);
}

awaitable<Result<std::optional<KnownCustomer>>> Customers::known_by_phone(std::string e164) {
  std::vector<store::Value> params{static_cast<std::int64_t>(IdentityKind::phone), std::move(e164)};
  auto found = co_await store_.read(rows::select_known(rows::known_by_identity), std::move(params));
  if (!found) co_return found.error();
  co_return rows::known(*found);
}

awaitable<Result<std::vector<CustomerBrief>>> Customers::briefs(std::vector<CustomerId> customers) {
  std::vector<CustomerBrief> out;
  if (customers.empty()) co_return out;
  customers.resize(std::min<std::size_t>(customers.size(), largest_page));
  std::string list;
  for (const auto id : customers) list += (list.empty() ? "" : ", ") + id.text();
  auto found =
      co_await store_.read(rows::select(rows::brief_columns, " FROM customers c WHERE c.id IN (" + list + ")"));
  if (!found) co_return found.error();
  for (const auto id : customers)
    for (const auto& row : *found)
      if (row[0].id<CustomerId>() == id) out.push_back(rows::brief(row));
  co_return out;
}

awaitable<Result<Page<Note>>> Customers::notes(CustomerId customer, Cursor after, int limit) {
  limit = bounded(limit);
  auto sql = rows::select(rows::note_columns,
                          " FROM notes n WHERE n.customer = $1 AND n.case_id IS NULL AND (n.at, n.id) < ($2, $3) "
                          "ORDER BY n.at DESC, n.id DESC LIMIT $4");
  std::vector<store::Value> params{customer, after.at, after.id, limit + 1};
  auto found = co_await store_.read(std::move(sql), std::move(params));
  if (!found) co_return found.error();
  Page<Note> page;
  for (const auto& row : *found) page.items.push_back(rows::note(row));
  cut(page, limit, [](const Note& note) { return note.at; });
  co_return page;
}

awaitable<Result<std::optional<Order>>> Customers::order(std::string number) {
  std::vector<store::Value> params{std::move(number)};
  auto found =
      co_await store_.read(rows::select(rows::order_columns, " FROM orders o WHERE o.number = $1"), std::move(params));
  if (!found) co_return found.error();
  std::optional<Order> out;
  if (!found->empty()) out = rows::order(found->rows.front());
  co_return out;
}

awaitable<Result<Page<Order>>> Customers::orders(CustomerId customer, Cursor after, int limit) {
  limit = bounded(limit);
  auto sql = rows::select(rows::order_columns,
                          " FROM orders o WHERE o.customer = $1 AND (o.ordered_at, o.id) < ($2, $3) "
                          "ORDER BY o.ordered_at DESC, o.id DESC LIMIT $4");
  std::vector<store::Value> params{customer, after.at, after.id, limit + 1};
  auto found = co_await store_.read(std::move(sql), std::move(params));
  if (!found) co_return found.error();
  Page<Order> page;
  for (const auto& row : *found) page.items.push_back(rows::order(row));
  cut(page, limit, [](const Order& order) { return order.ordered; });
  co_return page;
}

}  // namespace tandem::crm
