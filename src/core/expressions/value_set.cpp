#include "core/expressions/value_set.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

namespace tandem::expressions {
namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

NumberSet others(const NumberSet& set) {
  NumberSet result;
  auto from = lowest;
  for (const auto& taken : set.intervals) {
    if (taken.from > from) result.intervals.push_back({from, taken.from - 1});
    if (taken.to == highest) return result;
    from = taken.to + 1;
  }
  result.intervals.push_back({from, highest});
  return result;
}

TextSet others(const TextSet& set) { return {!set.listed, set.texts}; }

NumberSet common(const NumberSet& a, const NumberSet& b) {
  NumberSet result;
  for (auto x = a.intervals.begin(), y = b.intervals.begin(); x != a.intervals.end() && y != b.intervals.end();) {
    const auto from = std::max(x->from, y->from), to = std::min(x->to, y->to);
    if (from <= to) result.intervals.push_back({from, to});
    if (x->to < y->to) ++x;
    else ++y;
  }
  return result;
}

TextSet common(const TextSet& a, const TextSet& b) {
  if (!a.listed && b.listed) return common(b, a);
  TextSet result{a.listed, {}};
  const auto out = std::back_inserter(result.texts);
  if (!a.listed) std::ranges::set_union(a.texts, b.texts, out);
  else if (b.listed) std::ranges::set_intersection(a.texts, b.texts, out);
  else std::ranges::set_difference(a.texts, b.texts, out);
  return result;
}

bool holds_all(const NumberSet& outer, const NumberSet& inner) {
  return std::ranges::all_of(inner.intervals, [&](const Interval& wanted) {
    const auto at = std::ranges::lower_bound(outer.intervals, wanted.from, {}, &Interval::to);
    return at != outer.intervals.end() && at->from <= wanted.from && wanted.to <= at->to;
  });
}

bool holds_all(const TextSet& outer, const TextSet& inner) {
  if (!inner.listed) return !outer.listed && std::ranges::includes(inner.texts, outer.texts);
  if (outer.listed) return std::ranges::includes(outer.texts, inner.texts);
  return std::ranges::none_of(inner.texts,
                              [&](const std::string& text) { return std::ranges::binary_search(outer.texts, text); });
}

}  // namespace

NumberSet numbers_where(ExpressionOp op, std::int64_t limit) {
  switch (op) {
    case ExpressionOp::numbers_equal: return {{{limit, limit}}};
    case ExpressionOp::numbers_differ: return others(NumberSet{{{limit, limit}}});
    case ExpressionOp::at_most: return {{{lowest, limit}}};
    case ExpressionOp::at_least: return {{{limit, highest}}};
    case ExpressionOp::less: return others(NumberSet{{{limit, highest}}});
    case ExpressionOp::more: return others(NumberSet{{{lowest, limit}}});
    default: return {};
  }
}

NumberSet numbers_among(std::vector<std::int64_t> numbers) {
  std::ranges::sort(numbers);
  NumberSet result;
  auto& intervals = result.intervals;
  for (const auto number : numbers) {
    const bool apart = intervals.empty() || (number > intervals.back().to && number - 1 > intervals.back().to);
    if (apart) intervals.push_back({number, number});
    else intervals.back().to = number;
  }
  return result;
}

TextSet texts_among(std::vector<std::string> texts) {
  std::ranges::sort(texts);
  const auto repeated = std::ranges::unique(texts);
  texts.erase(repeated.begin(), repeated.end());
  return {true, std::move(texts)};
}

bool is_empty(const ValueSet& set) {
  if (const auto* numbers = std::get_if<NumberSet>(&set)) return numbers->intervals.empty();
  const auto& texts = std::get<TextSet>(set);
  return texts.listed && texts.texts.empty();
}

bool is_everything(const ValueSet& set) { return is_empty(complement(set)); }

ValueSet complement(const ValueSet& set) {
  return std::visit([](const auto& one) -> ValueSet { return others(one); }, set);
}

ValueSet intersection(const ValueSet& a, const ValueSet& b) {
  if (const auto* numbers = std::get_if<NumberSet>(&a)) return common(*numbers, std::get<NumberSet>(b));
  return common(std::get<TextSet>(a), std::get<TextSet>(b));
}

ValueSet union_of(const ValueSet& a, const ValueSet& b) {
  return complement(intersection(complement(a), complement(b)));
}

bool is_within(const ValueSet& inner, const ValueSet& outer) {
  if (const auto* numbers = std::get_if<NumberSet>(&outer)) return holds_all(*numbers, std::get<NumberSet>(inner));
  return holds_all(std::get<TextSet>(outer), std::get<TextSet>(inner));
}

}  // namespace tandem::expressions
