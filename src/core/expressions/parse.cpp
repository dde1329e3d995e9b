#include "core/expressions/parse.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "core/expressions/parsing/tokens.hpp"
#include "core/expressions/parsing/tree_builder.hpp"
#include "model/said.hpp"
#include "model/suggestion.hpp"

namespace tandem::expressions {
namespace {

using Op = ExpressionOp;
using Kind = Token::Kind;

constexpr std::array<std::string_view, 6> comparison_signs{"=", "!=", "<", "<=", ">", ">="};
constexpr std::array<std::string_view, 4> comparison_words{"in", "contains", "starts_with", "is"};
constexpr std::array<std::string_view, 7> operator_words{"and", "or", "not", "in", "contains", "starts_with", "is"};

struct Function {
  std::string_view name;
  Op op;
  Type takes;
  int arguments;
};
constexpr std::array<Function, 5> functions{{{"number", Op::number_of, Type::text, 1},
                                             {"lower", Op::lower, Type::text, 1},
                                             {"length", Op::length, Type::text, 1},
                                             {"min", Op::min, Type::number, 2},
                                             {"max", Op::max, Type::number, 2}}};
constexpr std::array<std::string_view, 6> function_names{"number", "lower", "length", "min", "max", "open"};

bool is_among(std::span<const std::string_view> words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// One method per level of precedence, the loosest first.
class Parser {
 public:
  Parser(std::string_view text, const Vocabulary& vocabulary)
      : text_(text), vocabulary_(vocabulary), tokens_(text), tree_(text) {}

  Parsed whole(std::optional<Type> wanted) {
    advance();
    if (token_.kind == Kind::end) tree_.fail(0, {"这里是空的：缺少表达式", "there is nothing here: an expression is missing"});
    if (const auto part = alternatives()) {
      if (token_.kind != Kind::end) unexpected({"表达式应在这里结束", "the expression should end here"});
      if (wanted) tree_.need(*part, *wanted);
    }
    if (tree_.problem()) return *tree_.problem();
    return Expression{tree_.take(), std::string(text_)};
  }

 private:
  std::nullopt_t unexpected(const Localized& instead) {
    if (token_.kind == Kind::end)
      return tree_.fail(token_.from, said("末尾缺少内容：{}", "something is missing at the end: {}", instead));
    const auto hint = token_.kind == Kind::word ? suggestion(token_.source, operator_words) : Localized{};
    return tree_.fail(token_.from, said("'{}' 不能写在这里：{}{}", "'{}' cannot stand here: {}{}", shortened(token_.source), instead, hint));
  }

  // What cannot be read is a problem, and the end.
  void advance() {
    auto next = tokens_.next();
    if (!next) tree_.fail(tokens_.problem().at, tokens_.problem().text);
    token_ = next ? std::move(*next) : Token{};
  }
  bool accept_word(std::string_view word) {
    if (!token_.is_word(word)) return false;
    advance();
    return true;
  }
  bool accept_sign(std::string_view sign) {
    if (!token_.is_sign(sign)) return false;
    advance();
    return true;
  }
  bool expect_sign(std::string_view sign) {
    if (accept_sign(sign)) return true;
    unexpected(said("应为 '{0}'", "a '{0}' was expected", sign));
    return false;
  }

  MaybePart alternatives() { return chain("or", Op::or_, &Parser::conjunction); }
  MaybePart conjunction() { return chain("and", Op::and_, &Parser::negation); }

  MaybePart chain(std::string_view word, Op op, MaybePart (Parser::*operand)()) {
    const auto first = (this->*operand)();
    if (!first || !token_.is_word(word)) return first;
    if (!tree_.need(*first, Type::truth)) return std::nullopt;
    auto last = first;
    int children = 1, depth = first->depth;
    while (accept_word(word)) {
      last = (this->*operand)();
      if (!last || !tree_.need(*last, Type::truth)) return std::nullopt;
      ++children;
      depth = std::max(depth, last->depth);
    }
    return tree_.joined(op, children, *first, last->to, depth);
  }

  MaybePart negation() {
    const auto from = token_.from;
    if (!accept_word("not")) return comparison();
    if (++nesting_ > most_depth) return tree_.too_deep(from);
    auto operand = negation();
    --nesting_;
    if (!operand || !tree_.need(*operand, Type::truth)) return std::nullopt;
    operand->from = from;
    return tree_.joined(Op::not_, 1, *operand, operand->to, operand->depth);
  }

  bool at_comparison() const {
    if (token_.kind == Kind::sign) return is_among(comparison_signs, token_.source);
    return token_.kind == Kind::word && is_among(comparison_words, token_.source);
  }

  MaybePart comparison() {
    const auto left = sum();
    if (!left || !at_comparison()) return left;
    const auto sign = token_;
    advance();
    MaybePart result;
    if (sign.is_word("in")) {
      result = listed(*left);
    } else if (sign.is_word("is")) {
      result = missing(*left);
    } else {
      const auto right = sum();
      if (!right) return right;
      result = sign.kind == Kind::sign ? tree_.compared(*left, sign.source, *right) : searched(*left, sign, *right);
    }
    if (result && at_comparison())
      return tree_.fail(token_.from, {"比较之后不能再接比较：请用 'and' 或括号",
                                      "one comparison cannot follow another: use 'and', or parentheses"});
    return result;
  }

  MaybePart searched(const Part& left, const Token& word, const Part& right) {
    if (!tree_.need(left, Type::text) || !tree_.need(right, Type::text)) return std::nullopt;
    return tree_.pair(word.is_word("contains") ? Op::contains : Op::starts_with, left, right);
  }

  MaybePart missing(const Part& operand) {
    const auto to = token_.to;
    if (!accept_word("missing"))
      return unexpected({"应为 'missing'；相反的写作 not … is missing", "'missing' was expected; its contrary is written: not … is missing"});
    if (!tree_.need(operand, Type::text)) return std::nullopt;
    return tree_.joined(Op::missing, 1, operand, to, operand.depth);
  }

  MaybePart listed(const Part& wanted) {
    if (wanted.type == Type::truth)
      return tree_.fail(wanted.from, said("{} 是真假值；'in' 只查找文本或数字", "{} is true or false; 'in' looks for a text or a number",
                                          tree_.quoted(wanted)));
    if (!expect_sign("(")) return std::nullopt;
    int items = 0;
    do {
      if (++items > most_items)
        return tree_.fail(token_.from, said("列表过长：最多 {} 项", "the list is too long: at most {} items", most_items));
      if (!item(wanted)) return std::nullopt;
    } while (accept_sign(","));
    const auto to = token_.to;
    if (!expect_sign(")")) return std::nullopt;
    return tree_.joined(wanted.type == Type::text ? Op::text_in : Op::number_in, 1 + items, wanted, to, wanted.depth);
  }

  bool item(const Part& wanted) {
    const auto at = token_.from;
    const bool negative = accept_sign("-");
    const bool is_number = token_.kind == Kind::number, is_text = token_.kind == Kind::text && !negative;
    if (!is_number && !is_text) {
      unexpected({"列表中只能是引号中的文本或数字", "a list holds texts in quotes or numbers"});
      return false;
    }
    ExpressionNode made;
    made.op = is_text ? Op::text : Op::number;
    made.text = token_.text;
    made.number = negative ? -token_.number : token_.number;
    advance();
    return tree_.add_item(wanted, std::move(made), at);
  }

  MaybePart sum() { return calculation("+", Op::add, "-", Op::subtract, &Parser::product); }
  MaybePart product() { return calculation("*", Op::multiply, "/", Op::divide, &Parser::primary); }

  MaybePart calculation(std::string_view one, Op op_of_one, std::string_view other, Op op_of_other,
                        MaybePart (Parser::*operand)()) {
    auto left = (this->*operand)();
    while (left && (token_.is_sign(one) || token_.is_sign(other))) {
      if (!tree_.need(*left, Type::number)) return std::nullopt;
      const auto op = token_.is_sign(one) ? op_of_one : op_of_other;
      advance();
      const auto right = (this->*operand)();
      if (!right || !tree_.need(*right, Type::number)) return std::nullopt;
      left = tree_.pair(op, *left, *right);
    }
    return left;
  }

  MaybePart primary() {
    const auto token = token_;
    ExpressionNode made;
    if (token.kind == Kind::text) {
      advance();
      made.op = Op::text;
      made.text = token.text;
      return tree_.leaf(std::move(made), Type::text, token.from, token.to);
    }
    if (token.kind == Kind::number) return number(token.from, false);
    if (token.kind == Kind::word) return word();
    if (accept_sign("-")) return number(token.from, true);
    if (token.is_sign("(")) return parenthesis();
    return unexpected({"应为名称、引号中的文本或数字", "a name, a text in quotes or a number was expected"});
  }

  MaybePart number(std::size_t from, bool negative) {
    if (token_.kind != Kind::number)
      return tree_.fail(from, {"减号只能写在数字之前或两个数之间；请改写作 0 - …",
                               "a minus stands before digits or between two numbers; write 0 - … instead"});
    ExpressionNode made;
    made.op = Op::number;
    made.number = negative ? -token_.number : token_.number;
    const auto to = token_.to;
    advance();
    return tree_.leaf(std::move(made), Type::number, from, to);
  }

  MaybePart parenthesis() {
    const auto from = token_.from;
    if (++nesting_ > most_depth) return tree_.too_deep(from);
    advance();
    auto inner = alternatives();
    if (!inner) return inner;
    --nesting_;
    inner->from = from;
    inner->to = token_.to;
    if (!expect_sign(")")) return std::nullopt;
    return inner;
  }

  MaybePart word() {
    const auto word = token_;
    if (word.source == "not")
      return tree_.fail(word.from, {"'not' 在这里要放进括号：(not …)", "'not' needs parentheses around it here: (not …)"});
    if (is_among(operator_words, word.source))
      return tree_.fail(word.from, said("'{0}' 之前缺少值", "a value is missing before '{0}'", word.source));
    advance();
    if (token_.is_sign("(")) return word.source == "open" ? opening_hours(word) : function(word);
    if (word.source != "true" && word.source != "false") return name(word);
    ExpressionNode made;
    made.op = Op::truth;
    made.number = word.source == "true";
    return tree_.leaf(std::move(made), Type::truth, word.from, word.to);
  }

  MaybePart name(const Token& word) {
    constexpr std::string_view collected = "values.";
    const auto known = std::ranges::find(vocabulary_.names, word.source, &Name::name);
    const bool is_known = known != vocabulary_.names.end();
    if (!is_known && (!word.source.starts_with(collected) || word.source == collected)) return unknown(word);
    if (!is_known && std::ranges::any_of(word.source, [](char c) { return c >= 'A' && c <= 'Z'; }))
      return tree_.fail(word.from, {"值的名称由 a-z、0-9、_ 和 . 组成", "the names of values are made of a-z, 0-9, _ and ."});
    const auto type = is_known ? known->type : Type::text;
    ExpressionNode made;
    made.op = type == Type::text ? Op::text_name : type == Type::number ? Op::number_name : Op::truth_name;
    made.text = word.source;
    auto part = tree_.leaf(std::move(made), type, word.from, word.to);
    if (part && is_known) part->name = &*known;
    return part;
  }

  std::nullopt_t unknown(const Token& word) {
    std::vector<std::string_view> names{"true", "false", "not"};
    for (const auto& known : vocabulary_.names) names.push_back(known.name);
    auto hint = suggestion(word.source, names);
    if (hint.empty())
      hint = {"；流程收集的值写作 values.名称，文本要写在引号中", "; what a flow collected is written values.NAME, and a text stands in quotes"};
    return tree_.fail(word.from, said("没有 '{}'{}", "there is no '{}'{}", shortened(word.source), hint));
  }

  MaybePart function(const Token& word) {
    const auto known = std::ranges::find(functions, word.source, &Function::name);
    if (known == functions.end())
      return tree_.fail(word.from, said("没有函数 '{}'{}", "there is no function '{}'{}", shortened(word.source),
                                        suggestion(word.source, function_names)));
    if (++nesting_ > most_depth) return tree_.too_deep(word.from);
    MaybePart first;
    int depth = 0;
    for (int i = 0; i < known->arguments; ++i) {
      if (!expect_sign(i == 0 ? "(" : ",")) return std::nullopt;
      const auto argument = alternatives();
      if (!argument || !tree_.need(*argument, known->takes)) return std::nullopt;
      if (i == 0) first = argument;
      depth = std::max(depth, argument->depth);
    }
    --nesting_;
    first->from = word.from;
    const auto to = token_.to;
    if (!expect_sign(")")) return std::nullopt;
    return tree_.joined(known->op, known->arguments, *first, to, depth);
  }

  MaybePart opening_hours(const Token& word) {
    advance();
    ExpressionNode made;
    made.op = Op::open;
    made.text = token_.text;
    if (token_.kind != Kind::text)
      return unexpected({"open 的括号里要写带引号的工作时间名称", "open takes the name of opening hours, in quotes"});
    if (!is_among(vocabulary_.hours, made.text))
      return tree_.fail(token_.from, said("没有工作时间“{}”{}", "there are no opening hours '{}'{}", shortened(made.text),
                                          suggestion(made.text, vocabulary_.hours)));
    advance();
    const auto to = token_.to;
    if (!expect_sign(")")) return std::nullopt;
    return tree_.leaf(std::move(made), Type::truth, word.from, to);
  }

  std::string_view text_;
  const Vocabulary& vocabulary_;
  Tokens tokens_;
  TreeBuilder tree_;
  Token token_;
  int nesting_ = 0;
};

}  // namespace

Parsed parse(std::string_view text, const Vocabulary& vocabulary, std::optional<Type> wanted) {
  if (text.size() > most_bytes)
    return ParseProblem{most_bytes, said("表达式过长：最多 {} 字节", "the expression is too long: at most {} bytes", most_bytes)};
  if (!is_clean_utf8(text)) {
    const auto clean = cleaned_utf8(text, text.size());
    const auto at = std::ranges::mismatch(text, clean).in1 - text.begin();
    return ParseProblem{static_cast<std::size_t>(at), {"这里不是 UTF-8 文本", "this is not UTF-8 text"}};
  }
  return Parser(text, vocabulary).whole(wanted);
}

}  // namespace tandem::expressions
