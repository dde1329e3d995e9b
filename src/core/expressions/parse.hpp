// From what a person wrote to a typed tree, or to the first problem with its place and what to do about it. A
// vocabulary says which names there are; nothing is accepted that evaluate() could not give a value for. Any bytes may
// be given. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "core/expressions/evaluate.hpp"
#include "model/expression.hpp"
#include "model/localized.hpp"

namespace tandem::expressions {

inline constexpr std::size_t most_bytes = 4000;
inline constexpr int most_nodes = 200;  // without the items of `in` lists
inline constexpr int most_items = 200;  // of one list

struct Name {
  std::string_view name;  // [a-z_][a-z0-9_.]*, no keyword
  Type type = Type::text;
  std::span<const std::string_view> words;  // all that it can be (or missing); empty: anything
};

// Beside these, `values.NAME` is always a text that the flow collected.
struct Vocabulary {
  std::span<const Name> names;
  std::span<const std::string_view> hours;  // names of opening hours, for open("…")
};

struct ParseProblem {
  std::size_t at = 0;  // bytes before it; the text's size when something is missing at the end
  Localized text;
};

using Parsed = std::variant<Expression, ParseProblem>;

// `wanted`: what the whole must be; nothing: anything.
Parsed parse(std::string_view text, const Vocabulary& vocabulary, std::optional<Type> wanted = std::nullopt);

}  // namespace tandem::expressions
