#include "net/blocking.hpp"

#include <fmt/format.h>

namespace tandem::net {

BlockingPool::BlockingPool(std::string name, unsigned threads, std::size_t max_waiting)
    : name_(std::move(name)), limit_(threads + max_waiting), threads_(threads) {}

BlockingPool::~BlockingPool() { threads_.join(); }

bool BlockingPool::submit(std::function<void()> work) {
  if (pending_.fetch_add(1, std::memory_order_relaxed) >= limit_) {
    pending_.fetch_sub(1, std::memory_order_relaxed);
    return false;
  }
  boost::asio::post(threads_, [this, work = std::move(work)]() mutable {
    work();
    work = nullptr;  // what it holds is released before the place in the queue is
    pending_.fetch_sub(1, std::memory_order_relaxed);
  });
  return true;
}

namespace detail {

Failure pool_is_busy(const BlockingPool& pool) {
  return fail(errc::busy,
              fmt::format("too much work is waiting for the {} threads: try again in a moment", pool.name()));
}

}  // namespace detail
}  // namespace tandem::net
