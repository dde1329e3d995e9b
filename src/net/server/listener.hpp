// One bound address and its accept loop, which hands connections to the workers round robin. Lives on one worker's
// thread once it runs; made and bound on the thread that starts the server.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "net/server/core.hpp"

namespace tandem::net {

class Listener {
 public:
  // Bound and listening. The sentence in the Failure names the address and what to do.
  static Result<std::unique_ptr<Listener>> bind(ServerCore& core, std::vector<std::unique_ptr<Worker>>& workers,
                                                Worker& home, const Listen& where);
  virtual ~Listener() = default;
  virtual void run() = 0;    // starts accepting
  virtual void close() = 0;  // on the home thread
  // Blocks until the accept loop has ended after close(): its frame holds a socket of another worker's io_context, so
  // it must be gone before the first of them is.
  virtual void wait_until_ended() = 0;
  virtual std::uint16_t port() const = 0;
};

}  // namespace tandem::net
