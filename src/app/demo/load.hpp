// Fills a new data folder with the demo's customers: orders, cases, notes and the contacts of the last weeks. Past
// contacts are imported ones: the journal has only what this program saw happen.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <vector>

#include "base/id_source.hpp"
#include "ports/accounts.hpp"
#include "ports/engine.hpp"

namespace tandem::demo {

struct Loaded {
  int customers = 0, orders = 0, cases = 0, contacts = 0;  // all 0: there was data already, nothing was written
};

// `accounts` are those of the demo's configuration: owners and authors are found there by login.
boost::asio::awaitable<Result<Loaded>> load(EnginePort& engine, store::Store& store, IdSource& ids,
                                            std::vector<Account> accounts, WallTime now, std::uint64_t seed = 1,
                                            std::size_t count = 300);

}  // namespace tandem::demo
