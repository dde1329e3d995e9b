#include "core/expressions/parsing/tree_builder.hpp"

#include <algorithm>

#include "core/expressions/parsing/tokens.hpp"
#include "model/said.hpp"
#include "model/suggestion.hpp"

namespace tandem::expressions {
namespace {

using Op = ExpressionOp;

Localized in_words(Type type) {
  switch (type) {
    case Type::text: return {"文本", "a text"};
    case Type::number: return {"数字", "a number"};
    case Type::truth: return {"真假值", "true or false"};
  }
  return {};
}

std::string joined_words(std::span<const std::string_view> words) {
  constexpr std::size_t most_shown = 20;
  std::string all;
  for (const auto word : words.first(std::min(most_shown, words.size()))) (all += all.empty() ? "" : ", ") += word;
  return words.size() > most_shown ? all + ", …" : all;
}

Op order_of(std::string_view sign) {
  if (sign == "<") return Op::less;
  if (sign == "<=") return Op::at_most;
  return sign == ">" ? Op::more : Op::at_least;
}

Op equality_of(Type type, bool equal) {
  switch (type) {
    case Type::text: return equal ? Op::texts_equal : Op::texts_differ;
    case Type::number: return equal ? Op::numbers_equal : Op::numbers_differ;
    case Type::truth: return equal ? Op::truths_equal : Op::truths_differ;
  }
  return Op::none;
}

}  // namespace

std::nullopt_t TreeBuilder::fail(std::size_t at, Localized text) {
  if (!problem_) problem_ = ParseProblem{at, std::move(text)};
  return std::nullopt;
}

std::nullopt_t TreeBuilder::too_deep(std::size_t at) {
  return fail(at, said("嵌套过深：最多 {} 层", "this is nested too deeply: at most {} levels", most_depth));
}

std::string TreeBuilder::quoted(const Part& part) const {
  const auto text = shortened(source_.substr(part.from, part.to - part.from));
  return part.literal ? text : "'" + text + "'";
}

Localized TreeBuilder::as_number_hint(const Part& part) const {
  return said("；number({}) 可以把它变成数字", "; number({}) makes a number of it", shortened(source_.substr(part.from, part.to - part.from)));
}

bool TreeBuilder::need(const Part& part, Type type) {
  if (part.type == type) return true;
  const bool could_be = part.type == Type::text && type == Type::number && !part.literal;
  fail(part.from, said("{} 是{}，而这里需要{}{}", "{} is {}, but {} is needed here{}", quoted(part), in_words(part.type), in_words(type),
                       could_be ? as_number_hint(part) : Localized{}));
  return false;
}

// Nodes go where their tree begins: in front of the children that were read before them.
MaybePart TreeBuilder::put(ExpressionNode node, Part part) {
  if (++counted_ > most_nodes)
    return fail(part.from, said("表达式过大：名称、值和运算符最多共 {} 个",
                                "the expression is too large: at most {} names, values and operators", most_nodes));
  if (part.depth > most_depth) return too_deep(part.from);
  nodes_.insert(nodes_.begin() + static_cast<std::ptrdiff_t>(part.root), std::move(node));
  return part;
}

MaybePart TreeBuilder::leaf(ExpressionNode node, Type type, std::size_t from, std::size_t to) {
  Part part{.root = nodes_.size(), .type = type, .from = from, .to = to};
  part.literal = node.op == Op::text || node.op == Op::number || node.op == Op::truth;
  return put(std::move(node), part);
}

MaybePart TreeBuilder::joined(Op op, int children, const Part& first, std::size_t to, int depth) {
  ExpressionNode node;
  node.op = op;
  node.children = children;
  return put(std::move(node),
             {.root = first.root, .type = type_of(op), .depth = depth + 1, .from = first.from, .to = to});
}

MaybePart TreeBuilder::pair(Op op, const Part& left, const Part& right) {
  return joined(op, 2, left, right.to, std::max(left.depth, right.depth));
}

MaybePart TreeBuilder::compared(const Part& left, std::string_view sign, const Part& right) {
  const bool equal = sign == "=";
  if (!equal && sign != "!=") {
    if (!need(left, Type::number) || !need(right, Type::number)) return std::nullopt;
    return pair(order_of(sign), left, right);
  }
  if (left.type != right.type) return incomparable(left, right);
  if (!check_word(left, right) || !check_word(right, left)) return std::nullopt;
  return pair(equality_of(left.type, equal), left, right);
}

std::nullopt_t TreeBuilder::incomparable(const Part& left, const Part& right) {
  const auto& the_text = left.type == Type::text ? left : right;
  const bool could_be = left.type != Type::truth && right.type != Type::truth && !the_text.literal;
  return fail(right.from, said("{} 是{}，而 {} 是{}：两者不能比较{}", "{} is {} and {} is {}: they cannot be compared{}", quoted(left),
                               in_words(left.type), quoted(right), in_words(right.type),
                               could_be ? as_number_hint(the_text) : Localized{}));
}

bool TreeBuilder::check_word(const Part& named, const Part& literal) {
  return !named.name || !literal.literal || check_word(*named.name, nodes_[literal.root].text, literal.from);
}

bool TreeBuilder::check_word(const Name& name, const std::string& word, std::size_t at) {
  const bool open = name.type != Type::text || name.words.empty();
  if (open || std::ranges::find(name.words, word) != name.words.end()) return true;
  fail(at, said("{} 是以下之一：{}；“{}”不在其中{}", "{} is one of {}; '{}' is none{}", name.name, joined_words(name.words), shortened(word),
                suggestion(word, name.words)));
  return false;
}

bool TreeBuilder::add_item(const Part& wanted, ExpressionNode item, std::size_t at) {
  const auto type = type_of(item.op);
  if (type != wanted.type) {
    fail(at, said("{} 是{}，而这一项是{}", "{} is {}, but this item is {}", quoted(wanted), in_words(wanted.type), in_words(type)));
    return false;
  }
  if (wanted.name && !check_word(*wanted.name, item.text, at)) return false;
  nodes_.push_back(std::move(item));
  return true;
}

}  // namespace tandem::expressions
