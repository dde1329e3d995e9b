#include "core/expressions/evaluate.hpp"

#include <algorithm>

#include "core/expressions/numbers.hpp"

namespace tandem::expressions {
namespace {

using Op = ExpressionOp;

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Continuation bytes do not count, so that any bytes have a length.
std::int64_t code_points(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
}

// Walks the whole tree from left to right, also where the answer is known already: only so is a damaged tree found
// always, and not just for some values. There `live_` is off and nothing is looked up or computed.
class Evaluator {
 public:
  Evaluator(Nodes nodes, const Lookup* lookup) : nodes_(nodes), lookup_(lookup), live_(lookup != nullptr) {}

  bool whole() const { return !failed_ && at_ == nodes_.size(); }

  bool truth() {
    const auto* node = enter();
    const bool value = node && truth_of(*node);
    --depth_;
    return value;
  }
  std::int64_t number() {
    const auto* node = enter();
    const auto value = node ? number_of(*node) : 0;
    --depth_;
    return value;
  }
  // The text itself, or `buffer` where it had to be made; not longer valid than both.
  std::string_view text(std::string& buffer) {
    const auto* node = enter();
    const auto value = node ? text_of(*node, buffer) : std::string_view();
    --depth_;
    return value;
  }

 private:
  bool fail() {
    failed_ = true;
    live_ = false;
    return false;
  }
  const ExpressionNode* take() {
    if (!failed_ && at_ < nodes_.size()) return &nodes_[at_++];
    fail();
    return nullptr;
  }
  const ExpressionNode* enter() {
    if (++depth_ > most_depth) fail();
    return take();
  }
  bool has(const ExpressionNode& node, int children) { return node.children == children || fail(); }

  // What a name has for a value; missing where nothing is asked for.
  Value looked_up(const ExpressionNode& node, Type type) {
    if (!has(node, 0) || !live_) return {};
    auto value = lookup_->value_of(node.text);
    return value.type == type ? std::move(value) : Value{};
  }

  bool truth_of(const ExpressionNode& node) {
    switch (node.op) {
      case Op::truth: return has(node, 0) && node.number != 0;
      case Op::truth_name: return looked_up(node, Type::truth).number != 0;
      case Op::open: return has(node, 0) && live_ && lookup_->is_open(node.text);
      case Op::or_: return chain(node, true);
      case Op::and_: return chain(node, false);
      case Op::not_: return has(node, 1) && !truth();
      case Op::text_in: return listed_text(node);
      case Op::number_in: return listed_number(node);
      case Op::missing: return has(node, 1) && first_text().empty();
      case Op::texts_equal:
      case Op::texts_differ:
      case Op::contains:
      case Op::starts_with: return has(node, 2) && compare_texts(node.op);
      case Op::truths_equal:
      case Op::truths_differ: return has(node, 2) && compare_truths(node.op);
      default: return has(node, 2) && compare_numbers(node.op);
    }
  }

  bool chain(const ExpressionNode& node, bool decided_by) {
    if (node.children < 2) return fail();
    const bool live = live_;
    bool decided = false;
    for (int i = 0; i < node.children && !failed_; ++i) {
      const bool value = truth();
      if (value == decided_by) {
        decided = true;
        live_ = false;
      }
    }
    live_ = live && !failed_;
    return decided == decided_by;
  }

  bool compare_numbers(Op op) {
    if (op != Op::numbers_equal && op != Op::numbers_differ && op != Op::less && op != Op::at_most && op != Op::more &&
        op != Op::at_least)
      return fail();
    const auto a = number(), b = number();
    switch (op) {
      case Op::numbers_equal: return a == b;
      case Op::numbers_differ: return a != b;
      case Op::less: return a < b;
      case Op::at_most: return a <= b;
      case Op::more: return a > b;
      default: return a >= b;
    }
  }

  bool compare_truths(Op op) {
    const bool a = truth(), b = truth();
    return (a == b) == (op == Op::truths_equal);
  }

  bool compare_texts(Op op) {
    std::string of_a, of_b;
    const auto a = text(of_a), b = text(of_b);
    switch (op) {
      case Op::texts_equal: return a == b;
      case Op::texts_differ: return a != b;
      case Op::contains: return a.find(b) != a.npos;
      default: return a.starts_with(b);
    }
  }

