#include "crm/directory.hpp"

#include "crm/records/customer_writes.hpp"
#include "crm/records/identity.hpp"
#include "crm/records/known.hpp"

namespace tandem::crm {

using boost::asio::awaitable;

awaitable<Result<std::optional<KnownCustomer>>> CustomerDirectory::find(IdentityKind kind,
                                                                        std::vector<std::string> values) {
  static const std::string select = rows::select_known(rows::known_by_identity);
  std::optional<KnownCustomer> out;
  for (auto& value : values) {
    std::vector<store::Value> params{static_cast<std::int64_t>(kind), std::move(value)};
    auto found = co_await store_.read(select, std::move(params));
    if (!found) co_return found.error();
    out = rows::known(*found);
    if (out) break;
  }
  co_return out;
}

awaitable<Result<std::optional<KnownCustomer>>> CustomerDirectory::find_by_phone(std::string e164) {
  std::string region;
  engine_.view([&](const State& state, std::int64_t) { region = state.configuration->default_region; });
  auto candidates = phone_candidates(e164, region);
  co_return co_await find(IdentityKind::phone, std::move(candidates));
}

awaitable<Result<std::optional<KnownCustomer>>> CustomerDirectory::find_by_visitor(std::string visitor) {
  std::vector<std::string> values{std::move(visitor)};
  co_return co_await find(IdentityKind::visitor, std::move(values));
}

awaitable<Result<std::optional<KnownCustomer>>> CustomerDirectory::find_by_external_id(std::string id) {
  std::vector<std::string> values{std::move(id)};
  co_return co_await find(IdentityKind::external, std::move(values));
}

awaitable<Result<void>> CustomerDirectory::link_visitor(CustomerId customer, std::string visitor) {
  NewIdentity identity{IdentityKind::visitor, std::move(visitor), true, "widget"};
  auto prepared = writes::ready({std::move(identity)}, "ZZ", ids_);
  if (!prepared) co_return prepared.error();
  const auto one = prepared->front();
  EnginePort::Work work = [=](store::Session& session) -> Result<std::vector<RowChanged>> {
    std::vector<RowChanged> changes;
    const auto changed = [&](Change change, std::int64_t id, CustomerId owner) {
      RowChanged row;
      row.kind = RowKind::identity;
      row.change = change;
      row.id = id;
      row.owner = owner.value;
      changes.push_back(std::move(row));
    };
    auto there = session.run("SELECT id FROM customers WHERE id = $1", {customer});
    if (!there) return there.error();
    if (there->empty()) return fail(make_error_code(errc::unknown), "there is no such customer");
    auto holder =
        session.run("SELECT id, customer FROM identities WHERE kind = $1 AND value = $2 AND removed_at IS NULL",
                    {static_cast<std::int64_t>(IdentityKind::visitor), one.value});
    if (!holder) return holder.error();
    const auto now = WallTime::now();
    for (const auto& row : *holder) {
      if (row[1].id<CustomerId>() == customer) return changes;
      auto gone = session.run("UPDATE identities SET removed_at = $2 WHERE id = $1", {row[0], now});
      if (!gone) return gone.error();
      changed(Change::removed, row[0].integer(), row[1].id<CustomerId>());
    }
    if (auto made = writes::insert(session, customer, one, now); !made) return made.error();
    changed(Change::created, one.id.value, customer);
    return changes;
  };
  auto committed = co_await engine_.write(std::move(work));
  if (!committed) co_return committed.error();
  co_return Result<void>();
}

}  // namespace tandem::crm
