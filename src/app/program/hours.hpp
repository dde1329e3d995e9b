// Keeps opening hours worked out for a year ahead: looks once at the start and then once a day, on the worker's thread.
// Owned by the program; made once the engine runs, gone before the worker is.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>

#include "app/program/foundation.hpp"

namespace tandem::app {

class HoursKeeper {
 public:
  // Blocks for the first look. `every` is for tests.
  explicit HoursKeeper(Foundation& base, std::chrono::milliseconds every = std::chrono::hours(24));
  ~HoursKeeper();
  HoursKeeper(const HoursKeeper&) = delete;
  HoursKeeper& operator=(const HoursKeeper&) = delete;

 private:
  struct Pause;
  static boost::asio::awaitable<void> keep(configuration::Desk& desk, std::shared_ptr<Pause> pause);

  Foundation& base_;
  std::shared_ptr<Pause> pause_;  // shared with the coroutine that waits
};

}  // namespace tandem::app
