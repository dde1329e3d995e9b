// Reads a configuration file (docs/configuration.md describes every key). Strict: unknown keys, wrong kinds, names
// given twice, names of nothing, flow nodes that nobody reaches, loops that never wait and rules that can never apply are
// all refused, and one problem refuses the file whole. What nobody can serve is a warning. No I/O; any thread.
#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "app/configuration/desired.hpp"
#include "app/configuration/problem.hpp"
#include "app/configuration/yaml_tree.hpp"
#include "base/id_source.hpp"

namespace tandem::configuration {

using Parsed = std::variant<Desired, std::vector<Problem>>;

struct ParseOptions {
  WallTime now = WallTime::now();      // opening hours are worked out from here on
  std::size_t largest = largest_file;  // bytes
};

Parsed parse(std::string_view yaml, const Existing& existing, IdSource& ids, const ParseOptions& options = {});

}  // namespace tandem::configuration
