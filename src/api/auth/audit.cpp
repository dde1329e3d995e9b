#include "api/auth/audit.hpp"

namespace tandem::api {

using boost::asio::awaitable;

Result<void> insert_audit(store::Session& session, IdSource& ids, const AuditEntry& entry) {
  const store::Value resource_id = entry.resource_id ? store::Value(entry.resource_id) : store::Value();
  auto done = session.run(
      "INSERT INTO audit (id, at, actor, action, resource, resource_id, detail, address) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      {ids.next_value(), entry.at ? entry.at : WallTime::now(), entry.actor, entry.action, entry.resource, resource_id,
       entry.detail, entry.address});
  if (!done) return done.error();
  return {};
}

awaitable<Result<void>> Audit::note(AuditEntry entry) {
  entry.at = WallTime::now();
  EnginePort::Work work = [this, entry = std::move(entry)](store::Session& session) -> Result<std::vector<RowChanged>> {
    if (auto done = insert_audit(session, ids_, entry); !done) return done.error();
    return std::vector<RowChanged>{};
  };
  auto written = co_await engine_.write(std::move(work));
  if (!written) co_return written.error();
  co_return Result<void>();
}

awaitable<Result<Page<AuditEntry>>> Audit::list(Cursor after, int limit) {
  std::vector<store::Value> params{after.at, after.id, limit + 1};
  auto rows = co_await store_.read(
      "SELECT id, at, actor, action, resource, resource_id, detail, address FROM audit WHERE at < $1 OR (at = $1 AND id < $2) "
      "ORDER BY at DESC, id DESC LIMIT $3",
      std::move(params));
  if (!rows) co_return rows.error();
  Page<AuditEntry> page;
  for (const auto& row : *rows) {
    if (page.items.size() == static_cast<std::size_t>(limit)) {
      Cursor next;
      next.at = page.items.back().at.ms;
      next.id = page.items.back().id;
      page.next_cursor = next.text();
      break;
    }
    AuditEntry entry;
    entry.id = row[0].integer();
    entry.at = row[1].time();
    entry.actor = row[2].id<UserId>();
    entry.action = row[3].text();
    entry.resource = row[4].text();
    entry.resource_id = row[5].integer();
    entry.detail = row[6].text();
    entry.address = row[7].text();
    page.items.push_back(std::move(entry));
  }
  co_return page;
}

}  // namespace tandem::api
