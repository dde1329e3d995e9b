// What all connections of one HttpServer share, and what those of one thread share. Owned by HttpServer::Impl; outlives
// every connection.
#pragma once

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_set>

#include "net/blocking.hpp"
#include "net/http/server.hpp"

namespace tandem::net {

class Connection;

struct ServerCore {
  ServerCore(ServerOptions o, Router r);

  const ServerOptions options;
  const Router router;
  BlockingPool files{"file", 1, 1024};  // reads slices of recordings

  std::atomic<bool> stopping{false};
  std::atomic<std::uint64_t> accepted{0};
  std::atomic<std::uint64_t> refused{0};
  std::atomic<std::uint64_t> requests{0};
  std::atomic<std::uint64_t> timed_out{0};
  std::atomic<std::uint64_t> slow_readers{0};

  // The number of open connections; stop() waits for zero.
  bool try_open();  // false: max_connections are open
  void closed();
  bool wait_all_closed(std::chrono::milliseconds at_most);
  std::size_t open() const { return open_.load(std::memory_order_relaxed); }

  std::string next_request_id();

 private:
  std::atomic<std::size_t> open_{0};
  std::atomic<std::uint64_t> next_request_{1};
  std::string run_;  // makes request ids differ between runs
  std::mutex mutex_;
  std::condition_variable none_open_;
};

struct Worker {
  std::unordered_set<Connection*> connections;  // touched on the thread only; outlives what `io` still holds
  boost::asio::io_context io{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{io.get_executor()};
  std::thread thread;
};

}  // namespace tandem::net
