// Committed records on their way from the journal's thread to the hub's. Bounded: when the hub cannot follow, the records
// are dropped and the hub begins anew from the engine's state; its desks connect again. Thread-safe.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <mutex>
#include <vector>

#include "ports/engine.hpp"

namespace tandem::api {

class Inbox {
 public:
  Inbox(boost::asio::io_context& io, std::size_t limit) : io_(io), limit_(limit), bell_(io) {}

  // The journal's thread.
  void put(const Committed& committed) {
    bool ring = false;
    {
      std::lock_guard lock(mutex_);
      ring = records_.empty();
      if (records_.size() < limit_) records_.push_back(committed);
      else overflowed_ = true;
    }
    if (ring) boost::asio::post(io_, [this] { bell_.cancel(); });
  }

  struct Taken {
    std::deque<Committed> records;
    bool overflowed = false;
  };
  // The hub's thread: waits until there is something, or until stop().
  boost::asio::awaitable<Taken> take() {
    while (true) {
      Taken taken = grab();
      if (!taken.records.empty() || taken.overflowed || stopped_) co_return taken;
      bell_.expires_at(std::chrono::steady_clock::time_point::max());
      boost::system::error_code rung;
      co_await bell_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, rung));
    }
  }
  void stop() {
    stopped_ = true;
    bell_.cancel();
  }

 private:
  Taken grab() {
    std::lock_guard lock(mutex_);
    Taken taken;
    taken.records.swap(records_);
    taken.overflowed = overflowed_;
    overflowed_ = false;
    return taken;
  }

  boost::asio::io_context& io_;
  const std::size_t limit_;
  std::mutex mutex_;
  std::deque<Committed> records_;
  bool overflowed_ = false;
  bool stopped_ = false;  // of the hub's thread
  boost::asio::steady_timer bell_;
};

}  // namespace tandem::api
