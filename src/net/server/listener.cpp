#include "net/server/listener.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <future>

#include "base/log.hpp"
#include "net/http/problem.hpp"
#include "net/server/connection.hpp"
#include "net/server/head.hpp"

namespace tandem::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using local = asio::local::stream_protocol;

namespace {

constexpr auto as_tuple_awaitable = asio::as_tuple(asio::use_awaitable);
constexpr int backlog = 1024;
constexpr std::chrono::milliseconds accept_pause{100};
constexpr std::chrono::milliseconds refusal_wait{1000};
constexpr std::size_t max_refusals = 64;  // being answered at a time; more are closed without a word

Connection::Peer peer_of(const tcp::socket& socket) {
  error_code error;
  asio::ip::address address = socket.remote_endpoint(error).address();
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  Connection::Peer peer;
  peer.address = error ? "unknown" : address.to_string();
  return peer;
}

Connection::Peer peer_of(const local::socket&) {
  Connection::Peer peer;
  peer.address = "local";
  peer.local = true;
  return peer;
}

void prepare(tcp::socket& socket) {
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
}
void prepare(local::socket&) {}

template <class Protocol>
class BoundListener final : public Listener {
 public:
  using Acceptor = asio::basic_socket_acceptor<Protocol>;

  BoundListener(ServerCore& core, std::vector<std::unique_ptr<Worker>>& workers, Acceptor acceptor, const Listen& where)
      : core_(core),
        workers_(workers),
        acceptor_(std::move(acceptor)),
        where_(where),
        pause_(acceptor_.get_executor()) {}
  ~BoundListener() override { remove_path(); }

  void run() override { ended_ = asio::co_spawn(acceptor_.get_executor(), accept_all(), asio::use_future); }
  void wait_until_ended() override { ended_.get(); }

  void close() override {
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    remove_path();
  }

  std::uint16_t port() const override {
    if constexpr (std::is_same_v<Protocol, tcp>) {
      error_code ignored;
      return acceptor_.local_endpoint(ignored).port();
    }
    return 0;
  }

 private:
  awaitable<void> accept_all() {
    while (acceptor_.is_open()) {
      Worker& worker = *workers_[next_++ % workers_.size()];
      const asio::any_io_executor on = worker.io.get_executor();
      auto [error, socket] = co_await acceptor_.async_accept(on, as_tuple_awaitable);
      if (error == asio::error::operation_aborted || !acceptor_.is_open()) co_return;
      if (error) {
        // Out of descriptors, mostly: they come back when connections close, and spinning helps nobody.
        log::warn("http_accept_failed error=\"{}\"", error.message());
        pause_.expires_after(accept_pause);
        co_await pause_.async_wait(as_tuple_awaitable);
        continue;
      }
      prepare(socket);
      Connection::Peer peer = peer_of(socket);
      if (core_.try_open()) {
        Connection::start(core_, worker, Socket(std::move(socket)), where_.tls, std::move(peer));
      } else if (!where_.tls && refusals_->load() < max_refusals) {
        refusals_->fetch_add(1);
        asio::co_spawn(worker.io, refuse(Socket(std::move(socket)), core_.options.security, refusals_), asio::detached);
      }
    }
  }

  // A TLS client over the limit is closed without an answer: a handshake costs more than most requests.
  static awaitable<void> refuse(Socket socket, SecurityHeaders security,
                                std::shared_ptr<std::atomic<std::size_t>> refusals) {
    AnyStream stream(plain_stream(std::move(socket)));
    Deadline deadline(stream.get_executor(), [&stream] { stream->close(); });
    deadline.after(refusal_wait);
    const Response response =
        problem(http::status::service_unavailable, "too many connections are open: try again in a moment");
    HeadFacts facts;
    facts.security = &security;
    facts.keep_alive = false;
    const std::string text = response_head(response, facts) + std::string(response.text());
    BufferList buffers;
    buffers.add(asio::buffer(text));
    IoCount put = co_await write_some(stream, buffers);
    if (!put.error) co_await goodbye(stream);
    refusals->fetch_sub(1);
  }

  void remove_path() {
    if (!where_.unix_path.empty() && !removed_) ::unlink(where_.unix_path.c_str());
    removed_ = true;
  }

