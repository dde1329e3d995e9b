#include "api/auth/sessions.hpp"

#include <algorithm>

#include "api/auth/digest.hpp"

namespace tandem::api {

using boost::asio::awaitable;
using store::Blob;

namespace {

RowChanged session_row(SessionId id, Change change, UserId user, UserId by) {
  RowChanged row;
  row.kind = RowKind::session;
  row.change = change;
  row.id = id.value;
  row.owner = user.value;
  row.by = by;
  return row;
}

}  // namespace

Result<void> Sessions::load() {
  auto session = store_.open_session();
  if (!session) return session.error();
  auto rows = (*session)->run(
      "SELECT id, user_id, token, created_at, used_at, expires_at, address, client FROM sessions WHERE expires_at > $1",
      {WallTime::now()});
  if (!rows) return rows.error();
  std::lock_guard lock(mutex_);
  for (const auto& row : *rows) {
    Known known;
    known.info.id = row[0].id<SessionId>();
    known.info.user = row[1].id<UserId>();
    known.info.created = row[3].time();
    known.info.used = known.written = row[4].time();
    known.info.expires = row[5].time();
    known.info.address = row[6].text();
    known.info.client = row[7].text();
    by_token_.emplace(row[2].text(), known.info.id);
    sessions_.emplace(known.info.id, std::pair(row[2].text(), std::move(known)));
  }
  return {};
}

std::vector<SessionId> Sessions::too_many(UserId user) const {
  std::vector<std::pair<WallTime, SessionId>> mine;
  for (const auto& [id, entry] : sessions_)
    if (entry.second.info.user == user) mine.emplace_back(entry.second.info.used, id);
  std::sort(mine.begin(), mine.end());
  std::vector<SessionId> out;
  for (std::size_t i = 0; i + most_per_user <= mine.size(); ++i) out.push_back(mine[i].second);
  return out;
}

awaitable<Result<Sessions::Created>> Sessions::create(UserId user, std::string address, std::string client) {
  Created created;
  created.token = random_hex(32);
  const auto digest = sha256(created.token);
  auto& info = created.session;
  info.id = ids_.next<SessionId>();
  info.user = user;
  info.created = info.used = WallTime::now();
  info.expires = info.used.plus_ms(ttl_ms_);
  info.address = std::move(address);
  info.client = client.substr(0, 200);
  std::vector<SessionId> surplus;
  {
    std::lock_guard lock(mutex_);
    surplus = too_many(user);
  }
  EnginePort::Work work = [info, digest, surplus](store::Session& session) -> Result<std::vector<RowChanged>> {
    for (const auto id : surplus)
      if (auto gone = session.run("DELETE FROM sessions WHERE id = $1", {id}); !gone) return gone.error();
    auto made = session.run(
        "INSERT INTO sessions (id, user_id, token, created_at, used_at, expires_at, address, client) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        {info.id, info.user, Blob{digest}, info.created, info.used, info.expires, info.address, info.client});
    if (!made) return made.error();
    return std::vector{session_row(info.id, Change::created, info.user, info.user)};
  };
  auto written = co_await engine_.write(std::move(work));
  if (!written) co_return written.error();
  for (const auto id : surplus) drop(id);
  std::lock_guard lock(mutex_);
  by_token_.emplace(digest, info.id);
  Known known;
  known.info = info;
  known.written = info.used;
  sessions_.emplace(info.id, std::pair(digest, std::move(known)));
  co_return created;
}

std::optional<SessionInfo> Sessions::use(std::string_view token) {
  if (token.empty() || token.size() > 128) return std::nullopt;
  const auto digest = sha256(token);
  const auto now = WallTime::now();
  std::lock_guard lock(mutex_);
  const auto at = by_token_.find(digest);
  if (at == by_token_.end()) return std::nullopt;
  auto& info = sessions_.at(at->second).second.info;
  if (info.expires <= now) return std::nullopt;
  info.used = now;
  info.expires = now.plus_ms(ttl_ms_);
  return info;
}

bool Sessions::alive(SessionId id) const {
  std::lock_guard lock(mutex_);
  const auto at = sessions_.find(id);
  return at != sessions_.end() && at->second.second.info.expires > WallTime::now();
}

std::optional<SessionInfo> Sessions::find(SessionId id) const {
  std::lock_guard lock(mutex_);
  const auto at = sessions_.find(id);
  return at == sessions_.end() ? std::nullopt : std::optional(at->second.second.info);
}

std::vector<SessionInfo> Sessions::list(UserId user) const {
  std::vector<SessionInfo> out;
  const auto now = WallTime::now();
  std::lock_guard lock(mutex_);
  for (const auto& [id, entry] : sessions_)
    if (entry.second.info.user == user && entry.second.info.expires > now) out.push_back(entry.second.info);
  std::reverse(out.begin(), out.end());
  return out;
}

awaitable<Result<void>> Sessions::revoke(SessionId id, UserId by) {
  const auto known = find(id);
  if (!known) co_return Result<void>();
  EnginePort::Work work = [id, by, user = known->user](store::Session& session) -> Result<std::vector<RowChanged>> {
    if (auto gone = session.run("DELETE FROM sessions WHERE id = $1", {id}); !gone) return gone.error();
    return std::vector{session_row(id, Change::removed, user, by)};
  };
  auto written = co_await engine_.write(std::move(work));
  if (!written) co_return written.error();
  drop(id);
  co_return Result<void>();
}

void Sessions::forget_user(UserId user) {
  for (const auto& session : list(user)) drop(session.id);
}

void Sessions::drop(SessionId id) {
  {
    std::lock_guard lock(mutex_);
    const auto at = sessions_.find(id);
    if (at == sessions_.end()) return;
    by_token_.erase(at->second.first);
    sessions_.erase(at);
  }
  if (ended_) ended_(id);
}

awaitable<Result<void>> Sessions::flush() {
  std::vector<SessionInfo> used;
  std::vector<SessionId> expired;
  const auto now = WallTime::now();
  {
    std::lock_guard lock(mutex_);
    for (auto& [id, entry] : sessions_) {
      auto& known = entry.second;
      if (known.info.expires <= now) expired.push_back(id);
      else if (known.info.used.since_ms(known.written) > 60'000 && used.size() < 100) used.push_back(known.info);
    }
  }
  for (const auto id : expired) drop(id);
  if (used.empty() && expired.empty()) co_return Result<void>();
  EnginePort::Work work = [used, expired](store::Session& session) -> Result<std::vector<RowChanged>> {
    for (const auto& info : used)
      if (auto done = session.run("UPDATE sessions SET used_at = $2, expires_at = $3 WHERE id = $1",
                                  {info.id, info.used, info.expires});
          !done)
        return done.error();
    for (const auto id : expired)
      if (auto done = session.run("DELETE FROM sessions WHERE id = $1", {id}); !done) return done.error();
    return std::vector<RowChanged>{};
  };
  auto written = co_await engine_.write(std::move(work));
  if (!written) co_return written.error();
  std::lock_guard lock(mutex_);
  for (const auto& info : used)
    if (const auto at = sessions_.find(info.id); at != sessions_.end()) at->second.second.written = info.used;
  co_return Result<void>();
}

}  // namespace tandem::api
