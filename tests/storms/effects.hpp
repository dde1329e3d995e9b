// Effects as texts, to compare what two engines do. Pure.
#pragma once

#include <string>
#include <vector>

#include "model/effect.hpp"

namespace tandem::scenarios {

std::string text_of(const std::vector<Effect>& effects);

}  // namespace tandem::scenarios
