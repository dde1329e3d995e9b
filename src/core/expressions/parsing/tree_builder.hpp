// Puts a tree together while it is parsed, from the leaves up, and refuses what has the wrong type, is no word of a
// closed vocabulary or goes beyond the limits. Keeps the first problem. Used by the parser alone, one per parse.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expressions/parse.hpp"

namespace tandem::expressions {

// A tree that has been read. Its nodes begin at `root`; what was read later stands behind them.
struct Part {
  std::size_t root = 0;
  Type type = Type::truth;
  int depth = 1;
  std::size_t from = 0, to = 0;  // bytes of the source
  const Name* name = nullptr;    // when it is nothing but this name
  bool literal = false;
};
using MaybePart = std::optional<Part>;  // nothing: there is a problem

class TreeBuilder {
 public:
  explicit TreeBuilder(std::string_view source) : source_(source) {}

  // Each gives nothing or false when there is a problem now.
  std::nullopt_t fail(std::size_t at, Localized text);
  std::nullopt_t too_deep(std::size_t at);
  bool need(const Part& part, Type type);
  bool check_word(const Name& name, const std::string& word, std::size_t at);

  MaybePart leaf(ExpressionNode node, Type type, std::size_t from, std::size_t to);
  // Makes one tree of all that was read since first.root; `depth` is that of the deepest child.
  MaybePart joined(ExpressionOp op, int children, const Part& first, std::size_t to, int depth);
  MaybePart pair(ExpressionOp op, const Part& left, const Part& right);
  // `sign`: one of = != < <= > >=
  MaybePart compared(const Part& left, std::string_view sign, const Part& right);
  // An item of the list that `wanted` is looked for in. It is no operator and no name, so it counts apart.
  bool add_item(const Part& wanted, ExpressionNode item, std::size_t at);

  std::string quoted(const Part& part) const;
  const std::optional<ParseProblem>& problem() const { return problem_; }
  std::vector<ExpressionNode> take() { return std::move(nodes_); }

 private:
  MaybePart put(ExpressionNode node, Part part);
  bool check_word(const Part& named, const Part& literal);
  std::nullopt_t incomparable(const Part& left, const Part& right);
  Localized as_number_hint(const Part& part) const;

  std::string_view source_;
  std::vector<ExpressionNode> nodes_;
  int counted_ = 0;
  std::optional<ParseProblem> problem_;
};

}  // namespace tandem::expressions
