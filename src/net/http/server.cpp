#include "net/http/server.hpp"

#include <boost/asio/post.hpp>
#include <future>
#include <set>

#include "base/log.hpp"
#include "base/threads/thread_name.hpp"
#include "net/server/connection.hpp"
#include "net/server/core.hpp"
#include "net/server/listener.hpp"

namespace tandem::net {

namespace asio = boost::asio;

class HttpServer::Impl {
 public:
  Impl(ServerOptions options, Router router) : core(std::move(options), std::move(router)) {
    const unsigned threads = std::max(1U, core.options.threads);
    for (unsigned i = 0; i < threads; ++i) workers.push_back(std::make_unique<Worker>());
  }

  // For every connection, on its own thread. Returns when all have been told.
  void tell_connections(void (Connection::*what)()) {
    std::vector<std::future<void>> told;
    for (auto& worker : workers) {
      auto done = std::make_shared<std::promise<void>>();
      told.push_back(done->get_future());
      asio::post(worker->io, [&connections = worker->connections, what, done] {
        // A connection may go while it is told.
        const std::vector<Connection*> now(connections.begin(), connections.end());
        for (Connection* connection : now) {
          if (connections.contains(connection)) (connection->*what)();
        }
        done->set_value();
      });
    }
    for (auto& one : told) one.wait();
  }

  ServerCore core;
  std::vector<std::unique_ptr<Worker>> workers;
  std::vector<std::unique_ptr<Listener>> listeners;
  std::vector<std::uint16_t> ports;
  std::atomic<std::size_t> next{0};
  bool started = false;
  bool stopped = false;
};

HttpServer::HttpServer(ServerOptions options, Router router)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(router))) {}

HttpServer::~HttpServer() { stop(); }

Result<void> HttpServer::start() {
  Impl& impl = *impl_;
  for (const Listen& where : impl.core.options.listen) {
    Worker& home = *impl.workers[impl.listeners.size() % impl.workers.size()];
    auto listener = Listener::bind(impl.core, impl.workers, home, where);
    if (!listener) {
      impl.listeners.clear();
      impl.ports.clear();
      return listener.error();
    }
    impl.ports.push_back((*listener)->port());
    impl.listeners.push_back(std::move(*listener));
  }
  for (auto& listener : impl.listeners) listener->run();
  for (auto& worker : impl.workers) {
    worker->thread = std::thread([&io = worker->io] {
      name_thread("http");
      io.run();
    });
  }
  impl.started = true;
  return {};
}

void HttpServer::stop() {
  Impl& impl = *impl_;
  if (!impl.started || impl.stopped) return;
  impl.stopped = true;
  impl.core.stopping = true;
  for (std::size_t i = 0; i < impl.listeners.size(); ++i) {
    asio::post(impl.workers[i % impl.workers.size()]->io, [&listener = *impl.listeners[i]] { listener.close(); });
  }
  for (auto& listener : impl.listeners) listener->wait_until_ended();
  impl.tell_connections(&Connection::drain);
  if (!impl.core.wait_all_closed(impl.core.options.drain_timeout)) {
    log::warn("http_drain_timed_out open={}", impl.core.open());
    impl.tell_connections(&Connection::cut);
    impl.core.wait_all_closed(std::chrono::seconds(1));
  }
  for (auto& worker : impl.workers) {
    worker->work.reset();
    worker->io.stop();
  }
  for (auto& worker : impl.workers) worker->thread.join();
  impl.listeners.clear();
}

std::uint16_t HttpServer::port(std::size_t listen_index) const {
  return listen_index < impl_->ports.size() ? impl_->ports[listen_index] : std::uint16_t{0};
}

asio::any_io_executor HttpServer::executor() {
  const std::size_t index = impl_->next.fetch_add(1, std::memory_order_relaxed) % impl_->workers.size();
  return impl_->workers[index]->io.get_executor();
}

ServerCounters HttpServer::counters() const {
  const ServerCore& core = impl_->core;
  ServerCounters now;
  now.accepted = core.accepted.load(std::memory_order_relaxed);
  now.refused = core.refused.load(std::memory_order_relaxed);
  now.requests = core.requests.load(std::memory_order_relaxed);
  now.timed_out = core.timed_out.load(std::memory_order_relaxed);
  now.slow_readers = core.slow_readers.load(std::memory_order_relaxed);
  now.open = core.open();
  return now;
}

const Router& HttpServer::router() const { return impl_->core.router; }

}  // namespace tandem::net
