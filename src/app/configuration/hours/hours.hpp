// Opening hours of a configuration that is in force: made again before they run out. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "model/configuration.hpp"

namespace tandem::configuration {

inline constexpr std::string_view usual_time_zone = "Asia/Shanghai";

// Makes the intervals of all hours again that reach less than a year ahead; false: nothing had to be done, or nothing
// would come of it.
bool refresh_hours(Configuration& configuration, WallTime now);

// As its source says.
std::string time_zone_of(const Hours& hours);

}  // namespace tandem::configuration
