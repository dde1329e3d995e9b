#include "core/expressions/normal_form.hpp"

#include <algorithm>
#include <utility>

#include "base/codec.hpp"

namespace tandem::expressions {
namespace {

using Op = ExpressionOp;

// Of alternatives with alternatives, in one "and": most of them may contradict each other, but trying takes time too.
constexpr std::size_t most_products = 256;

// Trees are equal when these are; no tree's is the beginning of another's.
std::string key_of(Nodes nodes) {
  codec::Writer writer;
  for (const auto& node : nodes) writer.put(node);
  return writer.take();
}

bool is_constant(Nodes nodes) {
  return std::ranges::none_of(nodes, [](const ExpressionNode& node) {
    return node.op == Op::text_name || node.op == Op::number_name || node.op == Op::truth_name || node.op == Op::open;
  });
}

NumberSet only_true() { return numbers_among({1}); }

// A condition that is neither "and", "or" nor "not": it holds when `subject` has one of these values.
struct Atom {
  std::string subject;
  ValueSet values;
};

Atom unseen(Nodes nodes) { return {key_of(nodes), only_true()}; }

Op mirrored(Op op) {
  switch (op) {
    case Op::less: return Op::more;
    case Op::at_most: return Op::at_least;
    case Op::more: return Op::less;
    case Op::at_least: return Op::at_most;
    default: return op;
  }
}

// How two things that are both not known compare: a number below, of or above 0, as if `b` were taken from `a`.
Atom relation(Op op, Nodes a, Nodes b) {
  auto first = key_of(a), second = key_of(b);
  if (second < first) {
    std::swap(first, second);
    op = mirrored(op);
  }
  ExpressionNode root;
  root.op = Op::numbers_equal;
  root.children = 2;
  return {key_of(std::span(&root, 1)) + first + second, numbers_where(op, 0)};
}

Atom comparison_of_numbers(Op op, Nodes a, Nodes b) {
  if (is_constant(b)) return {key_of(a), numbers_where(op, evaluate_constant(b).number)};
  if (is_constant(a)) return {key_of(b), numbers_where(mirrored(op), evaluate_constant(a).number)};
  return relation(op, a, b);
}

Atom comparison_of_texts(bool equal, Nodes a, Nodes b) {
  if (is_constant(a)) std::swap(a, b);
  if (!is_constant(b)) return relation(equal ? Op::numbers_equal : Op::numbers_differ, a, b);
  ValueSet values = texts_among({evaluate_constant(b).text});
  return {key_of(a), equal ? values : complement(values)};
}

Atom text_among(const std::vector<Nodes>& children) {
  std::vector<std::string> texts;
  for (std::size_t i = 1; i < children.size(); ++i) texts.push_back(children[i].front().text);
  return {key_of(children.front()), texts_among(std::move(texts))};
}

Atom number_among(const std::vector<Nodes>& children) {
  std::vector<std::int64_t> numbers;
  for (std::size_t i = 1; i < children.size(); ++i) numbers.push_back(children[i].front().number);
  return {key_of(children.front()), numbers_among(std::move(numbers))};
}

Atom atom_of(Nodes nodes) {
  const auto children = children_of(nodes);
  switch (nodes.front().op) {
    case Op::numbers_equal:
    case Op::numbers_differ:
    case Op::less:
    case Op::at_most:
    case Op::more:
    case Op::at_least: return comparison_of_numbers(nodes.front().op, children[0], children[1]);
    case Op::texts_equal: return comparison_of_texts(true, children[0], children[1]);
    case Op::texts_differ: return comparison_of_texts(false, children[0], children[1]);
    case Op::truths_equal: return relation(Op::numbers_equal, children[0], children[1]);
    case Op::truths_differ: return relation(Op::numbers_differ, children[0], children[1]);
    case Op::text_in: return text_among(children);
    case Op::number_in: return number_among(children);
    case Op::missing: return {key_of(children[0]), texts_among({std::string()})};
    default: return unseen(nodes);
  }
}

bool is_comparison_with_itself(Nodes nodes) {
  const auto op = nodes.front().op;
  if (op < Op::texts_equal || op > Op::at_least) return false;
  const auto children = children_of(nodes);
  return std::ranges::equal(children[0], children[1]);
}

bool holds_of_equals(Op op) {
  return op == Op::texts_equal || op == Op::numbers_equal || op == Op::truths_equal || op == Op::at_most ||
         op == Op::at_least;
}

// The subject of which they say different things, when it is the only one.
const std::string* only_difference(const Conjunction& a, const Conjunction& b) {
  if (a.size() != b.size()) return nullptr;
  const std::string* found = nullptr;
  for (auto x = a.begin(), y = b.begin(); x != a.end(); ++x, ++y) {
    if (x->first != y->first) return nullptr;
    if (x->second == y->second) continue;
    if (found) return nullptr;
    found = &x->first;
  }
  return found;
}

// Adds an alternative, leaving out what another one covers, and making one of two that differ in one set only.
void add(Alternatives& all, Conjunction added) {
  if (std::ranges::any_of(all, [&](const Conjunction& there) { return is_stricter(added, there); })) return;
  std::erase_if(all, [&](const Conjunction& there) { return is_stricter(there, added); });
  for (auto& there : all) {
    const auto* subject = only_difference(added, there);
    if (!subject) continue;
    auto values = union_of(added.at(*subject), there.at(*subject));
    if (is_everything(values)) there.erase(*subject);
    else there.at(*subject) = std::move(values);
    return;
  }
  all.push_back(std::move(added));
}

// What holds where both do; nothing where they contradict each other.
std::optional<Conjunction> both(const Conjunction& a, const Conjunction& b) {
  std::vector<std::pair<const std::string*, ValueSet>> met;
  for (const auto& [subject, values] : b) {
    const auto there = a.find(subject);
    if (there == a.end()) continue;
    met.emplace_back(&subject, intersection(there->second, values));
    if (is_empty(met.back().second)) return std::nullopt;
  }
  auto result = a;
  result.insert(b.begin(), b.end());
  for (auto& [subject, values] : met) result[*subject] = std::move(values);
  return result;
}

std::optional<Alternatives> normal(Nodes nodes, bool wanted);

std::optional<Alternatives> sum(const std::vector<Nodes>& children, bool wanted) {
  Alternatives all;
  for (const auto child : children) {
    auto more = normal(child, wanted);
    if (!more) return std::nullopt;
    for (auto& one : *more) add(all, std::move(one));
    if (all.size() > most_alternatives) return std::nullopt;
  }
  return all;
}

std::optional<Alternatives> product(const std::vector<Nodes>& children, bool wanted) {
  Alternatives all{Conjunction()};
  for (const auto child : children) {
    const auto factor = normal(child, wanted);
    if (!factor || all.size() * factor->size() > most_products) return std::nullopt;
    Alternatives next;
    for (const auto& left : all)
      for (const auto& right : *factor)
        if (auto met = both(left, right)) add(next, std::move(*met));
    if (next.size() > most_alternatives) return std::nullopt;
    all = std::move(next);
  }
  return all;
}

Alternatives constant(bool holds) { return holds ? Alternatives{Conjunction()} : Alternatives{}; }

// The alternatives under which the tree is what is wanted.
std::optional<Alternatives> normal(Nodes nodes, bool wanted) {
  if (is_constant(nodes)) return constant((evaluate_constant(nodes).number != 0) == wanted);
  const auto op = nodes.front().op;
  if (op == Op::not_) return normal(nodes.subspan(1), !wanted);
  if (op == Op::and_ || op == Op::or_) {
    const auto children = children_of(nodes);
    return (op == Op::and_) == wanted ? product(children, wanted) : sum(children, wanted);
  }
  if (is_comparison_with_itself(nodes)) return constant(holds_of_equals(op) == wanted);
  if (op == Op::truths_equal || op == Op::truths_differ) {
    const auto children = children_of(nodes);
    for (const std::size_t i : {0u, 1u}) {
      if (!is_constant(children[i])) continue;
      const bool same = (evaluate_constant(children[i]).number != 0) == (op == Op::truths_equal);
      return normal(children[1 - i], same == wanted);
    }
  }
  auto atom = atom_of(nodes);
  if (!wanted) atom.values = complement(atom.values);
  if (is_empty(atom.values)) return constant(false);
  if (is_everything(atom.values)) return constant(true);
  Conjunction alone;
  alone.emplace(std::move(atom.subject), std::move(atom.values));
  return Alternatives{std::move(alone)};
}

}  // namespace

std::vector<Nodes> children_of(Nodes nodes) {
  std::vector<Nodes> children;
  for (std::size_t at = 1; at < nodes.size();) {
    auto end = at;
    for (std::int64_t open = 1; open > 0 && end < nodes.size(); ++end) open += nodes[end].children - 1;
    children.push_back(nodes.subspan(at, end - at));
    at = end;
  }
  return children;
}

std::optional<Alternatives> alternatives_of(Nodes nodes) { return normal(nodes, true); }

bool is_stricter(const Conjunction& a, const Conjunction& b) {
  return std::ranges::all_of(b, [&](const auto& demand) {
    const auto there = a.find(demand.first);
    return there != a.end() && is_within(there->second, demand.second);
  });
}

}  // namespace tandem::expressions
