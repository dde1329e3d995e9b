// A condition as alternatives, each a list of what must be true of what ("channel is voice, and values.a is not x"):
// the form in which contradictions and inclusions can be seen. Bounded: what would become too large has none. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/expressions/evaluate.hpp"
#include "core/expressions/value_set.hpp"

namespace tandem::expressions {

inline constexpr std::size_t most_alternatives = 64;

// By subject, which is an encoded tree: a name, a calculation, or a condition that is not looked into. No set is empty,
// and none is everything; so the empty map always holds.
using Conjunction = std::map<std::string, ValueSet>;
// One of them must hold; the empty list never does.
using Alternatives = std::vector<Conjunction>;

// `nodes`: a whole tree of type truth. Nothing: it has too many alternatives.
std::optional<Alternatives> alternatives_of(Nodes nodes);

// Whether `b` holds wherever `a` does.
bool is_stricter(const Conjunction& a, const Conjunction& b);

// The trees right below the root.
std::vector<Nodes> children_of(Nodes nodes);

}  // namespace tandem::expressions
