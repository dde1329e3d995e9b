// The people the README and the demo page name: the same under every seed, only their dates follow `now`.
#pragma once

#include <vector>

#include "crm/demo_data.hpp"

namespace tandem::crm::demo {

std::vector<DemoCustomer> well_known(WallTime now);

}  // namespace tandem::crm::demo
