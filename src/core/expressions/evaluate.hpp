// What an expression says for one set of values. Every expression has a value for every input: a missing text is "",
// a missing number 0, a missing truth false. Any list of nodes may be given; one that is no well-typed tree is false.
// Pure functions; the values come from the caller's Lookup, which is asked only for what the answer depends on.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "model/expression.hpp"

namespace tandem::expressions {

inline constexpr int most_depth = 32;  // of a tree; a literal or a name alone has depth 1

enum class Type { text, number, truth };

struct Value {
  Type type = Type::truth;
  std::string text;
  std::int64_t number = 0;  // in ten-thousandths; of a truth 0 or 1

  static Value of_text(std::string_view text) { return {Type::text, std::string(text), 0}; }
  static Value of_number(std::int64_t ten_thousandths) { return {Type::number, {}, ten_thousandths}; }
  static Value of_whole(std::int64_t number);
  static Value of_truth(bool truth) { return {Type::truth, {}, truth ? 1 : 0}; }
  bool operator==(const Value&) const = default;
};

struct Lookup {
  virtual ~Lookup() = default;
  // What is not there, and what has another type than the expression expects, counts as missing.
  virtual Value value_of(std::string_view name) const = 0;
  virtual bool is_open(std::string_view hours) const = 0;
};

using Nodes = std::span<const ExpressionNode>;

Value evaluate(Nodes nodes, const Lookup& lookup);
Value evaluate(const Expression& expression, const Lookup& lookup);
// Whether a condition holds; the empty one always does, one that is no truth never.
bool holds(const Expression& expression, const Lookup& lookup);

// The type of what this kind of node gives; a node of a damaged record: truth.
Type type_of(ExpressionOp op);
// Whether these nodes are exactly one tree of this type, with the right children everywhere and not too deep.
bool is_whole(Nodes nodes, Type type);
// The value of a tree that depends on nothing.
Value evaluate_constant(Nodes nodes);

}  // namespace tandem::expressions
