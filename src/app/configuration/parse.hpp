// Reads a configuration file (docs/configuration.md describes every key). Strict: unknown keys, wrong kinds, names
// given twice, names of nothing, flow nodes that nobody reaches and loops that never wait are all refused, and one
// problem refuses the file whole. No I/O; any thread.
#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "app/configuration/desired.hpp"
#include "app/configuration/problem.hpp"
#include "base/id_source.hpp"

namespace tandem::configuration {

using Parsed = std::variant<Desired, std::vector<Problem>>;

Parsed parse(std::string_view yaml, const Existing& existing, IdSource& ids);

}  // namespace tandem::configuration
