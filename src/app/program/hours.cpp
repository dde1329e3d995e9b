#include "app/program/hours.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include "base/log.hpp"

namespace tandem::app {

namespace asio = boost::asio;

// Of the worker's thread.
struct HoursKeeper::Pause {
  asio::steady_timer timer;
  std::chrono::milliseconds every;
  bool over = false;
};

namespace {

asio::awaitable<void> look(configuration::Desk& desk) {
  auto changed = co_await desk.refresh(WallTime::now());
  if (!changed) log::warn("configuration.hours_not_refreshed detail={}", changed.error().detail);
}

}  // namespace

asio::awaitable<void> HoursKeeper::keep(configuration::Desk& desk, std::shared_ptr<Pause> pause) {
  while (!pause->over) {
    pause->timer.expires_after(pause->every);
    boost::system::error_code cancelled;
    co_await pause->timer.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
    if (!pause->over) co_await look(desk);
  }
}

HoursKeeper::HoursKeeper(Foundation& base, std::chrono::milliseconds every)
    : base_(base), pause_(std::make_shared<Pause>(asio::steady_timer(base.worker.context()), every)) {
  asio::co_spawn(base_.worker.context(), look(*base_.configuration_desk), asio::use_future).get();
  asio::co_spawn(base_.worker.context(), keep(*base_.configuration_desk, pause_), asio::detached);
}

HoursKeeper::~HoursKeeper() {
  asio::post(base_.worker.context(), [pause = pause_] {
    pause->over = true;
    pause->timer.cancel();
  });
}

}  // namespace tandem::app
