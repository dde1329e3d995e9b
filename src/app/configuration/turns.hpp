// Lets coroutines through one at a time, in the order in which they came. Bounded: where too many wait already, the next
// one is refused. Outlives everybody who waits; thread-safe.
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

#include "base/await.hpp"

namespace tandem::configuration {

class Turns {
 public:
  // One's turn, until it is destroyed.
  class Turn {
   public:
    explicit Turn(Turns& turns) : turns_(&turns) {}
    Turn(Turn&& other) noexcept : turns_(std::exchange(other.turns_, nullptr)) {}
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (turns_) turns_->pass_on();
    }

   private:
    Turns* turns_;
  };

  explicit Turns(std::size_t most_waiting) : most_waiting_(most_waiting) {}

  // Nothing: too many wait.
  boost::asio::awaitable<std::optional<Turn>> take() {
    std::function<void(std::function<void(bool)>)> start = [this](std::function<void(bool)> done) { ask(std::move(done)); };
    const bool mine = co_await await_callback<bool>(std::move(start));
    std::optional<Turn> turn;
    if (mine) turn.emplace(*this);
    co_return turn;
  }

 private:
  void ask(std::function<void(bool)> done) {
    bool mine = false;
    {
      std::lock_guard lock(mutex_);
      if (taken_ && waiting_.size() < most_waiting_) return waiting_.push_back(std::move(done));
      mine = !taken_;
      taken_ = true;
    }
    done(mine);
  }
  void pass_on() {
    std::function<void(bool)> next;
    {
      std::lock_guard lock(mutex_);
      if (waiting_.empty()) {
        taken_ = false;
        return;
      }
      next = std::move(waiting_.front());
      waiting_.pop_front();
    }
    next(true);
  }

  const std::size_t most_waiting_;
  std::mutex mutex_;
  bool taken_ = false;
  std::deque<std::function<void(bool)>> waiting_;
};

}  // namespace tandem::configuration
