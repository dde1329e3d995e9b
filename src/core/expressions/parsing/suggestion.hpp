// "Did you mean": the known name that lies fewest keystrokes from what was written. Pure.
#pragma once

#include <span>
#include <string_view>

#include "model/localized.hpp"

namespace tandem::expressions {

// " (did you mean 'voice'?)", or nothing where no name is near. Capital letters count as small ones.
Localized suggestion(std::string_view written, std::span<const std::string_view> names);

}  // namespace tandem::expressions
