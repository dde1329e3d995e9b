// Writes the demo's customers (crm/demo_data.hpp) into an empty store: people, identities, orders, cases, notes, and the
// contacts of the last weeks as imported ones (the journal knows only what happened here). In small transactions.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

#include "app/program/foundation.hpp"

namespace tandem::demo {

boost::asio::awaitable<Result<void>> load(app::Foundation& base);
// Customers that the demo shop can be: 王芳, Emma Clarke, 李伟.
std::vector<std::string> well_known_external_ids();

}  // namespace tandem::demo
