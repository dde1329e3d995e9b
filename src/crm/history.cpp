#include "crm/history.hpp"

#include <algorithm>

#include "crm/history_sql.hpp"
#include "crm/records/rows.hpp"

namespace tandem::crm {
namespace {

using boost::asio::awaitable;

constexpr int story_cases = 10, story_orders = 5, story_contacts = 5;

// Numbers of Channel.
constexpr const char* calls = "1, 5";
constexpr const char* chats = "2";
constexpr const char* other_work = "3, 4";

std::vector<std::string> branches_for(std::optional<TimelineKind> kind) {
  namespace sql = history_sql;
  if (!kind)
    return {sql::conversations(nullptr), sql::imported_contacts(nullptr), sql::cases(), sql::orders(), sql::notes()};
  switch (*kind) {
    case TimelineKind::call:
      return {sql::conversations(calls), sql::imported_contacts(calls)};
    case TimelineKind::chat:
      return {sql::conversations(chats), sql::imported_contacts(chats)};
    case TimelineKind::work:
      return {sql::conversations(other_work), sql::imported_contacts(other_work)};
    case TimelineKind::case_:
      return {sql::cases()};
    case TimelineKind::order:
      return {sql::orders()};
    case TimelineKind::note:
      return {sql::notes()};
  }
  return {};
}

CaseBrief case_of(const store::Row& row) {
  CaseBrief out;
  out.id = row[0].id<CaseId>();
  out.number = row[1].integer();
  out.subject = row[2].text();
  out.status = row[3].text();
  out.type = row[4].text();
  out.priority = row[5].text();
  out.opened = row[6].time();
  out.updated = row[7].time();
  out.owner = row[8].id<UserId>();
  out.customer = row[9].id<CustomerId>();
  out.revision = row[10].integer();
  return out;
}

}  // namespace

std::string_view name_of(TimelineKind kind) {
  switch (kind) {
    case TimelineKind::call:
      return "call";
    case TimelineKind::chat:
      return "chat";
    case TimelineKind::work:
      return "work";
    case TimelineKind::case_:
      return "case";
    case TimelineKind::order:
      return "order";
    case TimelineKind::note:
      return "note";
  }
  return "unknown";
}

std::optional<TimelineKind> timeline_kind(std::string_view name) {
  for (const auto kind :
       {TimelineKind::call, TimelineKind::chat, TimelineKind::work, TimelineKind::case_, TimelineKind::order, TimelineKind::note})
    if (name_of(kind) == name) return kind;
  return std::nullopt;
}

awaitable<Result<void>> History::add_collected(std::vector<PastContact*> contacts) {
  std::string list;
  for (const auto* contact : contacts)
    if (!contact->imported) list += (list.empty() ? "" : ", ") + std::to_string(contact->id);
  if (list.empty()) co_return Result<void>();
  auto found = co_await store_.read(
      "SELECT v.conversation, v.name, v.label_zh, v.label_en, p.body, p.erased_at FROM conversation_values v "
      "LEFT JOIN payloads p ON p.id = v.payload WHERE v.conversation IN (" +
      list + ") AND (v.label_zh <> '' OR v.label_en <> '') ORDER BY v.conversation, v.at, v.name");
  if (!found) co_return found.error();
  for (const auto& row : *found)
    for (auto* contact : contacts)
      if (!contact->imported && contact->id == row[0].integer())
        contact->collected.push_back(
            {row[1].text(), {row[2].text(), row[3].text()}, row[5].is_null() ? row[4].text() : "erased"});
  co_return Result<void>();
}

awaitable<Result<Page<TimelineItem>>> History::timeline(CustomerId customer, std::optional<TimelineKind> kind,
                                                        Cursor after, int limit) {
  limit = std::clamp(limit, 1, largest_page);
  std::vector<store::Value> params{customer, after.at, after.rank, after.id, limit + 1};
  auto found = co_await store_.read(history_sql::joined(branches_for(kind)), std::move(params));
  if (!found) co_return found.error();
  Page<TimelineItem> page;
  for (const auto& row : *found) {
    if (page.items.size() == static_cast<std::size_t>(limit)) {
      const auto& last = found->rows[page.items.size() - 1];
      Cursor next;
      next.at = last[history_sql::at].integer();
      next.rank = last[history_sql::rank].integer();
      next.id = last[history_sql::id].integer();
      page.next_cursor = next.text();
      break;
    }
    page.items.push_back(history_sql::item(row));
  }
  std::vector<PastContact*> contacts;
  for (auto& item : page.items)
    if (item.contact) contacts.push_back(&*item.contact);
  auto added = co_await add_collected(std::move(contacts));
  if (!added) co_return added.error();
  co_return page;
}

awaitable<Result<std::vector<PastContact>>> History::last_contacts(CustomerId customer, int limit) {
  const Cursor newest;
  std::vector<std::string> branches{history_sql::conversations(nullptr), history_sql::imported_contacts(nullptr)};
  std::vector<store::Value> params{customer, newest.at, newest.rank, newest.id, std::clamp(limit, 1, largest_page)};
  auto found = co_await store_.read(history_sql::joined(branches), std::move(params));
  if (!found) co_return found.error();
  std::vector<PastContact> out;
  for (const auto& row : *found) out.push_back(history_sql::past_contact(row));
  co_return out;
}

awaitable<Result<Story>> History::story(CustomerId customer, std::string order_number) {
  Story story;
  std::vector<store::Value> of_customer{customer};
  if (customer) {
    auto found =
        co_await store_.read(rows::select(rows::brief_columns, " FROM customers c WHERE c.id = $1"), of_customer);
    if (!found) co_return found.error();
    if (!found->empty()) story.customer = rows::brief(found->rows.front());

    auto cases = co_await store_.read(
        "SELECT id, number, subject, status, type, priority, opened_at, updated_at, owner, customer, revision FROM "
        "cases "
        "WHERE customer = $1 AND is_open = 1 ORDER BY updated_at DESC, id DESC LIMIT " +
            std::to_string(story_cases),
        of_customer);
    if (!cases) co_return cases.error();
    for (const auto& row : *cases) {
      story.open_cases.push_back(case_of(row));
      story.open_cases.back().customer_name = story.customer ? story.customer->name : std::string();
    }
    auto contacts = co_await last_contacts(customer, story_contacts);
    if (!contacts) co_return contacts.error();
    story.last_contacts = std::move(*contacts);
  }
  if (!customer && order_number.empty()) co_return story;

  auto recent = "SELECT * FROM (" +
                rows::select(rows::order_columns,
                             ", 0 AS matched FROM orders o WHERE o.customer = $1 "
                             "ORDER BY o.ordered_at DESC, o.id DESC LIMIT " +
                                 std::to_string(story_orders)) +
                ") AS recent UNION ALL " +
                rows::select(rows::order_columns, ", 1 AS matched FROM orders o WHERE o.number = $2");
  std::vector<store::Value> params{customer.value, std::move(order_number)};
  auto orders = co_await store_.read(std::move(recent), std::move(params));
  if (!orders) co_return orders.error();
  for (const auto& row : *orders) {
    auto order = rows::order(row);
    if (row.back().truth())
      story.order = std::move(order);
    else
      story.recent_orders.push_back(std::move(order));
  }
  co_return story;
}

}  // namespace tandem::crm
