#include "crm/records/customer_writes.hpp"

#include <algorithm>

#include "crm/records/identity.hpp"
#include "crm/records/rows.hpp"
#include "crm/records/words.hpp"

namespace tandem::crm::writes {
namespace {

constexpr std::size_t longest_name = 200, longest_field = 500, most_preferences = 20, most_identities = 20;

Failure bad(std::string detail) { return fail(make_error_code(errc::bad_input), std::move(detail)); }

Result<void> done(Result<store::Rows> rows) {
  if (!rows) return rows.error();
  return {};
}

}  // namespace

std::string complaint(const NewCustomer& customer) {
  const auto blank = customer.name.find_first_not_of(" \t\r\n") == std::string::npos;
  if (blank) return "a customer needs a name";
  for (const auto* text : {&customer.name, &customer.language, &customer.company, &customer.address})
    if (text->find('\0') != std::string::npos) return "a text holds a NUL character";
  if (customer.name.size() > longest_name) return "the name is too long: at most 200 bytes";
  if (folded(customer.name).empty()) return "the name is not readable text";
  if (std::find(customer_tiers.begin(), customer_tiers.end(), customer.tier) == customer_tiers.end())
    return "the tier must be one of standard, silver, gold, vip";
  if (customer.language.empty() || customer.language.size() > 35)
    return "the language must be a tag such as zh-CN or en";
  if (customer.company.size() > longest_field || customer.address.size() > longest_field)
    return "company and address have at most 500 bytes";
  if (customer.preferences.size() > most_preferences) return "at most 20 preferences";
  for (const auto& preference : customer.preferences)
    if (preference.size() > longest_field || preference.find('\0') != std::string::npos)
      return "a preference has at most 500 bytes";
  if (customer.identities.size() > most_identities) return "at most 20 identities at once";
  return {};
}

std::vector<std::string> words_of(const std::string& name, const std::string& company) {
  auto words = search_words(name);
  for (auto& word : search_words(company))
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
  return words;
}

Result<std::vector<ReadyIdentity>> ready(const std::vector<NewIdentity>& identities, const std::string& region,
                                         IdSource& ids) {
  std::vector<ReadyIdentity> out;
  for (const auto& written : identities) {
    if (written.value.size() > 300 || written.source.size() > 60) return bad("an identity is too long");
    if (written.value.find('\0') != std::string::npos) return bad("an identity holds a NUL character");
    auto value = normalised(written.kind, written.value, region);
    if (!value) return value.error();
    const bool twice = std::any_of(out.begin(), out.end(), [&](const ReadyIdentity& other) {
      return other.written.kind == written.kind && other.value == *value;
    });
    if (!twice) out.push_back({ids.next<IdentityId>(), written, std::move(*value)});
  }
  return out;
}

Result<ReadyCustomer> ready(NewCustomer customer, const std::string& region, const std::string& language,
                            IdSource& ids) {
  if (customer.tier.empty()) customer.tier = "standard";
  if (customer.language.empty()) customer.language = language;
  if (auto text = complaint(customer); !text.empty()) return bad(std::move(text));
  auto identities = ready(customer.identities, region, ids);
  if (!identities) return identities.error();
  ReadyCustomer out;
  out.id = ids.next<CustomerId>();
  out.identities = std::move(*identities);
  out.name_sort = folded(customer.name);
  out.words = words_of(customer.name, customer.company);
  out.fields = std::move(customer);
  return out;
}

Result<std::optional<Taken>> find_taken(store::Session& session, const std::vector<ReadyIdentity>& identities,
                                        CustomerId except) {
  for (const auto& identity : identities) {
    auto rows = session.run(
        "SELECT c.id, c.name FROM identities i JOIN customers c ON c.id = i.customer "
        "WHERE i.kind = $1 AND i.value = $2 AND i.removed_at IS NULL AND i.customer <> $3",
        {static_cast<std::int64_t>(identity.written.kind), identity.value, except.value});
    if (!rows) return rows.error();
    if (rows->empty()) continue;
    const auto& row = rows->rows.front();
    return std::optional(Taken{identity.written.kind, identity.value, row[0].id<CustomerId>(), row[1].text()});
  }
  return std::optional<Taken>();
}

Result<void> insert(store::Session& session, const ReadyCustomer& customer, WallTime at) {
  const auto& fields = customer.fields;
  auto made = session.run(
      "INSERT INTO customers (id, name, name_sort, tier, language, company, address, preferences, revision, "
      "created_at, updated_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9)",
      {customer.id, fields.name, customer.name_sort, fields.tier, fields.language, fields.company, fields.address,
       rows::to_json(fields.preferences), at});
  if (!made) return made.error();
  for (const auto& word : customer.words) {
    auto added = session.run("INSERT INTO customer_words (word, customer) VALUES ($1, $2)", {word, customer.id});
    if (!added) return added.error();
  }
  for (const auto& identity : customer.identities)
    if (auto added = insert(session, customer.id, identity, at); !added) return added;
  return {};
}

Result<void> insert(store::Session& session, CustomerId customer, const ReadyIdentity& identity, WallTime at) {
  const bool phone = identity.written.kind == IdentityKind::phone;
  return done(session.run(
      "INSERT INTO identities (id, customer, kind, value, reversed, display, verified, source, created_at, removed_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL)",
      {identity.id, customer, static_cast<std::int64_t>(identity.written.kind), identity.value,
       phone ? reversed_digits(identity.value) : std::string(), identity.written.value, identity.written.verified,
       identity.written.source, at}));
}

Result<void> insert(store::Session& session, const Order& order) {
  return done(
      session.run("INSERT INTO orders (id, customer, number, status, ordered_at, amount, currency, items, tracking, "
                  "summary_zh, summary_en) "
                  "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                  {order.id, order.customer, order.number, order.status, order.ordered, order.amount_minor,
                   order.currency, rows::to_json(order.items), order.tracking, order.summary.zh, order.summary.en}));
}

Result<void> insert(store::Session& session, const Note& note) {
  return done(session.run("INSERT INTO notes (id, customer, case_id, author, text, at) VALUES ($1, $2, $3, $4, $5, $6)",
                          {note.id, note.customer, note.case_id, note.author, note.text, note.at}));
}

Result<void> insert_imported(store::Session& session, CustomerId customer, const PastContact& contact) {
  return done(session.run(
      "INSERT INTO imported_contacts (id, customer, channel, at, agent_name, queue_name, outcome, wait_ms, talk_ms, "
      "ended_by, "
      "disposition, note, case_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      {contact.id, customer, static_cast<std::int64_t>(contact.channel), contact.started, contact.agent_name,
       contact.queue_name, contact.outcome, contact.wait_ms.value_or(0), contact.talk_ms.value_or(0),
       static_cast<std::int64_t>(contact.ended_by), contact.disposition, contact.note, contact.case_id}));
}

Result<void> replace_words(store::Session& session, CustomerId customer, const std::vector<std::string>& words) {
  if (auto gone = session.run("DELETE FROM customer_words WHERE customer = $1", {customer}); !gone) return gone.error();
  for (const auto& word : words) {
    auto added = session.run("INSERT INTO customer_words (word, customer) VALUES ($1, $2)", {word, customer});
    if (!added) return added.error();
  }
  return {};
}

}  // namespace tandem::crm::writes