  ServerCore& core_;
  std::vector<std::unique_ptr<Worker>>& workers_;
  Acceptor acceptor_;
  const Listen where_;
  asio::steady_timer pause_;
  std::size_t next_ = 0;
  std::future<void> ended_;
  bool removed_ = false;
  std::shared_ptr<std::atomic<std::size_t>> refusals_ = std::make_shared<std::atomic<std::size_t>>(0);
};

Failure cannot_bind(const std::string& name, const error_code& error) {
  if (error == asio::error::address_in_use) {
    return fail(errc::address_in_use,
                fmt::format("{} is already in use: stop the program that listens there, or choose another port", name));
  }
  if (error == asio::error::access_denied) {
    return fail(
        errc::cannot_listen,
        fmt::format("{} may not be opened by this user: choose a port above 1023 and a path of your own", name));
  }
  if (error == boost::system::errc::address_not_available) {
    return fail(errc::cannot_listen, fmt::format("{} is not an address of this machine: choose one that is", name));
  }
  return fail(errc::cannot_listen, fmt::format("cannot listen on {}: {}", name, error.message()));
}

Result<tcp::acceptor> bind_tcp(Worker& home, const Listen& where) {
  error_code error;
  const auto address = asio::ip::make_address(where.host == "localhost" ? "127.0.0.1" : where.host, error);
  if (error) {
    return fail(errc::bad_address, fmt::format("{} is no IP address: give one such as 127.0.0.1 or ::", where.host));
  }
  const tcp::endpoint endpoint(address, where.port);
  const std::string name =
      fmt::format("{}{}{}:{}", address.is_v6() ? "[" : "", address.to_string(), address.is_v6() ? "]" : "", where.port);
  tcp::acceptor acceptor(home.io);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error && address.is_v6()) acceptor.set_option(asio::ip::v6_only(!address.is_unspecified()), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(backlog, error);
  if (error) return cannot_bind(name, error);
  return acceptor;
}

// A socket file that a dead process left behind is removed; one that somebody answers on is not ours.
error_code clear_path(Worker& home, const local::endpoint& endpoint) {
  struct stat about {};
  if (::lstat(endpoint.path().c_str(), &about) != 0) return {};
  if (!S_ISSOCK(about.st_mode)) return asio::error::address_in_use;
  local::socket probe(home.io);
  error_code error;
  probe.connect(endpoint, error);
  if (error != asio::error::connection_refused) return asio::error::address_in_use;
  ::unlink(endpoint.path().c_str());
  return {};
}

Result<local::acceptor> bind_unix(Worker& home, const Listen& where) {
  if (where.unix_path.size() > 107) {
    return fail(errc::bad_address,
                fmt::format("{} is too long for a socket (107 bytes): choose a shorter folder", where.unix_path));
  }
  const local::endpoint endpoint(where.unix_path);
  local::acceptor acceptor(home.io);
  error_code error = clear_path(home, endpoint);
  if (!error) acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.bind(endpoint, error);
  if (error) return cannot_bind(where.unix_path, error);
  // Nobody can connect before listen(), so there is no moment with a wider mode.
  if (::chmod(where.unix_path.c_str(), S_IRUSR | S_IWUSR) != 0) {
    error = error_code(errno, boost::system::system_category());
  }
  if (!error) acceptor.listen(backlog, error);
  if (error) {
    ::unlink(where.unix_path.c_str());
    return cannot_bind(where.unix_path, error);
  }
  return acceptor;
}

}  // namespace

Result<std::unique_ptr<Listener>> Listener::bind(ServerCore& core, std::vector<std::unique_ptr<Worker>>& workers,
                                                 Worker& home, const Listen& where) {
  if (!where.unix_path.empty()) {
    auto acceptor = bind_unix(home, where);
    if (!acceptor) return acceptor.error();
    return std::unique_ptr<Listener>(
        std::make_unique<BoundListener<local>>(core, workers, std::move(*acceptor), where));
  }
  auto acceptor = bind_tcp(home, where);
  if (!acceptor) return acceptor.error();
  return std::unique_ptr<Listener>(std::make_unique<BoundListener<tcp>>(core, workers, std::move(*acceptor), where));
}

}  // namespace tandem::net
