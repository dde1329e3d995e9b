// From callbacks to coroutines: await_callback<T>(start) calls start(done) and suspends until `done(T)` was called,
// once, on whatever thread. The coroutine resumes on its own executor, which is kept from running out of work
// meanwhile.
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <memory>
#include <utility>

namespace tandem {

template <class T>
boost::asio::awaitable<T> await_callback(std::function<void(std::function<void(T)>)> start) {
  namespace asio = boost::asio;
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  auto initiate = [executor, start = std::move(start)](auto handler) {
    // std::function wants copies, the handler allows none.
    auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
    auto guard = std::make_shared<asio::executor_work_guard<asio::any_io_executor>>(executor);
    start([executor, waiting, guard](T value) {
      asio::post(executor, [waiting, value = std::move(value)]() mutable { std::move (*waiting)(std::move(value)); });
      guard->reset();
    });
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(T)>(std::move(initiate),
                                                                                   asio::use_awaitable);
}

}  // namespace tandem
