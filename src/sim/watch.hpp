// Somebody who waits for a simulation: told how far it is, and free to give up. Owned by the caller; `progress` is called
// from one thread at a time.
#pragma once

#include <atomic>
#include <functional>
#include <stdexcept>

namespace tandem::sim {

struct Watch {
  std::function<void(int done, int of)> progress;  // runs; empty: nobody wants to know
  const std::atomic<bool>* stop = nullptr;         // true: give up, by an exception of the type Stopped
  unsigned threads = 0;                            // at most so many; 0: as many as there are processors

  bool stopped() const { return stop && stop->load(std::memory_order_relaxed); }
};

struct Stopped : std::runtime_error {
  Stopped() : std::runtime_error("the simulation was stopped") {}
};

}  // namespace tandem::sim
