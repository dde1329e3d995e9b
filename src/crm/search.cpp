#include <algorithm>

#include "crm/customers.hpp"
#include "crm/records/identity.hpp"
#include "crm/records/rows.hpp"
#include "crm/records/words.hpp"

namespace tandem::crm {
namespace {

using boost::asio::awaitable;

constexpr std::size_t longest_query = 200;
constexpr std::size_t fewest_digits = 3;  // of a number's end

// Everybody a text may mean, as one union of index ranges. No branch looks at more than `most_candidates` entries.
struct Candidates {
  std::string sql;
  std::vector<store::Value> params;

  std::string place(store::Value value) {
    params.push_back(std::move(value));
    return "$" + std::to_string(params.size());
  }
  void add(const std::string& branch) {
    sql += (sql.empty() ? "" : " UNION ") +
           ("SELECT customer FROM (" + branch + ") AS found" + std::to_string(++branches_));
  }

 private:
  int branches_ = 0;
};

constexpr std::string_view most_candidates = " LIMIT 1000";

std::string range(Candidates& out, const std::string& column, const std::string& prefix) {
  const auto from = out.place(prefix);
  return column + " >= " + from + " AND " + column + " < " + out.place(past_prefix(prefix));
}

bool dialled(std::string_view text) { return text.find_first_not_of("0123456789+-() .") == text.npos; }

Candidates candidates_for(const std::string& text, const std::string& region) {
  Candidates out;
  const std::string limit(most_candidates);
  if (const auto name = folded(text); !name.empty())
    out.add("SELECT customer FROM customer_words WHERE " + range(out, "word", name) + limit);
  if (dialled(text)) {
    if (const auto end = reversed_digits(text); end.size() >= fewest_digits)
      out.add("SELECT customer FROM identities WHERE kind = 1 AND removed_at IS NULL AND " +
              range(out, "reversed", end) + limit);
    for (const auto& number : phone_candidates(text, region))
      out.add("SELECT customer FROM identities WHERE kind = 1 AND removed_at IS NULL AND " +
              range(out, "value", number) + limit);
    if (const auto id = CustomerId::parse(text))
      out.add("SELECT id AS customer FROM customers WHERE id = " + out.place(id));
  }
  if (const auto email = normalised(IdentityKind::email, text + (text.find('@') == text.npos ? "@x" : ""), region)) {
    const auto prefix = text.find('@') == text.npos ? email->substr(0, email->size() - 1) : *email;
    out.add("SELECT customer FROM identities WHERE kind = 2 AND removed_at IS NULL AND " + range(out, "value", prefix) +
            limit);
  }
  out.add("SELECT customer FROM orders WHERE number = " + out.place(text));
  out.add("SELECT customer FROM identities WHERE kind = 4 AND removed_at IS NULL AND value = " + out.place(text));
  return out;
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

// "id:sort key" of the last one shown. The key is whatever stands behind the colon.
bool parse_cursor(const std::string& cursor, std::int64_t& id, std::string& key) {
  if (cursor.empty()) return true;
  const auto colon = cursor.find(':');
  if (colon == std::string::npos || cursor.size() > 1'000) return false;
  id = CustomerId::parse(std::string_view(cursor).substr(0, colon)).value;
  key = cursor.substr(colon + 1);
  return id > 0;
}

}  // namespace

awaitable<Result<Page<CustomerBrief>>> Customers::search(std::string text, std::string cursor, int limit) {
  limit = std::clamp(limit, 1, largest_page);
  std::int64_t id = 0;
  std::string key;
  if (!parse_cursor(cursor, id, key))
    co_return fail(make_error_code(errc::bad_input), "the cursor is not one that a list gave");
  text = trimmed(text.substr(0, text.find('\0')));
  if (text.size() > longest_query) co_return fail(make_error_code(errc::bad_input), "search for at most 200 bytes");

  Candidates candidates;
  std::string where = " FROM customers c WHERE ";
  if (!text.empty()) {
    candidates = candidates_for(text, settings().region);
    where += "c.id IN (" + candidates.sql + ") AND ";
  }
  const auto key_place = candidates.place(key);
  where += "(c.name_sort, c.id) > (" + key_place + ", " + candidates.place(id) + ") ORDER BY c.name_sort, c.id LIMIT " +
           candidates.place(limit + 1);
  auto columns = std::string(rows::brief_columns) + ", c.name_sort";
  auto found = co_await store_.read(rows::select(columns, where), std::move(candidates.params));
  if (!found) co_return found.error();
  Page<CustomerBrief> page;
  for (const auto& row : *found) {
    if (page.items.size() == static_cast<std::size_t>(limit)) {
      const auto& last = found->rows[page.items.size() - 1];
      page.next_cursor = last[0].id<CustomerId>().text() + ":" + last[rows::brief_width].text();
      break;
    }
    page.items.push_back(rows::brief(row));
  }
  co_return page;
}

}  // namespace tandem::crm
