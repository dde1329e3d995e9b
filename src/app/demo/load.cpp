#include "app/demo/load.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include "base/log.hpp"
#include "cases/cases.hpp"
#include "crm/demo_data.hpp"
#include "crm/records/customer_writes.hpp"

namespace tandem::demo {
namespace {

using boost::asio::awaitable;
using crm::DemoCustomer;

constexpr std::size_t in_one_transaction = 25;  // customers: the writer's thread is soon free again

// One customer, ready to be written.
struct Ready {
  crm::writes::ReadyCustomer customer;
  WallTime created;
  std::vector<crm::Order> orders;
  struct Case {
    CaseId id;
    std::int64_t number;
    cases::NewCase fields;
    WallTime opened, updated;
  };
  std::vector<Case> cases;
  std::vector<crm::Note> notes;
  std::vector<crm::PastContact> contacts;
};

class Preparation {
 public:
  Preparation(IdSource& ids, const std::vector<Account>& accounts) : ids_(ids) {
    for (const auto& account : accounts) people_[account.login] = account;
  }

  Result<Ready> prepare(const DemoCustomer& from) {
    crm::NewCustomer fields;
    fields.name = from.name;
    fields.tier = from.tier;
    fields.language = from.language;
    fields.company = from.company;
    fields.address = from.address;
    fields.identities = {{crm::IdentityKind::phone, from.phone, true, "demo"},
                         {crm::IdentityKind::email, from.email, true, "demo"},
                         {crm::IdentityKind::external, from.external_id, true, "demo"}};
    auto ready = crm::writes::ready(std::move(fields), "ZZ", from.language, ids_);
    if (!ready) return ready.error();
    Ready out;
    out.customer = std::move(*ready);
    out.created = from.created_at;
    for (const auto& order : from.orders) out.orders.push_back(prepare(order, out.customer.id));
    for (const auto& one : from.cases) prepare(one, out);
    for (const auto& note : from.notes) out.notes.push_back(prepare(note, out.customer.id, {}));
    for (const auto& contact : from.conversations) out.contacts.push_back(prepare(contact, out));
    return out;
  }

 private:
  UserId person(const std::string& login) const {
    const auto at = people_.find(login);
    return at == people_.end() ? UserId{} : at->second.id;
  }

  crm::Order prepare(const crm::DemoOrder& from, CustomerId customer) {
    crm::Order out;
    out.id = ids_.next<OrderId>();
    out.customer = customer;
    out.number = from.number;
    out.status = from.status;
    out.ordered = from.ordered_at;
    out.amount_minor = from.amount_minor;
    out.currency = from.currency;
    for (const auto& item : from.items) out.items.push_back({{item.name.zh, item.name.en}, item.quantity});
    out.tracking = from.tracking;
    out.summary = {from.summary.zh, from.summary.en};
    return out;
  }

  crm::Note prepare(const crm::DemoNote& from, CustomerId customer, CaseId of_case) {
    crm::Note out;
    out.id = ids_.next<crm::NoteId>();
    out.customer = customer;
    out.case_id = of_case;
    out.author = person(from.author);
    out.text = from.text;
    out.at = from.at;
    return out;
  }

  void prepare(const crm::DemoCase& from, Ready& out) {
    Ready::Case one;
    one.id = ids_.next<CaseId>();
    one.number = from.number;
    one.fields.customer = out.customer.id;
    one.fields.subject = from.subject;
    one.fields.type = from.type;
    one.fields.priority = from.priority;
    one.fields.status = from.status;
    one.fields.description = from.description;
    one.fields.order_number = from.order;
    one.fields.owner = person(from.owner);
    one.opened = from.opened_at;
    one.updated = from.updated_at;
    for (const auto& note : from.notes) out.notes.push_back(prepare(note, out.customer.id, one.id));
    out.cases.push_back(std::move(one));
  }

