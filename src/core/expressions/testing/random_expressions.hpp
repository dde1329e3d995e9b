// For the tests of expressions: a vocabulary, random values for it, random well-typed trees and how they are written.
// Few names and few values, so that trees often agree with or contradict each other. The seed decides everything.
#pragma once

#include <array>
#include <map>
#include <random>
#include <string>

#include "core/expressions/normal_form.hpp"
#include "core/expressions/numbers.hpp"
#include "core/expressions/parse.hpp"

namespace tandem::expressions::testing {

using Op = ExpressionOp;

inline constexpr std::array<std::string_view, 3> channels{"voice", "webchat", "ticket"};
inline constexpr std::array<std::string_view, 2> hours{"Office", "夜班"};
inline constexpr std::array<Name, 6> names{{{"channel", Type::text, channels},
                                            {"customer.region", Type::text, {}},
                                            {"waited", Type::number, {}},
                                            {"customer.value", Type::number, {}},
                                            {"known", Type::truth, {}},
                                            {"vip", Type::truth, {}}}};
inline constexpr Vocabulary vocabulary{names, hours};

inline constexpr std::array<std::string_view, 12> texts{
    "", "voice", "webchat", "ticket", "7", "-2.5", "上海市", "上海", "AbC", "a\"b", "it's \\", "x\ny"};
inline constexpr std::array<std::int64_t, 12> numbers{
    0, 10000, 20000, 30000, 25000, -10000, 1, 70000, 500000, INT64_MAX, -INT64_MAX, 9999};

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t limit) { return engine_() % limit; }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <class List>
  const auto& any(const List& list) { return list[below(list.size())]; }

 private:
  std::mt19937_64 engine_;
};

// What is not set is missing.
struct Values final : Lookup {
  std::map<std::string, Value, std::less<>> values;
  std::map<std::string, bool, std::less<>> open;

  Value value_of(std::string_view name) const override {
    const auto at = values.find(name);
    return at == values.end() ? Value{} : at->second;
  }
  bool is_open(std::string_view name) const override {
    const auto at = open.find(name);
    return at != open.end() && at->second;
  }
};

inline Values random_values(Random& random) {
  Values made;
  for (const auto& name : names) {
    if (random.one_in(6)) continue;
    const std::string key(name.name);
    if (!name.words.empty()) made.values[key] = Value::of_text(random.any(name.words));
    else if (name.type == Type::text) made.values[key] = Value::of_text(random.any(texts));
    else if (name.type == Type::number) made.values[key] = Value::of_number(random.any(numbers));
    else made.values[key] = Value::of_truth(random.one_in(2));
  }
  if (!random.one_in(4)) made.values["values.1.order"] = Value::of_text(random.any(texts));
  for (const auto name : hours) made.open[std::string(name)] = random.one_in(2);
  return made;
}

class Generator {
 public:
  explicit Generator(Random& random) : random_(random) {}

  Expression truth(int size) {
    budget_ = size;
    Expression made;
    made.nodes = any_truth();
    return made;
  }

 private:
  using Tree = std::vector<ExpressionNode>;

  static Tree leaf(Op op, std::string_view text, std::int64_t number = 0) {
    return {{op, 0, std::string(text), number}};
  }
  static Tree node(Op op, const std::vector<Tree>& children) {
    Tree made{{op, static_cast<int>(children.size()), "", 0}};
    for (const auto& child : children) made.insert(made.end(), child.begin(), child.end());
    return made;
  }
  static bool is_channel(const Tree& tree) {
    return tree.front().op == Op::text_name && tree.front().text == "channel";
  }

  Tree any_truth() {
    if (--budget_ < 0) return truth_leaf();
    switch (random_.below(12)) {
      case 0: return node(Op::not_, {any_truth()});
      case 1:
      case 2:
      case 3: return chain(Op::and_);
      case 4:
      case 5: return chain(Op::or_);
      case 6: return node(random_.one_in(2) ? Op::truths_equal : Op::truths_differ, {any_truth(), any_truth()});
      case 7: return truth_leaf();
      case 8:
      case 9: return about_texts();
      default: return about_numbers();
    }
  }
  Tree chain(Op op) {
    std::vector<Tree> children{any_truth(), any_truth()};
    if (random_.one_in(3)) children.push_back(any_truth());
    return node(op, children);
  }
  Tree truth_leaf() {
    if (random_.one_in(8)) return leaf(Op::truth, "", random_.one_in(2) ? 1 : 0);
    if (random_.one_in(4)) return leaf(Op::open, random_.any(hours));
    return leaf(Op::truth_name, random_.one_in(2) ? "known" : "vip");
  }

  Tree literal_beside(const Tree& other) {
    return leaf(Op::text, is_channel(other) ? random_.any(channels) : random_.any(texts));
  }
  Tree about_texts() {
    auto left = any_text();
    if (random_.one_in(3)) {
      std::vector<Tree> children{left};
      for (auto count = 1 + random_.below(4); count > 0; --count) children.push_back(literal_beside(left));
      return node(Op::text_in, children);
    }
    if (random_.one_in(6)) return node(Op::missing, {left});
    constexpr std::array<Op, 4> ops{Op::texts_equal, Op::texts_differ, Op::contains, Op::starts_with};
    auto right = random_.one_in(3) ? any_text() : literal_beside(left);
    if (is_channel(right) && left.front().op == Op::text) left = literal_beside(right);
    if (is_channel(left) && right.front().op == Op::text) right = literal_beside(left);
    return node(ops[random_.below(random_.one_in(3) ? 4 : 2)], {left, right});
  }
  Tree any_text() {
    if (--budget_ > 0 && random_.one_in(6)) return node(Op::lower, {any_text()});
    if (random_.one_in(10)) return leaf(Op::text, random_.any(texts));
    constexpr std::array<std::string_view, 3> named{"channel", "customer.region", "values.1.order"};
    return leaf(Op::text_name, random_.any(named));
  }

