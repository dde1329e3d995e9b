// Who did what to whom: sign-ins, refused sign-ins, states set by others, changes of users, recordings listened to.
// Rows, written with the change they tell of where there is one. Any coroutine.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>

#include "base/id_source.hpp"
#include "ports/engine.hpp"
#include "ports/page.hpp"

namespace tandem::api {

struct AuditEntry {
  std::int64_t id = 0;
  WallTime at;
  UserId actor;  // none: nobody signed in, or the command line
  std::string action;
  std::string resource;
  std::int64_t resource_id = 0;  // 0: none
  std::string detail;            // JSON, or empty
  std::string address;           // where the request came from; empty: from inside
};

// Inside a transaction.
Result<void> insert_audit(store::Session& session, IdSource& ids, const AuditEntry& entry);

class Audit {
 public:
  Audit(EnginePort& engine, store::Store& store, IdSource& ids) : engine_(engine), store_(store), ids_(ids) {}

  boost::asio::awaitable<Result<void>> note(AuditEntry entry);
  boost::asio::awaitable<Result<Page<AuditEntry>>> list(Cursor after, int limit);

 private:
  EnginePort& engine_;
  store::Store& store_;
  IdSource& ids_;
};

}  // namespace tandem::api
