// "Did you mean": the known name that lies fewest keystrokes from what was written. Pure.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "model/localized.hpp"

namespace tandem {

Localized suggestion_among(std::string_view written, std::span<const std::string_view> names);

// " (did you mean 'voice'?)", or nothing where no name is near. Capital letters count as small ones. `names`: any range of texts.
template <class Names>
Localized suggestion(std::string_view written, const Names& names) {
  return suggestion_among(written, std::vector<std::string_view>(std::begin(names), std::end(names)));
}

}  // namespace tandem