  Tree about_numbers() {
    if (random_.one_in(5)) {
      std::vector<Tree> children{any_number()};
      for (auto count = 1 + random_.below(4); count > 0; --count) children.push_back(number_literal());
      return node(Op::number_in, children);
    }
    constexpr std::array<Op, 6> ops{Op::less,     Op::at_most,       Op::more,
                                    Op::at_least, Op::numbers_equal, Op::numbers_differ};
    return node(random_.any(ops), {any_number(), random_.one_in(3) ? any_number() : number_literal()});
  }
  Tree number_literal() { return leaf(Op::number, "", random_.any(numbers)); }
  Tree any_number() {
    if (--budget_ > 0 && random_.one_in(4)) {
      constexpr std::array<Op, 6> ops{Op::add, Op::subtract, Op::multiply, Op::divide, Op::min, Op::max};
      return node(random_.any(ops), {any_number(), any_number()});
    }
    if (random_.one_in(6)) return number_literal();
    if (random_.one_in(5)) return node(random_.one_in(2) ? Op::length : Op::number_of, {any_text()});
    return leaf(Op::number_name, random_.one_in(2) ? "waited" : "customer.value");
  }

  Random& random_;
  int budget_ = 0;
};

// A tree as a person could write it, with a pair of parentheses too many now and then.
class Writer {
 public:
  explicit Writer(Random& random) : random_(random) {}

  std::string written(Nodes tree) { return at_least(1, tree); }

 private:
  static std::string sign_of(Op op) {
    switch (op) {
      case Op::texts_equal:
      case Op::numbers_equal:
      case Op::truths_equal: return " = ";
      case Op::texts_differ:
      case Op::numbers_differ:
      case Op::truths_differ: return "!=";
      case Op::less: return "<";
      case Op::at_most: return " <= ";
      case Op::more: return " > ";
      case Op::at_least: return ">=";
      case Op::contains: return " contains ";
      case Op::starts_with: return " starts_with ";
      case Op::add: return " + ";
      case Op::subtract: return " -";
      case Op::multiply: return "*";
      case Op::divide: return " / ";
      case Op::or_: return " or ";
      case Op::and_: return "\n and ";
      default: return " ? ";
    }
  }
  static int level_of(Op op) {
    if (op == Op::or_) return 1;
    if (op == Op::and_) return 2;
    if (op == Op::not_) return 3;
    if (op == Op::add || op == Op::subtract) return 5;
    if (op == Op::multiply || op == Op::divide) return 6;
    const bool comparison = (op >= Op::texts_equal && op <= Op::starts_with) || op == Op::missing;
    return comparison ? 4 : 7;
  }
  static std::string quoted(std::string_view text, char quote) {
    std::string made(1, quote);
    for (const char c : text) {
      if (c == quote || c == '\\') made += '\\';
      if (c == '\n') made += "\\n";
      else made += c;
    }
    return made + quote;
  }

  std::string at_least(int level, Nodes tree) {
    auto text = plain(tree);
    const bool needed = level_of(tree.front().op) < level;
    return needed || random_.one_in(12) ? "(" + text + ")" : text;
  }
  std::string listed(const std::vector<Nodes>& children) {
    std::string text = at_least(5, children[0]) + " in (";
    for (std::size_t i = 1; i < children.size(); ++i) text += (i > 1 ? ", " : "") + plain(children[i]);
    return text + ")";
  }
  std::string called(const std::vector<Nodes>& children, const std::string& function) {
    std::string text;
    for (const auto child : children) text += (text.empty() ? function + "(" : ",") + at_least(1, child);
    return text + ")";
  }
  std::string plain(Nodes tree) {
    const auto& root = tree.front();
    const auto children = children_of(tree);
    const int level = level_of(root.op);
    switch (root.op) {
      case Op::text: return quoted(root.text, random_.one_in(2) ? '"' : '\'');
      case Op::number: return number_text(root.number);
      case Op::truth: return root.number ? "true" : "false";
      case Op::text_name:
      case Op::number_name:
      case Op::truth_name: return root.text;
      case Op::open: return "open(" + quoted(root.text, '"') + ")";
      case Op::not_: return "not " + at_least(3, children[0]);
      case Op::missing: return at_least(5, children[0]) + " is missing";
      case Op::text_in:
      case Op::number_in: return listed(children);
      case Op::min:
      case Op::max:
      case Op::lower:
      case Op::length: return called(children, std::string(name_of(root.op)));
      case Op::number_of: return called(children, "number");
      default: break;
    }
    // What stands to the left may be of the same level, except where comparisons and chains would run together.
    std::string text = at_least(level <= 4 ? level + 1 : level, children[0]);
    for (std::size_t i = 1; i < children.size(); ++i) text += sign_of(root.op) + at_least(level + 1, children[i]);
    return text;
  }

  Random& random_;
};

}  // namespace tandem::expressions::testing