  crm::PastContact prepare(const crm::DemoConversation& from, const Ready& of) {
    crm::PastContact out;
    out.id = ids_.next_value();
    out.imported = true;
    out.channel = from.channel == "voice" ? Channel::voice : Channel::webchat;
    out.started = from.started_at;
    const auto agent = people_.find(from.agent);
    out.agent_name = agent == people_.end() ? from.agent : agent->second.name;
    out.queue_name = from.queue;
    out.outcome = from.outcome;
    out.wait_ms = from.wait_ms;
    out.talk_ms = from.talk_ms;
    out.ended_by = from.ended_by == "agent" ? EndedBy::agent : EndedBy::customer;
    out.disposition = from.disposition;
    out.note = from.note;
    for (const auto& one : of.cases)
      if (one.number == from.case_number) out.case_id = one.id;
    return out;
  }

  IdSource& ids_;
  std::map<std::string, Account> people_;
};

Result<void> write(store::Session& session, const Ready& ready) {
  if (auto done = crm::writes::insert(session, ready.customer, ready.created); !done) return done;
  for (const auto& order : ready.orders)
    if (auto done = crm::writes::insert(session, order); !done) return done;
  for (const auto& one : ready.cases)
    if (auto done = cases::insert(session, one.id, one.fields, one.number, one.opened, one.updated); !done)
      return done.error();
  for (const auto& note : ready.notes)
    if (auto done = crm::writes::insert(session, note); !done) return done;
  for (const auto& contact : ready.contacts)
    if (auto done = crm::writes::insert_imported(session, ready.customer.id, contact); !done) return done;
  return {};
}

EnginePort::Work work_of(std::shared_ptr<const std::vector<Ready>> chunk, std::int64_t highest_number) {
  return [chunk = std::move(chunk), highest_number](store::Session& session) -> Result<std::vector<RowChanged>> {
    std::vector<RowChanged> changes;
    for (const auto& ready : *chunk) {
      if (auto done = write(session, ready); !done) return done.error();
      RowChanged changed;
      changed.kind = RowKind::customer;
      changed.change = Change::created;
      changed.id = changed.owner = ready.customer.id.value;
      changes.push_back(std::move(changed));
    }
    if (auto done = cases::reserve_numbers(session, highest_number); !done) return done.error();
    return changes;
  };
}

}  // namespace

awaitable<Result<Loaded>> load(EnginePort& engine, store::Store& store, IdSource& ids, std::vector<Account> accounts,
                               WallTime now, std::uint64_t seed, std::size_t count) {
  Loaded loaded;
  auto there = co_await store.read("SELECT id FROM customers LIMIT 1");
  if (!there) co_return there.error();
  if (!there->empty()) co_return loaded;

  const auto people = crm::make_demo_customers(seed, now, count);
  Preparation preparation(ids, accounts);
  for (std::size_t at = 0; at < people.size(); at += in_one_transaction) {
    auto chunk = std::make_shared<std::vector<Ready>>();
    std::int64_t highest = 0;
    for (std::size_t i = at; i < std::min(people.size(), at + in_one_transaction); ++i) {
      auto ready = preparation.prepare(people[i]);
      if (!ready) co_return ready.error();
      for (const auto& one : ready->cases) highest = std::max(highest, one.number);
      loaded.customers += 1;
      loaded.orders += static_cast<int>(ready->orders.size());
      loaded.cases += static_cast<int>(ready->cases.size());
      loaded.contacts += static_cast<int>(ready->contacts.size());
      chunk->push_back(std::move(*ready));
    }
    auto work = work_of(std::move(chunk), highest);
    auto committed = co_await engine.write(std::move(work));
    if (!committed) co_return committed.error();
  }
  log::info("demo.loaded customers={} orders={} cases={} contacts={}", loaded.customers, loaded.orders, loaded.cases,
            loaded.contacts);
  co_return loaded;
}

}  // namespace tandem::demo
