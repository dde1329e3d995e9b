// Opening hours as the core knows them: UTC intervals, worked out outside from weeks, holidays and time zones. Beyond the last
// interval everything is closed. Pure.
#pragma once

#include <optional>

#include "model/configuration.hpp"

namespace tandem {

bool is_open(const Hours& hours, WallTime at);
// The next moment after `at` at which they open or close; nothing: never again.
std::optional<WallTime> next_change(const Hours& hours, WallTime at);
// `at` itself while open, otherwise when they open next; nothing: never again.
std::optional<WallTime> next_open(const Hours& hours, WallTime at);
// When so much open time has passed since `from`; nothing: the intervals end before.
std::optional<WallTime> after_open_ms(const Hours& hours, WallTime from, std::int64_t open_ms);

}  // namespace tandem
