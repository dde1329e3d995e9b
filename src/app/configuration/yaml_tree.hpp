// A YAML document as a tree that knows where everything stood. Stricter than YAML: one document, no aliases (an alias
// bomb has nothing to multiply), no tags, no key twice, and bounded in size, depth and number of nodes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/configuration/problem.hpp"

namespace tandem::configuration {

inline constexpr std::size_t largest_file = 1u << 20;  // bytes
inline constexpr std::size_t most_nodes = 50'000;
inline constexpr std::size_t deepest = 24;

struct Node {
  enum class Kind { nothing, scalar, sequence, map };
  Kind kind = Kind::nothing;
  Mark mark;
  std::string text;         // of a scalar
  bool quoted = false;      // "4001" is a text even where a bare 4001 would be a number
  std::vector<Node> keys;   // of a map: scalars, beside their values in `items`
  std::vector<Node> items;  // of a sequence or a map
};

// Nothing, with at least one problem added, where the text is no such document.
std::optional<Node> parse_yaml(std::string_view text, Problems& problems);

}  // namespace tandem::configuration
