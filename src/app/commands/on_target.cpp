#include "app/commands/on_target.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <filesystem>
#include <iostream>

#include "base/log.hpp"
#include "net/http/client.hpp"

namespace tandem::app {
namespace {

namespace asio = boost::asio;

int print(const Outcome& outcome) {
  (outcome.good ? std::cout : std::cerr) << outcome.text << std::flush;
  return outcome.good ? 0 : 1;
}

// Nothing when no program answers there.
std::optional<Outcome> ask_running(const std::string& socket, const RemoteWork& work) {
  if (!std::filesystem::exists(socket)) return std::nullopt;
  Worker worker;
  net::ClientRequest request;
  request.url = "http://localhost" + work.path;
  request.unix_path = socket;
  request.method = net::http::verb::post;
  request.headers = {{"Content-Type", work.content_type}};
  request.body = work.body;
  auto answer = asio::co_spawn(worker.context(), net::fetch(std::move(request)), asio::use_future).get();
  if (!answer) return std::nullopt;
  return Outcome{answer->status == 200, answer->body};
}

}  // namespace

int run_on_target(const Target& target, RemoteWork remote, std::function<net::awaitable<Outcome>(Foundation&)> local) {
  log::start("warn");
  const auto socket = (std::filesystem::path(target.data) / "control.sock").string();
  if (const auto outcome = ask_running(socket, remote)) return print(*outcome);
  auto base = Foundation::open(target.data, target.store, target.tenant);
  if (!base) return print({false, base.error().detail + "\n"});
  if (auto started = (*base)->driver->start(); !started) return print({false, started.error().detail + "\n"});
  return print(asio::co_spawn((*base)->worker.context(), local(**base), asio::use_future).get());
}

}  // namespace tandem::app
