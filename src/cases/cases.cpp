// The changes. What is read stands in case_reads.cpp.
#include "cases/cases.hpp"

#include <algorithm>

#include "cases/case_rows.hpp"

namespace tandem::cases {
namespace {

using boost::asio::awaitable;
using Changes = std::vector<RowChanged>;

constexpr std::size_t longest_subject = 300, longest_text = 8'000, longest_code = 100;

Failure bad(std::string detail) { return fail(make_error_code(errc::bad_input), std::move(detail)); }
Failure no_case() { return fail(make_error_code(errc::unknown), "there is no such case"); }

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

template <class List>
bool contains(const List& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Empty: acceptable.
std::string complaint(const NewCase& fields) {
  if (fields.subject.find_first_not_of(" \t\r\n") == std::string::npos) return "a case needs a subject";
  for (const auto* text : {&fields.subject, &fields.description, &fields.disposition, &fields.order_number})
    if (text->find('\0') != std::string::npos) return "a text holds a NUL character";
  if (fields.subject.size() > longest_subject) return "the subject is too long: at most 300 bytes";
  if (fields.description.size() > longest_text) return "the description is too long: at most 8000 bytes";
  if (fields.disposition.size() > longest_code || fields.order_number.size() > longest_code)
    return "disposition and order number have at most 100 bytes";
  if (!contains(case_statuses, fields.status)) return "the status must be one of new, open, waiting, solved, closed";
  if (!contains(case_priorities, fields.priority)) return "the priority must be one of low, normal, high, urgent";
  const bool known =
      std::any_of(case_types.begin(), case_types.end(), [&](const CaseType& type) { return type.code == fields.type; });
  return known ? "" : "the type must be one of order, return, damage, invoice, account, other";
}

Result<std::int64_t> next_number(store::Session& session) {
  auto rows = session.run("UPDATE counters SET value = value + 1 WHERE name = 'case' RETURNING value");
  if (!rows) return rows.error();
  if (rows->empty()) return fail(make_error_code(store::errc::corrupt), "the counter of cases is missing");
  return rows->rows.front()[0].integer();
}

struct Loaded {
  CaseBrief brief;
  NewCase fields;
};

Result<std::optional<Loaded>> load(store::Session& session, CaseId id) {
  auto found = session.run(rows::select_brief(" WHERE k.id = $1"), {id});
  if (!found) return found.error();
  if (found->empty()) return std::optional<Loaded>();
  auto rest = session.run("SELECT description, disposition, order_number FROM cases WHERE id = $1", {id});
  if (!rest) return rest.error();
  Loaded out;
  out.brief = rows::brief(found->rows.front());
  out.fields.customer = out.brief.customer;
  out.fields.subject = out.brief.subject;
  out.fields.type = out.brief.type;
  out.fields.priority = out.brief.priority;
  out.fields.status = out.brief.status;
  out.fields.owner = out.brief.owner;
  const auto& row = rest->rows.front();
  out.fields.description = row[0].text();
  out.fields.disposition = row[1].text();
  out.fields.order_number = row[2].text();
  return std::optional(std::move(out));
}

template <class T>
void patch_field(T& field, const std::optional<T>& wanted, const char* name, std::vector<std::string>& names) {
  if (!wanted || *wanted == field) return;
  field = *wanted;
  names.emplace_back(name);
}

std::vector<std::string> apply_patch(NewCase& fields, const CasePatch& patch) {
  std::vector<std::string> names;
  patch_field(fields.subject, patch.subject, "subject", names);
  patch_field(fields.type, patch.type, "type", names);
  patch_field(fields.priority, patch.priority, "priority", names);
  patch_field(fields.status, patch.status, "status", names);
  patch_field(fields.description, patch.description, "description", names);
  patch_field(fields.disposition, patch.disposition, "disposition", names);
  patch_field(fields.owner, patch.owner, "owner", names);
  return names;
}

Result<Changes> run_update(store::Session& session, CaseId id, std::optional<std::int64_t> seen, const CasePatch& patch,
                           UserId by) {
  auto loaded = load(session, id);
  if (!loaded) return loaded.error();
  if (!*loaded) return no_case();
  auto& [brief, fields] = **loaded;
  if (seen && *seen != brief.revision)
    return fail(make_error_code(errc::changed_meanwhile), "somebody else changed this case; load it again");
  const auto names = apply_patch(fields, patch);
  if (names.empty()) return Changes{};
  if (auto text = complaint(fields); !text.empty()) return bad(std::move(text));
  const bool open = is_open_case(fields.status);
  const auto now = WallTime::now();
  // The time of closing is that of the first step out of the open states, and is forgotten when the case comes back.
  auto written = session.run(
      "UPDATE cases SET subject = $2, description = $3, type = $4, priority = $5, status = $6, is_open = $7, owner = "
      "$8, "
      "disposition = $9, revision = $10, updated_at = $11, "
      "closed_at = CASE WHEN $7 = 1 THEN NULL WHEN closed_at IS NULL THEN $11 ELSE closed_at END WHERE id = $1",
      {id, fields.subject, fields.description, fields.type, fields.priority, fields.status, open, fields.owner,
       fields.disposition, brief.revision + 1, now});
  if (!written) return written.error();
  return Changes{changed(RowKind::case_, Change::updated, id.value, brief.customer, by, names)};
}

Result<void> insert_link(store::Session& session, CaseId id, ConversationId conversation, WallTime at) {
  auto rows = session.run(
      "INSERT INTO case_conversations (case_id, conversation, at) VALUES ($1, $2, $3) ON CONFLICT (case_id, "
      "conversation) DO NOTHING",
      {id, conversation, at});
  if (!rows) return rows.error();
  return {};
}

}  // namespace

const char* describe(errc e) {
  switch (e) {
    case errc::unknown:
      return "no such record";
    case errc::bad_input:
      return "not acceptable";
    case errc::changed_meanwhile:
      return "changed by somebody else meanwhile";
  }
  return "unknown error";
}

Result<std::int64_t> insert(store::Session& session, CaseId id, const NewCase& fields, std::int64_t number,
                            WallTime opened, WallTime updated) {
  if (number == 0) {
    auto next = next_number(session);
    if (!next) return next.error();
    number = *next;
  }
  const bool open = is_open_case(fields.status);
  auto made = session.run(
      "INSERT INTO cases (id, number, customer, subject, description, type, priority, status, is_open, owner, "
      "disposition, "
      "order_number, revision, opened_at, updated_at, closed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
      "$12, 1, $13, $14, $15)",
      {id, number, fields.customer, fields.subject, fields.description, fields.type, fields.priority, fields.status,
       open, fields.owner, fields.disposition, fields.order_number, opened, updated,
       open ? store::Value() : store::Value(updated)});
  if (!made) return made.error();
  if (fields.conversation)
    if (auto linked = insert_link(session, id, fields.conversation, opened); !linked) return linked.error();
  return number;
}

Result<void> reserve_numbers(store::Session& session, std::int64_t highest) {
  auto rows = session.run("UPDATE counters SET value = $1 WHERE name = 'case' AND value < $1", {highest});
  if (!rows) return rows.error();
  return {};
}

awaitable<Result<CaseBrief>> Cases::create(NewCase wanted, UserId by) {
  if (wanted.type.empty()) wanted.type = "other";
  if (wanted.priority.empty()) wanted.priority = "normal";
  if (wanted.status.empty()) wanted.status = "new";
  if (auto text = complaint(wanted); !text.empty()) co_return bad(std::move(text));
  const auto id = ids_.next<CaseId>();
  EnginePort::Work work = [=](store::Session& session) -> Result<Changes> {
    auto customer = session.run("SELECT id FROM customers WHERE id = $1", {wanted.customer});
    if (!customer) return customer.error();
    if (customer->empty()) return fail(make_error_code(errc::unknown), "there is no such customer");
    const auto now = WallTime::now();
    auto number = insert(session, id, wanted, 0, now, now);
    if (!number) return number.error();
    return Changes{changed(RowKind::case_, Change::created, id.value, wanted.customer, by)};
  };
  auto committed = co_await engine_.write(std::move(work));
  if (!committed) co_return committed.error();
  co_return co_await brief(id);
}

awaitable<Result<CaseBrief>> Cases::update(CaseId id, std::optional<std::int64_t> revision, CasePatch patch,
                                           UserId by) {
  EnginePort::Work work = [=](store::Session& session) { return run_update(session, id, revision, patch, by); };
  auto committed = co_await engine_.write(std::move(work));
  if (!committed) co_return committed.error();
  co_return co_await brief(id);
}

awaitable<Result<CaseNote>> Cases::add_note(CaseId id, std::string text, UserId by) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos || text.size() > longest_text ||
      text.find('\0') != text.npos)
    co_return bad("a note has a text of at most 8000 bytes");
  const CaseNote note{ids_.next<CaseNoteId>(), by, std::move(text), WallTime::now()};
  EnginePort::Work work = [=](store::Session& session) -> Result<Changes> {
    auto touched = session.run("UPDATE cases SET updated_at = $2 WHERE id = $1 RETURNING customer", {id, note.at});
    if (!touched) return touched.error();
    if (touched->empty()) return no_case();
    const auto customer = touched->rows.front()[0].id<CustomerId>();
    auto made =
        session.run("INSERT INTO notes (id, customer, case_id, author, text, at) VALUES ($1, $2, $3, $4, $5, $6)",
                    {note.id, customer, id, note.author, note.text, note.at});
    if (!made) return made.error();
    return Changes{changed(RowKind::note, Change::created, note.id.value, customer, by),
                   changed(RowKind::case_, Change::updated, id.value, customer, by, {"notes"})};
  };
  auto committed = co_await engine_.write(std::move(work));
  if (!committed) co_return committed.error();
  co_return note;
}

awaitable<Result<void>> Cases::link(CaseId id, ConversationId conversation, UserId by) {
  EnginePort::Work work = [=](store::Session& session) -> Result<Changes> {
    auto loaded = load(session, id);
    if (!loaded) return loaded.error();
    if (!*loaded) return no_case();
    auto known = session.run("SELECT case_id FROM case_conversations WHERE case_id = $1 AND conversation = $2",
                             {id, conversation});
    if (!known) return known.error();
    if (!known->empty()) return Changes{};
    if (auto linked = insert_link(session, id, conversation, WallTime::now()); !linked) return linked.error();
    return Changes{
        changed(RowKind::case_, Change::updated, id.value, (*loaded)->brief.customer, by, {"conversations"})};
  };
  auto committed = co_await engine_.write(std::move(work));
  if (!committed) co_return committed.error();
  co_return Result<void>();
}

}  // namespace tandem::cases
