#include <algorithm>

#include "cases/case_rows.hpp"
#include "cases/cases.hpp"

namespace tandem::cases {
namespace {

using boost::asio::awaitable;

constexpr std::size_t longest_search = 200;

std::string lower(std::string text) {
  for (auto& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

// `%` and `_` mean themselves.
std::string pattern(const std::string& text) {
  std::string out = "%";
  for (const char c : lower(text)) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out + "%";
}

struct Query {
  std::string where;
  std::vector<store::Value> params;

  std::string place(store::Value value) {
    params.push_back(std::move(value));
    return "$" + std::to_string(params.size());
  }
  void add(const std::string& condition) { where += (where.empty() ? " WHERE " : " AND ") + condition; }
};

Query query_of(const Filter& filter) {
  Query query;
  if (filter.view != View::all) query.add("k.is_open = 1");
  if (filter.view == View::mine) query.add("k.owner = " + query.place(filter.me.value));
  if (filter.customer) query.add("k.customer = " + query.place(filter.customer));
  if (filter.owners) {
    std::string list = "0";  // no id is 0: an empty scope sees nothing
    for (const auto owner : *filter.owners) list += ", " + owner.text();
    query.add("k.owner IN (" + list + ")");
  }
  if (!filter.text.empty()) {
    const auto number = CaseId::parse(filter.text.starts_with('#') ? filter.text.substr(1) : filter.text).value;
    query.add("(k.number = " + query.place(number) + " OR lower(k.subject) LIKE " + query.place(pattern(filter.text)) +
              " ESCAPE '\\')");
  }
  return query;
}

}  // namespace

awaitable<Result<CaseBrief>> Cases::brief(CaseId id) {
  std::vector<store::Value> params{id};
  auto found = co_await store_.read(rows::select_brief(" WHERE k.id = $1"), std::move(params));
  if (!found) co_return found.error();
  if (found->empty()) co_return fail(make_error_code(errc::unknown), "there is no such case");
  co_return rows::brief(found->rows.front());
}

awaitable<Result<Case>> Cases::get(CaseId id) {
  auto head = co_await brief(id);
  if (!head) co_return head.error();
  Case out;
  out.brief = std::move(*head);
  std::vector<store::Value> params{id};
  auto rest =
      co_await store_.read("SELECT description, disposition, order_number, closed_at FROM cases WHERE id = $1", params);
  if (!rest) co_return rest.error();
  if (!rest->empty()) {
    const auto& row = rest->rows.front();
    out.description = row[0].text();
    out.disposition = row[1].text();
    out.order_number = row[2].text();
    out.closed = row[3].time();
  }
  auto linked = co_await store_.read(
      "SELECT conversation FROM case_conversations WHERE case_id = $1 ORDER BY at, conversation LIMIT 200", params);
  if (!linked) co_return linked.error();
  for (const auto& row : *linked) out.conversations.push_back(row[0].id<ConversationId>());
  // The newest of them where there are more than anybody reads, in the order of writing.
  auto notes = co_await store_.read(
      "SELECT id, author, text, at FROM notes WHERE case_id = $1 ORDER BY at DESC, id DESC LIMIT 200", params);
  if (!notes) co_return notes.error();
  for (const auto& row : *notes)
    out.notes.push_back({row[0].id<CaseNoteId>(), row[1].id<UserId>(), row[2].text(), row[3].time()});
  std::reverse(out.notes.begin(), out.notes.end());
  co_return out;
}

awaitable<Result<Page<CaseBrief>>> Cases::list(Filter filter, Cursor after, int limit) {
  limit = std::clamp(limit, 1, largest_page);
  if (filter.text.size() > longest_search || filter.text.find('\0') != std::string::npos)
    co_return fail(make_error_code(errc::bad_input), "search for at most 200 bytes");
  auto query = query_of(filter);
  const auto at_place = query.place(after.at);
  query.add("(k.updated_at, k.id) < (" + at_place + ", " + query.place(after.id) + ")");
  query.where += " ORDER BY k.updated_at DESC, k.id DESC LIMIT " + query.place(limit + 1);
  auto found = co_await store_.read(rows::select_brief(query.where), std::move(query.params));
  if (!found) co_return found.error();
  Page<CaseBrief> page;
  for (const auto& row : *found) {
    if (page.items.size() == static_cast<std::size_t>(limit)) {
      Cursor next;
      next.at = page.items.back().updated.ms;
      next.rank = 0;
      next.id = page.items.back().id.value;
      page.next_cursor = next.text();
      break;
    }
    page.items.push_back(rows::brief(row));
  }
  co_return page;
}

}  // namespace tandem::cases
