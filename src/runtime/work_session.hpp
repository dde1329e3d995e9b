// What a service's transaction gets: the writer's session without the transaction itself, which belongs to the journal.
// Lives for one call, on the writer's thread.
#pragma once

#include "ports/store.hpp"

namespace tandem {

class WorkSession final : public store::Session {
 public:
  explicit WorkSession(store::Session& inner) : inner_(inner) {}

  Result<store::Rows> run(std::string_view sql, const std::vector<store::Value>& params) override {
    return inner_.run(sql, params);
  }
  Result<void> begin() override { return not_yours(); }
  Result<void> commit() override { return not_yours(); }
  Result<void> rollback() override { return not_yours(); }
  Result<void> savepoint(std::string_view name) override { return inner_.savepoint(name); }
  Result<void> release(std::string_view name) override { return inner_.release(name); }
  Result<void> rollback_to(std::string_view name) override { return inner_.rollback_to(name); }

 private:
  static Failure not_yours() {
    return fail(make_error_code(store::errc::bad_statement), "a service's work is inside the journal's transaction");
  }
  store::Session& inner_;
};

}  // namespace tandem
