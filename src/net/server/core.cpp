#include "net/server/core.hpp"

#include <fmt/format.h>

#include <random>

namespace tandem::net {

ServerCore::ServerCore(ServerOptions o, Router r) : options(std::move(o)), router(std::move(r)) {
  std::random_device seed;
  run_ = fmt::format("{:08x}", seed());
}

bool ServerCore::try_open() {
  if (open_.fetch_add(1) < options.max_connections) {
    accepted.fetch_add(1, std::memory_order_relaxed);
    return true;
  }
  closed();
  refused.fetch_add(1, std::memory_order_relaxed);
  return false;
}

void ServerCore::closed() {
  if (open_.fetch_sub(1) != 1) return;
  std::lock_guard lock(mutex_);
  none_open_.notify_all();
}

bool ServerCore::wait_all_closed(std::chrono::milliseconds at_most) {
  std::unique_lock lock(mutex_);
  return none_open_.wait_for(lock, at_most, [this] { return open_.load() == 0; });
}

std::string ServerCore::next_request_id() {
  return fmt::format("{}-{:x}", run_, next_request_.fetch_add(1, std::memory_order_relaxed));
}

}  // namespace tandem::net