  bool listed_text(const ExpressionNode& node) {
    if (node.children < 2) return fail();
    std::string buffer;
    const auto wanted = text(buffer);
    bool found = false;
    for (int i = 1; i < node.children; ++i) {
      const auto* item = take();
      if (!item || item->op != Op::text || !has(*item, 0)) return fail();
      found = found || item->text == wanted;
    }
    return found;
  }

  bool listed_number(const ExpressionNode& node) {
    if (node.children < 2) return fail();
    const auto wanted = number();
    bool found = false;
    for (int i = 1; i < node.children; ++i) {
      const auto* item = take();
      if (!item || item->op != Op::number || !has(*item, 0)) return fail();
      found = found || item->number == wanted;
    }
    return found;
  }

  std::int64_t number_of(const ExpressionNode& node) {
    switch (node.op) {
      case Op::number: return has(node, 0) ? node.number : 0;
      case Op::number_name: return looked_up(node, Type::number).number;
      case Op::length: return has(node, 1) ? Value::of_whole(code_points(first_text())).number : 0;
      case Op::number_of: {
        const auto read = has(node, 1) ? read_number(first_text()) : std::nullopt;
        return read ? read->value : 0;
      }
      default: return has(node, 2) ? calculated(node.op) : 0;
    }
  }

  std::int64_t calculated(Op op) {
    if (op < Op::add || op > Op::max) return fail();
    const auto a = number(), b = number();
    switch (op) {
      case Op::add: return add(a, b);
      case Op::subtract: return subtract(a, b);
      case Op::multiply: return multiply(a, b);
      case Op::divide: return divide(a, b);
      case Op::min: return std::min(a, b);
      default: return std::max(a, b);
    }
  }

  std::string_view text_of(const ExpressionNode& node, std::string& buffer) {
    switch (node.op) {
      case Op::text: return has(node, 0) ? std::string_view(node.text) : std::string_view();
      case Op::text_name: return buffer = looked_up(node, Type::text).text;
      case Op::lower: {
        if (!has(node, 1)) return {};
        std::string lower(text(buffer));
        std::ranges::transform(lower, lower.begin(), lowered);
        return buffer = std::move(lower);
      }
      default: fail(); return {};
    }
  }

  // Of the only child. The value stands in `only_`, which the next call overwrites.
  std::string_view first_text() { return text(only_); }

  Nodes nodes_;
  const Lookup* lookup_;  // null: only the shape matters
  std::size_t at_ = 0;
  int depth_ = 0;
  bool live_, failed_ = false;
  std::string only_;
};

struct NoValues final : Lookup {
  Value value_of(std::string_view) const override { return {}; }
  bool is_open(std::string_view) const override { return false; }
};

}  // namespace

Value Value::of_whole(std::int64_t number) { return of_number(multiply(number, number_scale * number_scale)); }

Value evaluate(Nodes nodes, const Lookup& lookup) {
  Value value;
  if (nodes.empty()) return value;
  Evaluator evaluator(nodes, &lookup);
  switch (type_of(nodes.front().op)) {
    case Type::text: {
      std::string buffer;
      value = Value::of_text(evaluator.text(buffer));
      break;
    }
    case Type::number: value = Value::of_number(evaluator.number()); break;
    case Type::truth: value = Value::of_truth(evaluator.truth()); break;
  }
  return evaluator.whole() ? value : Value{};
}

Value evaluate(const Expression& expression, const Lookup& lookup) { return evaluate(expression.nodes, lookup); }

bool holds(const Expression& expression, const Lookup& lookup) {
  if (expression.empty()) return true;
  const auto value = evaluate(expression, lookup);
  return value.type == Type::truth && value.number != 0;
}

Type type_of(Op op) {
  switch (op) {
    case Op::text:
    case Op::text_name:
    case Op::lower: return Type::text;
    case Op::number:
    case Op::number_name:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::min:
    case Op::max:
    case Op::number_of:
    case Op::length: return Type::number;
    default: return Type::truth;
  }
}

bool is_whole(Nodes nodes, Type type) {
  if (nodes.empty() || type_of(nodes.front().op) != type) return false;
  Evaluator evaluator(nodes, nullptr);
  std::string buffer;
  if (type == Type::text) evaluator.text(buffer);
  else if (type == Type::number) evaluator.number();
  else evaluator.truth();
  return evaluator.whole();
}

Value evaluate_constant(Nodes nodes) { return evaluate(nodes, NoValues{}); }

}  // namespace tandem::expressions
