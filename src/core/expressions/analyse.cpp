#include "core/expressions/analyse.hpp"

#include <algorithm>

#include "core/expressions/evaluate.hpp"
#include "core/expressions/normal_form.hpp"

namespace tandem::expressions {
namespace {

// What must all hold, as it is written; this serves where the normal form is too large.
std::vector<Nodes> demands_of(const Expression& expression) {
  const Nodes nodes = expression.nodes;
  return nodes.front().op == ExpressionOp::and_ ? children_of(nodes) : std::vector<Nodes>{nodes};
}

bool names_all_demands(const Expression& a, const Expression& b) {
  const auto there = demands_of(a);
  return std::ranges::all_of(demands_of(b), [&](Nodes demand) {
    return std::ranges::any_of(there, [&](Nodes one) { return std::ranges::equal(one, demand); });
  });
}

}  // namespace

bool is_never_true(const Expression& expression) {
  if (expression.empty()) return false;
  if (!is_whole(expression.nodes, Type::truth)) return true;
  const auto alternatives = alternatives_of(expression.nodes);
  return alternatives && alternatives->empty();
}

bool implies(const Expression& a, const Expression& b) {
  if (b.empty() || a.nodes == b.nodes || is_never_true(a)) return true;
  if (!is_whole(b.nodes, Type::truth)) return false;
  if (!a.empty() && names_all_demands(a, b)) return true;
  const auto from = a.empty() ? Alternatives{Conjunction()} : alternatives_of(a.nodes), to = alternatives_of(b.nodes);
  return from && to && std::ranges::all_of(*from, [&](const Conjunction& one) {
    return std::ranges::any_of(*to, [&](const Conjunction& other) { return is_stricter(one, other); });
  });
}

}  // namespace tandem::expressions
