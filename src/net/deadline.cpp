#include "net/deadline.hpp"

#include <boost/asio/steady_timer.hpp>

namespace tandem::net {

struct Deadline::State {
  explicit State(boost::asio::any_io_executor executor) : timer(std::move(executor)) {}
  boost::asio::steady_timer timer;
  std::function<void()> on_expiry;
  Clock::time_point due = Clock::time_point::max();
  Clock::time_point armed = Clock::time_point::max();
  bool expired = false;
};

Deadline::Deadline(boost::asio::any_io_executor executor, std::function<void()> on_expiry)
    : state_(std::make_shared<State>(std::move(executor))) {
  state_->on_expiry = std::move(on_expiry);
}

Deadline::~Deadline() {
  state_->on_expiry = nullptr;
  state_->timer.cancel();
}

void Deadline::after(std::chrono::milliseconds wait) {
  state_->expired = false;
  state_->due = Clock::now() + wait;
  if (state_->due < state_->armed) arm(state_);
}

void Deadline::clear() {
  state_->expired = false;
  state_->due = Clock::time_point::max();
}

bool Deadline::expired() const { return state_->expired; }

void Deadline::arm(const std::shared_ptr<State>& state) {
  state->armed = state->due;
  state->timer.expires_at(state->armed);
  state->timer.async_wait([state](const boost::system::error_code& error) {
    if (error || !state->on_expiry) return;
    state->armed = Clock::time_point::max();
    if (state->due == Clock::time_point::max()) return;
    if (Clock::now() < state->due) {
      arm(state);
      return;
    }
    state->due = Clock::time_point::max();
    state->expired = true;
    auto on_expiry = state->on_expiry;  // it may destroy the Deadline
    on_expiry();
  });
}

}  // namespace tandem::net
