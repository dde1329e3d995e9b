// A time limit that moves often and fires rarely: setting it is an assignment, and the one timer behind it is armed
// again only when the limit comes earlier than it is armed for. Lives on its connection's executor.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <functional>
#include <memory>

namespace tandem::net {

class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  // `on_expiry` runs on the executor, once per limit that passed, never after destruction.
  Deadline(boost::asio::any_io_executor executor, std::function<void()> on_expiry);
  ~Deadline();
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  void after(std::chrono::milliseconds wait);
  void clear();
  bool expired() const;  // since the last after() or clear()

 private:
  struct State;
  static void arm(const std::shared_ptr<State>& state);
  std::shared_ptr<State> state_;
};

}  // namespace tandem::net
