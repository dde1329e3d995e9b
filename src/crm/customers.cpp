// The changes. What is read stands in customer_reads.cpp, the search in search.cpp.
#include "crm/customers.hpp"

#include <algorithm>

#include "crm/records/customer_writes.hpp"
#include "crm/records/identity.hpp"
#include "crm/records/rows.hpp"
#include "crm/records/words.hpp"

namespace tandem::crm {
namespace {

using boost::asio::awaitable;
using Changes = std::vector<RowChanged>;

constexpr std::size_t longest_note = 8'000;

RowChanged changed(RowKind kind, Change change, std::int64_t id, CustomerId customer, UserId by,
                   std::vector<std::string> fields = {}) {
  RowChanged out;
  out.kind = kind;
  out.change = change;
  out.id = id;
  out.owner = customer.value;
  out.by = by;
  out.changed = std::move(fields);
  return out;
}

Failure unknown_customer() { return fail(make_error_code(errc::unknown), "there is no such customer"); }

// A customer as they are, under the session's transaction.
struct Loaded {
  NewCustomer fields;
  int value = 0, risk = 0;
  std::vector<AgentId> blocked;  // sorted
  std::int64_t revision = 0;
};

Result<std::optional<Loaded>> load(store::Session& session, CustomerId customer) {
  auto rows = session.run(
      "SELECT name, tier, language, company, address, preferences, revision, value, risk FROM customers WHERE id = $1",
      {customer});
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<Loaded>();
  auto blocked = session.run("SELECT agent FROM blocked_agents WHERE customer = $1 ORDER BY agent", {customer});
  if (!blocked) return blocked.error();
  const auto& row = rows->rows.front();
  Loaded out;
  out.fields.name = row[0].text();
  out.fields.tier = row[1].text();
  out.fields.language = row[2].text();
  out.fields.company = row[3].text();
  out.fields.address = row[4].text();
  out.fields.preferences = rows::texts_of(row[5].text());
  out.revision = row[6].integer();
  out.value = static_cast<int>(row[7].integer());
  out.risk = static_cast<int>(row[8].integer());
  for (const auto& one : *blocked) out.blocked.push_back(one[0].id<AgentId>());
  return std::optional(std::move(out));
}

template <class T>
void patch_field(T& field, const std::optional<T>& wanted, const char* name, std::vector<std::string>& names) {
  if (!wanted || *wanted == field) return;
  field = *wanted;
  names.emplace_back(name);
}

std::vector<std::string> apply_patch(Loaded& now, const CustomerPatch& patch) {
  std::vector<std::string> names;
  patch_field(now.fields.name, patch.name, "name", names);
  patch_field(now.fields.tier, patch.tier, "tier", names);
  patch_field(now.fields.language, patch.language, "language", names);
  patch_field(now.fields.company, patch.company, "company", names);
  patch_field(now.fields.address, patch.address, "address", names);
  patch_field(now.fields.preferences, patch.preferences, "preferences", names);
  patch_field(now.value, patch.value, "value", names);
  patch_field(now.risk, patch.risk, "risk", names);
  patch_field(now.blocked, patch.blocked, "blocked_agents", names);
  return names;
}

// Empty: acceptable.
std::string complaint(const Loaded& wanted) {
  for (const int points : {wanted.value, wanted.risk})
    if (points < 0 || points > 100) return "value and risk are from 0 to 100";
  if (wanted.blocked.size() > most_blocked) return "at most 50 agents can be kept from a customer";
  return writes::complaint(wanted.fields);
}

Result<void> replace_blocked(store::Session& session, CustomerId customer, const std::vector<AgentId>& agents,
                             UserId by) {
  auto gone = session.run("DELETE FROM blocked_agents WHERE customer = $1", {customer});
  if (!gone) return gone.error();
  for (const auto agent : agents) {
    auto added = session.run("INSERT INTO blocked_agents (customer, agent, blocked_by, at) VALUES ($1, $2, $3, $4)",
                             {customer, agent, by, WallTime::now()});
    if (!added) return added.error();
  }
  return {};
}

Result<Changes> run_update(store::Session& session, const CustomerPatch& patch, UserId by, std::int64_t seen,
                           Saved& out) {
  auto loaded = load(session, out.customer);
  if (!loaded) return loaded.error();
  if (!*loaded) return unknown_customer();
  auto& now = **loaded;
  if (now.revision != seen)
    return fail(make_error_code(errc::changed_meanwhile), "somebody else changed this customer; load it again");
  const auto names = apply_patch(now, patch);
  out.revision = now.revision;
  if (names.empty()) return Changes{};
  if (auto text = complaint(now); !text.empty()) return fail(make_error_code(errc::bad_input), std::move(text));

  const auto& fields = now.fields;
  auto written = session.run(
      "UPDATE customers SET name = $2, name_sort = $3, tier = $4, language = $5, company = $6, address = $7, "
      "preferences = $8, revision = $9, updated_at = $10, value = $11, risk = $12 WHERE id = $1",
      {out.customer, fields.name, folded(fields.name), fields.tier, fields.language, fields.company, fields.address,
       rows::to_json(fields.preferences), now.revision + 1, WallTime::now(), now.value, now.risk});
  if (!written) return written.error();
  if (patch.name || patch.company) {
    const auto words = writes::words_of(fields.name, fields.company);
    if (auto replaced = writes::replace_words(session, out.customer, words); !replaced) return replaced.error();
  }
  if (patch.blocked)
    if (auto replaced = replace_blocked(session, out.customer, now.blocked, by); !replaced) return replaced.error();
  out.revision = now.revision + 1;
  return Changes{changed(RowKind::customer, Change::updated, out.customer.value, out.customer, by, names)};
}

}  // namespace

Customers::Settings Customers::settings() const {
  Settings out;
  engine_.view([&](const State& state, std::int64_t) {
    out.region = state.configuration->default_region;
    out.language = state.configuration->default_language;
  });
  return out;
}

awaitable<Result<Saved>> Customers::create(NewCustomer customer, UserId by) {
  const auto defaults = settings();
  auto prepared = writes::ready(std::move(customer), defaults.region, defaults.language, ids_);
  if (!prepared) co_return prepared.error();
  const auto ready = std::make_shared<const writes::ReadyCustomer>(std::move(*prepared));
  auto saved = std::make_shared<Saved>();
  EnginePort::Work work = [ready, saved, by](store::Session& session) -> Result<Changes> {
    *saved = {};
    auto taken = writes::find_taken(session, ready->identities, ready->id);
    if (!taken) return taken.error();
    saved->taken = std::move(*taken);
    if (saved->taken) return Changes{};
    if (auto made = writes::insert(session, *ready, WallTime::now()); !made) return made.error();
    saved->customer = ready->id;
    saved->revision = 1;
    return Changes{changed(RowKind::customer, Change::created, ready->id.value, ready->id, by)};
  };
  auto committed = co_await engine_.write(std::move(work));
  if (!committed) co_return committed.error();
  co_return std::move(*saved);
}

awaitable<Result<Saved>> Customers::update(CustomerId customer, std::int64_t revision, CustomerPatch patch, UserId by) {
  if (patch.blocked) {
    auto& blocked = *patch.blocked;
    std::sort(blocked.begin(), blocked.end());
    blocked.erase(std::unique(blocked.begin(), blocked.end()), blocked.end());
  }
  auto saved = std::make_shared<Saved>();
  EnginePort::Work work = [=](store::Session& session) {
    *saved = {};
    saved->customer = customer;
    return run_update(session, patch, by, revision, *saved);
  };
  auto committed = co_await engine_.write(std::move(work));
  if (!committed) co_return committed.error();
  co_return std::move(*saved);
}

awaitable<Result<Saved>> Customers::add_identity(CustomerId customer, NewIdentity identity, UserId by) {
  auto prepared = writes::ready({std::move(identity)}, settings().region, ids_);
  if (!prepared) co_return prepared.error();
  const auto ready = std::make_shared<const std::vector<writes::ReadyIdentity>>(std::move(*prepared));
  auto saved = std::make_shared<Saved>();
  EnginePort::Work work = [=](store::Session& session) -> Result<Changes> {
    *saved = {};
    saved->customer = customer;
    const auto& one = ready->front();
    auto there = session.run("SELECT revision FROM customers WHERE id = $1", {customer});
    if (!there) return there.error();
    if (there->empty()) return unknown_customer();
    saved->revision = there->rows.front()[0].integer();
    auto mine =
        session.run("SELECT id FROM identities WHERE kind = $1 AND value = $2 AND customer = $3 AND removed_at IS NULL",
                    {static_cast<std::int64_t>(one.written.kind), one.value, customer});
    if (!mine) return mine.error();
    if (!mine->empty()) return Changes{};
    auto taken = writes::find_taken(session, *ready, customer);
    if (!taken) return taken.error();
    saved->taken = std::move(*taken);
    if (saved->taken) return Changes{};
    if (auto made = writes::insert(session, customer, one, WallTime::now()); !made) return made.error();
    return Changes{changed(RowKind::identity, Change::created, one.id.value, customer, by,
                           {std::string(name_of(one.written.kind))})};
  };
  auto committed = co_await engine_.write(std::move(work));
  if (!committed) co_return committed.error();
  co_return std::move(*saved);
}

awaitable<Result<void>> Customers::remove_identity(CustomerId customer, IdentityId identity, UserId by) {
  EnginePort::Work work = [=](store::Session& session) -> Result<Changes> {
    auto gone =
        session.run("UPDATE identities SET removed_at = $3 WHERE id = $1 AND customer = $2 AND removed_at IS NULL",
                    {identity, customer, WallTime::now()});
    if (!gone) return gone.error();
    if (gone->changed == 0) return fail(make_error_code(errc::unknown), "there is no such identity");
    return Changes{changed(RowKind::identity, Change::removed, identity.value, customer, by)};
  };
  auto committed = co_await engine_.write(std::move(work));
  if (!committed) co_return committed.error();
  co_return Result<void>();
}

awaitable<Result<Note>> Customers::add_note(CustomerId customer, std::string text, UserId by) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos || text.size() > longest_note ||
      text.find('\0') != text.npos)
    co_return fail(make_error_code(errc::bad_input), "a note has a text of at most 8000 bytes");
  Note note;
  note.id = ids_.next<NoteId>();
  note.customer = customer;
  note.author = by;
  note.text = std::move(text);
  note.at = WallTime::now();
  EnginePort::Work work = [note](store::Session& session) -> Result<Changes> {
    auto there = session.run("SELECT id FROM customers WHERE id = $1", {note.customer});
    if (!there) return there.error();
    if (there->empty()) return unknown_customer();
    if (auto made = writes::insert(session, note); !made) return made.error();
    return Changes{changed(RowKind::note, Change::created, note.id.value, note.customer, note.author)};
  };
  auto committed = co_await engine_.write(std::move(work));
  if (!committed) co_return committed.error();
  co_return note;
}

}  // namespace tandem::crm
