// A condition or a calculation in the one expression language (docs/expressions.md), as it is stored: a flat tree in
// prefix order, every node with the number of its children. Being flat, it decodes without recursion however damaged
// it is. core/expressions parses, evaluates and compares it; nothing else should need to know what the nodes mean.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tandem {

// A closed vocabulary that is written to the journal: never renumber, only append.
enum class ExpressionOp {
  none = 0,  // only in a damaged record
  // No children. `text` or `number` is the value; a truth is the number 0 or 1.
  text = 1, number = 2, truth = 3,
  // No children. `text` is the name, looked up as a value of this type.
  text_name = 4, number_name = 5, truth_name = 6,
  // No children. `text` is the name of opening hours.
  open = 7,
  // Two or more truths; two or more truths; one truth.
  or_ = 8, and_ = 9, not_ = 10,
  // Two children of one type.
  texts_equal = 11, texts_differ = 12, numbers_equal = 13, numbers_differ = 14, truths_equal = 15, truths_differ = 16,
  less = 17, at_most = 18, more = 19, at_least = 20,
  // The first child is looked for among the others, which are literals of its type.
  text_in = 21, number_in = 22,
  // Two texts.
  contains = 23, starts_with = 24,
  // Two numbers.
  add = 25, subtract = 26, multiply = 27, divide = 28, min = 29, max = 30,
  // One text.
  missing = 31, number_of = 32, lower = 33, length = 34
};

inline std::string_view name_of(ExpressionOp op) {
  constexpr std::array<std::string_view, 35> words{
      "none", "text", "number", "truth", "text_name", "number_name", "truth_name", "open", "or", "and", "not",
      "texts_equal", "texts_differ", "numbers_equal", "numbers_differ", "truths_equal", "truths_differ", "less",
      "at_most", "more", "at_least", "text_in", "number_in", "contains", "starts_with", "add", "subtract", "multiply",
      "divide", "min", "max", "missing", "number_of", "lower", "length"};
  const auto at = static_cast<unsigned>(op);
  return at < words.size() ? words[at] : std::string_view("unknown");
}

struct ExpressionNode {
  ExpressionOp op = ExpressionOp::none;
  int children = 0;         // how many of the trees that follow belong to this node
  std::string text;
  std::int64_t number = 0;  // in ten-thousandths
  bool operator==(const ExpressionNode&) const = default;
  static void fields(auto& self, auto& v) {
    v("op", self.op); v("children", self.children); v("text", self.text); v("number", self.number);
  }
};

struct Expression {
  std::vector<ExpressionNode> nodes;
  std::string source;  // as it was written, for people
  bool empty() const { return nodes.empty(); }
  bool operator==(const Expression&) const = default;
  static void fields(auto& self, auto& v) { v("nodes", self.nodes); v("source", self.source); }
};

}  // namespace tandem
