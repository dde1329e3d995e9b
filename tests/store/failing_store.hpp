// A store between the test and the real one, whose commits can be made to fail (before or after they happened), to
// wait, and to be counted. Any thread may set it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "ports/store.hpp"

namespace tandem::testing_places {

struct Trouble {
  enum class Commit { works, fails, happens_but_fails };

  void set(Commit how) {
    {
      std::lock_guard lock(mutex);
      commit = how;
    }
    changed.notify_all();
  }
  void hold(bool on) {
    {
      std::lock_guard lock(mutex);
      held = on;
    }
    changed.notify_all();
  }
  void wait_for_failures(int count) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return failures >= count; });
  }
  void wait_until_someone_is_held() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return waiting > 0; });
  }

  std::mutex mutex;
  std::condition_variable changed;
  Commit commit = Commit::works;
  bool held = false;
  int failures = 0, waiting = 0;
  std::atomic<int> commits{0};
};

class FailingSession final : public store::Session {
 public:
  FailingSession(std::unique_ptr<store::Session> inner, Trouble& trouble)
      : inner_(std::move(inner)), trouble_(trouble) {}

  Result<store::Rows> run(std::string_view sql, const std::vector<store::Value>& params) override {
    return inner_->run(sql, params);
  }
  Result<void> begin() override { return inner_->begin(); }
  Result<void> commit() override {
    std::unique_lock lock(trouble_.mutex);
    ++trouble_.waiting;
    trouble_.changed.notify_all();
    trouble_.changed.wait(lock, [&] { return !trouble_.held; });
    --trouble_.waiting;
    const auto how = trouble_.commit;
    lock.unlock();
    if (how != Trouble::Commit::fails) {
      if (auto done = inner_->commit(); !done) return done;
      ++trouble_.commits;
    }
    if (how == Trouble::Commit::works) return {};
    lock.lock();
    ++trouble_.failures;
    trouble_.changed.notify_all();
    return fail(make_error_code(store::errc::unavailable), "the test has filled the disk");
  }
  Result<void> rollback() override { return inner_->rollback(); }
  Result<void> savepoint(std::string_view name) override { return inner_->savepoint(name); }
  Result<void> release(std::string_view name) override { return inner_->release(name); }
  Result<void> rollback_to(std::string_view name) override { return inner_->rollback_to(name); }

 private:
  std::unique_ptr<store::Session> inner_;
  Trouble& trouble_;
};

class FailingStore final : public store::Store {
 public:
  explicit FailingStore(std::unique_ptr<store::Store> inner) : inner_(std::move(inner)) {}

  Result<void> migrate() override { return inner_->migrate(); }
  Result<std::unique_ptr<store::Session>> open_session() override {
    auto session = inner_->open_session();
    if (!session) return session.error();
    return std::unique_ptr<store::Session>(new FailingSession(std::move(*session), trouble));
  }
  boost::asio::awaitable<Result<store::Rows>> read(std::string sql, std::vector<store::Value> params) override {
    return inner_->read(std::move(sql), std::move(params));
  }
  std::string describe() const override { return inner_->describe(); }

  Trouble trouble;

 private:
  std::unique_ptr<store::Store> inner_;
};

}  // namespace tandem::testing_places
