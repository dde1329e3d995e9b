// A YAML document as a tree that knows where everything stood. Stricter than YAML: one document, no aliases (an alias
// bomb has nothing to multiply), no tags, no key twice, and bounded in size, depth and number of nodes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/configuration/problem.hpp"

namespace tandem::configuration {

inline constexpr std::size_t largest_file = 1u << 20;      // bytes
inline constexpr std::size_t largest_document = 4u << 20;  // of what the program itself wrote: JSON takes more room
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
std::optional<Node> parse_yaml(std::string_view text, Problems& problems, std::size_t largest = largest_file);

// The problems with their paths: "queues[0].name" for what was found at a value or its key.
std::vector<Problem> with_paths(std::vector<Problem> problems, const Node& root);

}  // namespace tandem::configuration
