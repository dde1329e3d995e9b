#include "app/demo/load.hpp"

#include <map>

#include "cases/cases.hpp"
#include "crm/demo_data.hpp"
#include "crm/records/customer_writes.hpp"

namespace tandem::demo {
namespace {

constexpr std::uint64_t seed = 2026;
constexpr std::size_t customers_per_transaction = 8;

struct Names {
  std::map<std::string, UserId> ids;
  std::map<std::string, std::string> names;
  UserId id(const std::string& login) const {
    const auto at = ids.find(login);
    return at == ids.end() ? UserId{} : at->second;
  }
};

Names names_of(const app::Foundation& base) {
  Names names;
  for (const auto& account : base.accounts->all()) {
    names.ids[account.login] = account.id;
    names.names[account.login] = account.name;
  }
  return names;
}

crm::NewCustomer fields_of(const crm::DemoCustomer& customer) {
  crm::NewCustomer fields;
  fields.name = customer.name;
  fields.tier = customer.tier;
  fields.language = customer.language;
  fields.company = customer.company;
  fields.address = customer.address;
  fields.identities = {{crm::IdentityKind::phone, customer.phone, true, "import"},
                       {crm::IdentityKind::email, customer.email, false, "import"},
                       {crm::IdentityKind::external, customer.external_id, true, "import"}};
  return fields;
}

crm::Order order_of(const crm::DemoOrder& demo, CustomerId customer, IdSource& ids) {
  crm::Order order;
  order.id = ids.next<OrderId>();
  order.customer = customer;
  order.number = demo.number;
  order.status = demo.status;
  order.ordered = demo.ordered_at;
  order.amount_minor = demo.amount_minor;
  order.currency = demo.currency;
  for (const auto& item : demo.items) order.items.push_back({{item.name.zh, item.name.en}, item.quantity});
  order.tracking = demo.tracking;
  order.summary = {demo.summary.zh, demo.summary.en};
  return order;
}

// One customer with all that is theirs, within a transaction.
class CustomerImport {
 public:
  CustomerImport(store::Session& session, IdSource& ids, const Names& names) : session_(session), ids_(ids), names_(names) {}

  Result<RowChanged> run(const crm::DemoCustomer& demo, const crm::writes::ReadyCustomer& ready) {
    customer_ = ready.id;
    if (auto done = crm::writes::insert(session_, ready, demo.created_at); !done) return done.error();
    for (const auto& order : demo.orders)
      if (auto done = crm::writes::insert(session_, order_of(order, customer_, ids_)); !done) return done.error();
    for (const auto& one : demo.cases)
      if (auto done = insert_case(one); !done) return done.error();
    for (const auto& note : demo.notes)
      if (auto done = insert_note(note, {}); !done) return done.error();
    for (const auto& contact : demo.conversations)
      if (auto done = insert_contact(contact); !done) return done.error();
    RowChanged changed;
    changed.kind = RowKind::customer;
    changed.change = Change::created;
    changed.id = changed.owner = customer_.value;
    return changed;
  }

 private:
  Result<void> insert_case(const crm::DemoCase& demo) {
    cases::NewCase fields;
    fields.customer = customer_;
    fields.subject = demo.subject;
    fields.type = demo.type;
    fields.priority = demo.priority;
    fields.status = demo.status;
    fields.description = demo.description;
    fields.order_number = demo.order;
    fields.owner = names_.id(demo.owner);
    const auto id = ids_.next<CaseId>();
    cases_[demo.number] = id;
    auto inserted = cases::insert(session_, id, fields, demo.number, demo.opened_at, demo.updated_at);
    if (!inserted) return inserted.error();
    for (const auto& note : demo.notes)
      if (auto done = insert_note(note, id); !done) return done.error();
    return {};
  }

  Result<void> insert_note(const crm::DemoNote& demo, CaseId about) {
    crm::Note note;
    note.id = ids_.next<crm::NoteId>();
    note.customer = customer_;
    note.case_id = about;
    note.author = names_.id(demo.author);
    note.text = demo.text;
    note.at = demo.at;
    return crm::writes::insert(session_, note);
  }

  Result<void> insert_contact(const crm::DemoConversation& demo) {
    const auto agent = names_.names.find(demo.agent);
    const auto about = cases_.find(demo.case_number);
    const auto channel = demo.channel == "voice" ? Channel::voice : Channel::webchat;
    const auto by = demo.ended_by == "agent" ? EndedBy::agent : EndedBy::customer;
    auto done = session_.run(
        "INSERT INTO imported_contacts (id, customer, channel, at, agent_name, queue_name, outcome, wait_ms, talk_ms, "
        "ended_by, disposition, note, case_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        {ids_.next_value(), customer_, static_cast<int>(channel), demo.started_at,
         agent == names_.names.end() ? std::string() : agent->second, demo.queue, demo.outcome, demo.wait_ms, demo.talk_ms,
         static_cast<int>(by), demo.disposition, demo.note, about == cases_.end() ? CaseId{} : about->second});
    if (!done) return done.error();
    return {};
  }

  store::Session& session_;
  IdSource& ids_;
  const Names& names_;
  CustomerId customer_;
  std::map<std::int64_t, CaseId> cases_;
};

std::int64_t highest_case(const std::vector<crm::DemoCustomer>& customers) {
  std::int64_t highest = 0;
  for (const auto& customer : customers)
    for (const auto& one : customer.cases) highest = std::max(highest, one.number);
  return highest;
}

}  // namespace

boost::asio::awaitable<Result<void>> load(app::Foundation& base) {
  const auto names = names_of(base);
  const auto customers = crm::make_demo_customers(seed, WallTime::now());
  const auto highest = highest_case(customers);
  for (std::size_t first = 0; first < customers.size(); first += customers_per_transaction) {
    const auto last = std::min(customers.size(), first + customers_per_transaction);
    std::vector<crm::writes::ReadyCustomer> ready;
    for (std::size_t i = first; i < last; ++i) {
      auto one = crm::writes::ready(fields_of(customers[i]), "CN", "zh-CN", base.ids);
      if (!one) co_return one.error();
      ready.push_back(std::move(*one));
    }
    EnginePort::Work work = [&, first](store::Session& session) -> Result<std::vector<RowChanged>> {
      std::vector<RowChanged> changes;
      if (auto reserved = cases::reserve_numbers(session, highest); !reserved) return reserved.error();
      for (std::size_t i = 0; i < ready.size(); ++i) {
        auto changed = CustomerImport(session, base.ids, names).run(customers[first + i], ready[i]);
        if (!changed) return changed.error();
        changes.push_back(std::move(*changed));
      }
      return changes;
    };
    auto done = co_await base.driver->write(std::move(work));
    if (!done) co_return done.error();
  }
  co_return Result<void>{};
}

std::vector<std::string> well_known_external_ids() { return {"YF100001", "YF100002", "YF100003"}; }

}  // namespace tandem::demo
