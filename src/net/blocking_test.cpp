#include "net/blocking.hpp"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <stdexcept>
#include <thread>

namespace tandem::net {
namespace {

namespace asio = boost::asio;

template <class T>
T run(asio::awaitable<T> work) {
  asio::io_context io;
  auto future = asio::co_spawn(io, std::move(work), asio::use_future);
  io.run();
  return future.get();
}

asio::awaitable<bool> there_and_back(BlockingPool& pool) {
  const auto here = std::this_thread::get_id();
  auto work = [] { return std::this_thread::get_id(); };
  Result<std::thread::id> there = co_await run_blocking(pool, work);
  co_return there&&* there != here&& std::this_thread::get_id() == here;
}

TEST(BlockingPool, resumes_on_the_callers_executor) {
  BlockingPool pool("test", 1, 4);
  EXPECT_TRUE(run(there_and_back(pool)));
}

asio::awaitable<Result<int>> one(BlockingPool& pool) {
  auto work = [] { return Result<int>(fail(errc::refused, "no")); };
  co_return co_await run_blocking(pool, work);
}

TEST(BlockingPool, a_result_is_not_wrapped_twice) {
  BlockingPool pool("test", 1, 4);
  EXPECT_EQ(run(one(pool)).error().detail, "no");
}

asio::awaitable<void> throwing(BlockingPool& pool) {
  auto work = [] { throw std::runtime_error("bug"); };
  co_await run_blocking(pool, work);
}

TEST(BlockingPool, what_is_thrown_reaches_the_caller) {
  BlockingPool pool("test", 1, 4);
  EXPECT_THROW(run(throwing(pool)), std::runtime_error);
}

TEST(BlockingPool, a_full_queue_refuses) {
  BlockingPool pool("test", 1, 1);
  std::promise<void> go;
  auto gate = go.get_future().share();
  EXPECT_TRUE(pool.submit([gate] { gate.wait(); }));
  EXPECT_TRUE(pool.submit([] {}));
  EXPECT_FALSE(pool.submit([] {}));
  EXPECT_EQ(run(one(pool)).error().code, make_error_code(errc::busy));
  go.set_value();
}

}  // namespace
}  // namespace tandem::net
