// Threads for work that blocks (password hashes, files, synchronous libraries), with a bounded queue. run_blocking
// suspends the calling coroutine and resumes it on its own executor. The pool must outlive what was submitted to it;
// its destructor waits for that.
#pragma once

#include <atomic>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "net/error.hpp"

namespace tandem::net {

class BlockingPool {
 public:
  // At most `max_waiting` pieces of work wait for a thread; one more is refused with `busy`.
  BlockingPool(std::string name, unsigned threads, std::size_t max_waiting);
  ~BlockingPool();
  BlockingPool(const BlockingPool&) = delete;
  BlockingPool& operator=(const BlockingPool&) = delete;

  bool submit(std::function<void()> work);  // false: refused. Any thread.
  std::size_t waiting_or_running() const { return pending_.load(std::memory_order_relaxed); }
  const std::string& name() const { return name_; }

 private:
  const std::string name_;
  const std::size_t limit_;
  std::atomic<std::size_t> pending_{0};
  boost::asio::thread_pool threads_;
};

namespace detail {
template <class T>
struct as_result {
  using type = Result<T>;
};
template <class T>
struct as_result<Result<T>> {
  using type = Result<T>;
};

Failure pool_is_busy(const BlockingPool& pool);
}  // namespace detail

// `fn` returns T, Result<T> or void; the answer is Result<T>, with `busy` (503) when the queue is full. What `fn`
// throws is thrown to the caller.
template <class Fn>
boost::asio::awaitable<typename detail::as_result<std::invoke_result_t<Fn&>>::type> run_blocking(BlockingPool& pool,
                                                                                                 Fn fn) {
  using Answer = typename detail::as_result<std::invoke_result_t<Fn&>>::type;
  struct State {
    explicit State(Fn f) : fn(std::move(f)) {}
    Fn fn;
    std::optional<Answer> answer;
    std::exception_ptr thrown;
  };
  auto state = std::make_shared<State>(std::move(fn));
  auto initiate = [&pool, state](auto handler) {
    auto executor = boost::asio::get_associated_executor(handler);
    auto shared = std::make_shared<decltype(handler)>(std::move(handler));
    auto resume = [shared, executor] { boost::asio::post(executor, std::move(*shared)); };
    // The guard keeps the caller's io_context running while the work is elsewhere.
    auto work = [state, resume, guard = boost::asio::make_work_guard(executor)] {
      try {
        if constexpr (std::is_void_v<std::invoke_result_t<Fn&>>) {
          state->fn();
          state->answer.emplace();
        } else {
          state->answer.emplace(state->fn());
        }
      } catch (...) {
        state->thrown = std::current_exception();
      }
      resume();
    };
    if (!pool.submit(std::move(work))) {
      state->answer.emplace(detail::pool_is_busy(pool));
      resume();
    }
  };
  co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void()>(std::move(initiate),
                                                                                      boost::asio::use_awaitable);
  if (state->thrown) std::rethrow_exception(state->thrown);
  co_return std::move(*state->answer);
}

}  // namespace tandem::net
