// Idempotency-Key: the answer to a POST is kept for a day, so that a client that lost it gets the same one again. A key
// used for another request is refused, and so is one whose first request still runs. Any HTTP thread.
#pragma once

#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "api/routes/call.hpp"

namespace tandem::api {

class Idempotency {
 public:
  Idempotency(EnginePort& engine, store::Store& store) : engine_(engine), store_(store) {}

  // An answer to give at once (the kept one, or a refusal); none: go on, and call finish() or give_up() later.
  awaitable<std::optional<Response>> begin(UserId user, std::string key, std::string digest);
  awaitable<void> finish(UserId user, std::string key, std::string digest, Response answer);
  void give_up(UserId user, const std::string& key);

 private:
  EnginePort& engine_;
  store::Store& store_;
  std::mutex mutex_;
  std::set<std::pair<UserId, std::string>> running_;
};

}  // namespace tandem::api
