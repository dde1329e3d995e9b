// Which values something may have where a condition holds: of a number (or a truth, 0 or 1) some intervals, of a text
// some texts or all but some. Exact under "and", "or" and "not". Values; pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/expressions/evaluate.hpp"

namespace tandem::expressions {

struct Interval {
  std::int64_t from = 0, to = 0;  // both belong to it
  bool operator==(const Interval&) const = default;
};

struct NumberSet {
  std::vector<Interval> intervals;  // sorted, with at least one value missing between two of them
  bool operator==(const NumberSet&) const = default;
};

struct TextSet {
  bool listed = true;              // these; otherwise all but these
  std::vector<std::string> texts;  // sorted, each once
  bool operator==(const TextSet&) const = default;
};

// Sets of the same thing are always of the same kind; only such sets may meet.
using ValueSet = std::variant<NumberSet, TextSet>;

// The values v for which `v op limit` holds, for the six comparisons.
NumberSet numbers_where(ExpressionOp op, std::int64_t limit);
// In any order, also several times.
NumberSet numbers_among(std::vector<std::int64_t> numbers);
TextSet texts_among(std::vector<std::string> texts);

bool is_empty(const ValueSet& set);
bool is_everything(const ValueSet& set);
ValueSet complement(const ValueSet& set);
ValueSet intersection(const ValueSet& a, const ValueSet& b);
ValueSet union_of(const ValueSet& a, const ValueSet& b);
bool is_within(const ValueSet& inner, const ValueSet& outer);

}  // namespace tandem::expressions
