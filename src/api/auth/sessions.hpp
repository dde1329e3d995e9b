// Who is signed in. A token is 256 random bits that only the client has; memory and rows keep its SHA-256. A session
// ends `ttl_ms` after its last use, or when it is revoked. Checking is from memory, since every request does it; the
// rows follow at most a minute later. Owned by the API; thread-safe.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/id_source.hpp"
#include "ports/engine.hpp"

namespace tandem::api {

using SessionId = Id<struct SessionTag>;

struct SessionInfo {
  SessionId id;
  UserId user;
  WallTime created, used, expires;
  std::string address, client;  // where it began, and the User-Agent
};

class Sessions {
 public:
  static constexpr std::size_t most_per_user = 30;  // one more ends the one that was used longest ago

  Sessions(EnginePort& engine, store::Store& store, IdSource& ids, std::int64_t ttl_ms)
      : engine_(engine), store_(store), ids_(ids), ttl_ms_(ttl_ms) {}

  Result<void> load();  // blocking, before anybody asks

  struct Created {
    std::string token;
    SessionInfo session;
  };
  boost::asio::awaitable<Result<Created>> create(UserId user, std::string address, std::string client);
  // The session of this token, if it is alive; its end moves on.
  std::optional<SessionInfo> use(std::string_view token);
  bool alive(SessionId id) const;
  std::vector<SessionInfo> list(UserId user) const;  // newest first
  std::optional<SessionInfo> find(SessionId id) const;
  boost::asio::awaitable<Result<void>> revoke(SessionId id, UserId by);
  void forget_user(UserId user);  // the rows are gone already

  // Writes what was used since the last time, and drops what has expired.
  boost::asio::awaitable<Result<void>> flush();
  void on_ended(std::function<void(SessionId)> listener) { ended_ = std::move(listener); }

 private:
  struct Known {
    SessionInfo info;
    WallTime written;  // `used` as the row has it
  };
  void drop(SessionId id);
  std::vector<SessionId> too_many(UserId user) const;

  EnginePort& engine_;
  store::Store& store_;
  IdSource& ids_;
  const std::int64_t ttl_ms_;
  std::function<void(SessionId)> ended_;
  mutable std::mutex mutex_;
  std::map<std::string, SessionId, std::less<>> by_token_;  // SHA-256
  std::map<SessionId, std::pair<std::string, Known>> sessions_;
};

}  // namespace tandem::api
