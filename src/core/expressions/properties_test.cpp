// What must be true of every expression, tried on thousands of random ones. A failure prints the seed and the text.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "core/expressions/analyse.hpp"
#include "core/expressions/testing/random_expressions.hpp"

namespace tandem::expressions {
namespace {

using namespace testing;

// The same language once more, as plainly as it can be said: every child is computed, then the node.
Value reference(Nodes tree, const Lookup& lookup) {
  const auto& root = tree.front();
  std::vector<Value> of;
  for (const auto child : children_of(tree)) of.push_back(reference(child, lookup));
  const auto any = [&](auto test) { return Value::of_truth(std::any_of(of.begin(), of.end(), test)); };
  const auto named = [&](Type type) {
    auto value = lookup.value_of(root.text);
    return value.type == type ? value : Value{type, "", 0};
  };
  switch (root.op) {
    case Op::text: return Value::of_text(root.text);
    case Op::number: return Value::of_number(root.number);
    case Op::truth: return Value::of_truth(root.number != 0);
    case Op::text_name: return named(Type::text);
    case Op::number_name: return named(Type::number);
    case Op::truth_name: return named(Type::truth);
    case Op::open: return Value::of_truth(lookup.is_open(root.text));
    case Op::or_: return any([](const Value& one) { return one.number == 1; });
    case Op::and_: return Value::of_truth(any([](const Value& one) { return one.number == 0; }).number == 0);
    case Op::not_: return Value::of_truth(of[0].number == 0);
    case Op::texts_equal:
    case Op::numbers_equal:
    case Op::truths_equal: return Value::of_truth(of[0] == of[1]);
    case Op::texts_differ:
    case Op::numbers_differ:
    case Op::truths_differ: return Value::of_truth(!(of[0] == of[1]));
    case Op::less: return Value::of_truth(of[0].number < of[1].number);
    case Op::at_most: return Value::of_truth(of[0].number <= of[1].number);
    case Op::more: return Value::of_truth(of[0].number > of[1].number);
    case Op::at_least: return Value::of_truth(of[0].number >= of[1].number);
    case Op::text_in:
    case Op::number_in: return Value::of_truth(std::count(of.begin() + 1, of.end(), of[0]) > 0);
    case Op::contains: return Value::of_truth(of[0].text.find(of[1].text) != std::string::npos);
    case Op::starts_with: return Value::of_truth(of[0].text.substr(0, of[1].text.size()) == of[1].text);
    case Op::missing: return Value::of_truth(of[0].text.empty());
    default: break;
  }
  // Calculations are tried with examples; here only what they are made of is checked again.
  std::vector<ExpressionNode> flat{root};
  for (const auto& value : of)
    flat.push_back({value.type == Type::text ? Op::text : Op::number, 0, value.text, value.number});
  return evaluate_constant(flat);
}

TEST(RandomExpressions, what_is_written_is_read_as_the_same_tree_with_the_same_value) {
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    Random random(seed);
    const auto tree = Generator(random).truth(static_cast<int>(random.below(25)));
    const auto text = testing::Writer(random).written(tree.nodes);
    SCOPED_TRACE("seed " + std::to_string(seed) + ": " + text);
    const auto parsed = parse(text, vocabulary, Type::truth);
    const auto* problem = std::get_if<ParseProblem>(&parsed);
    ASSERT_FALSE(problem) << problem->at << ": " << problem->text.en;
    const auto& read = std::get<Expression>(parsed);
    ASSERT_TRUE(read.nodes == tree.nodes);
    for (int i = 0; i < 10; ++i) {
      const auto values = random_values(random);
      const auto value = evaluate(read, values);
      ASSERT_EQ(value, evaluate(tree, values));
      ASSERT_EQ(value, evaluate(read, values));
      ASSERT_EQ(value, reference(tree.nodes, values));
      ASSERT_EQ(holds(read, values), value.number == 1);
    }
  }
}

TEST(RandomExpressions, what_is_never_true_is_false_for_all_values) {
  int proofs = 0, seldom = 0;
  for (std::uint64_t seed = 1; seed <= 6000; ++seed) {
    Random random(seed);
    const auto tree = Generator(random).truth(static_cast<int>(random.below(20)));
    if (!is_never_true(tree)) {
      ++seldom;
      continue;
    }
    ++proofs;
    for (int i = 0; i < 60; ++i)
      ASSERT_FALSE(holds(tree, random_values(random)))
          << "seed " << seed << ": " << testing::Writer(random).written(tree.nodes);
  }
  EXPECT_GT(proofs, 300) << "the trees hardly ever contradict themselves";
  EXPECT_GT(seldom, 3000);
}

// Made of the same few conditions, so that one often follows from the other.
Expression made_of(Random& random, const std::vector<Expression>& conditions, int depth) {
  if (depth == 0 || random.one_in(4)) return random.any(conditions);
  Expression made;
  const bool negated = random.one_in(5);
  const auto first = made_of(random, conditions, depth - 1), second = made_of(random, conditions, depth - 1);
  if (negated) made.nodes.push_back({Op::not_, 1, "", 0});
  else made.nodes.push_back({random.one_in(3) ? Op::or_ : Op::and_, 2, "", 0});
  made.nodes.insert(made.nodes.end(), first.nodes.begin(), first.nodes.end());
  if (!negated) made.nodes.insert(made.nodes.end(), second.nodes.begin(), second.nodes.end());
  return made;
}

TEST(RandomExpressions, what_is_implied_holds_wherever_the_other_does) {
  int proofs = 0;
  for (std::uint64_t seed = 1; seed <= 6000; ++seed) {
    Random random(seed);
    std::vector<Expression> conditions;
    for (int i = 0; i < 4; ++i) conditions.push_back(Generator(random).truth(static_cast<int>(random.below(3))));
    const auto a = made_of(random, conditions, 3), b = made_of(random, conditions, 2);
    if (!implies(a, b)) continue;
    ++proofs;
    for (int i = 0; i < 50; ++i) {
      const auto values = random_values(random);
      ASSERT_TRUE(!holds(a, values) || holds(b, values))
          << "seed " << seed << ": " << testing::Writer(random).written(a.nodes) << "\n does not imply "
          << testing::Writer(random).written(b.nodes);
    }
  }
  EXPECT_GT(proofs, 1000);
}

// Conditions about a few values only, so that all of them can be tried.
std::string small_condition(Random& random) {
  const std::vector<std::string> signs{" < ", " <= ", " > ", " >= ", " = ", " != "};
  const std::string limit(1, static_cast<char>('0' + random.below(5)));
  switch (random.below(6)) {
    case 0: return "waited" + random.any(signs) + limit;
    case 1: return "customer.value" + random.any(signs) + limit;
    case 2: return "waited" + random.any(signs) + "customer.value";
    case 3: return "customer.value" + random.any(signs) + "waited";
    case 4: return random.one_in(2) ? "waited in (" + limit + ", 1)" : "not customer.value in (3, " + limit + ")";
    default: return random.one_in(2) ? "channel in ('voice', 'ticket')" : "channel != 'voice'";
  }
}
std::string small_conditions(Random& random, std::size_t alternatives) {
  std::string text;
  for (std::size_t i = 0; i < alternatives; ++i) {
    text += (i ? " or " : "") + small_condition(random);
    for (auto more = random.below(3); more > 0; --more) text += " and " + small_condition(random);
  }
  return random.one_in(5) ? "not (" + text + ")" : text;
}
std::vector<Values> all_small_values() {
  std::vector<Values> all;
  for (int i = 0; i < 7 * 7 * 4; ++i) {
    Values values;
    values.values["waited"] = Value::of_whole(i % 7 - 1);
    values.values["customer.value"] = Value::of_whole(i / 7 % 7 - 1);
    if (i / 49 > 0) values.values["channel"] = Value::of_text(channels[static_cast<std::size_t>(i / 49 - 1)]);
    all.push_back(std::move(values));
  }
  return all;
}

TEST(RandomExpressions, small_conditions_are_proven_only_where_all_values_agree) {
  const auto all = all_small_values();
  int implied = 0, never = 0, unproven = 0;
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    Random random(seed);
    const auto first = small_conditions(random, 1 + random.below(2));
    const auto second = small_conditions(random, 1 + random.below(3));
    SCOPED_TRACE("seed " + std::to_string(seed) + ": " + first + " → " + second);
    const auto a = std::get<Expression>(parse(first, vocabulary)), b = std::get<Expression>(parse(second, vocabulary));
    bool ever = false, always = true;
    for (const auto& values : all) {
      const bool holds_a = holds(a, values);
      ever = ever || holds_a;
      always = always && (!holds_a || holds(b, values));
    }
    ASSERT_FALSE(is_never_true(a) && ever);
    ASSERT_FALSE(implies(a, b) && !always);
    never += is_never_true(a);
    implied += implies(a, b);
    unproven += always && !implies(a, b);
  }
  EXPECT_GT(never, 50);
  EXPECT_GT(implied, 150);
  EXPECT_LT(unproven * 2, implied) << "it gives up too easily";
}

bool is_said(const Localized& text) {
  return !text.zh.empty() && !text.en.empty() && is_clean_utf8(text.zh) && is_clean_utf8(text.en);
}

void check_refusal(const std::string& text) {
  const auto parsed = parse(text, vocabulary, Type::truth);
  if (const auto* problem = std::get_if<ParseProblem>(&parsed)) {
    ASSERT_LE(problem->at, text.size());
    ASSERT_TRUE(is_said(problem->text)) << problem->text.en;
  } else {
    ASSERT_TRUE(is_whole(std::get<Expression>(parsed).nodes, Type::truth));
  }
}

TEST(RandomExpressions, random_bytes_are_refused_at_a_place_inside_the_text) {
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    std::string text;
    for (auto size = 2 + random.below(80); size > 0; --size) text += static_cast<char>(random.below(256));
    const auto parsed = parse(text, vocabulary, Type::truth);
    const auto* problem = std::get_if<ParseProblem>(&parsed);
    ASSERT_TRUE(problem);
    ASSERT_LE(problem->at, text.size());
    ASSERT_TRUE(is_said(problem->text)) << problem->text.en;
  }
}

TEST(RandomExpressions, random_words_and_damaged_texts_are_refused_or_whole) {
  const std::vector<std::string> words{
      "and", "or", "not", "channel", "=", "in", "(", ")", ",", "'voice'", "waited", "<", "-", "3.5", "min", "is",
      "missing", "open", "'x'", "vip", "values.a", "AND", "==", "channl", "true", "number", "“", "'", "\\", "!",
      "*", "contains"};
  for (std::uint64_t seed = 1; seed <= 5000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    std::string salad;
    for (auto size = 1 + random.below(15); size > 0; --size) (salad += random.any(words)) += ' ';
    check_refusal(salad);
    auto text = testing::Writer(random).written(Generator(random).truth(static_cast<int>(random.below(12))).nodes);
    for (auto hits = 1 + random.below(3); hits > 0 && !text.empty(); --hits) {
      const auto at = random.below(text.size());
      if (random.one_in(3)) text.erase(at, 1 + random.below(4));
      else text.insert(at, random.one_in(4) ? std::string(1, static_cast<char>(random.below(256))) : random.any(words));
    }
    check_refusal(text);
  }
}

TEST(RandomExpressions, damaged_nodes_have_the_value_of_nothing_or_are_a_whole_tree) {
  int damaged = 0, whole = 0;
  for (std::uint64_t seed = 1; seed <= 5000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    auto tree = Generator(random).truth(static_cast<int>(random.below(12)));
    const auto other = tree;
    for (auto hits = 1 + random.below(3); hits > 0 && !tree.nodes.empty(); --hits) {
      const auto at = random.below(tree.nodes.size());
      if (random.one_in(4)) tree.nodes[at].op = static_cast<Op>(static_cast<int>(random.below(40)) - 2);
      else if (random.one_in(3)) tree.nodes[at].children = static_cast<int>(random.below(6)) - 2;
      else if (random.one_in(3)) tree.nodes[at].children = INT32_MAX;
      else tree.nodes.erase(tree.nodes.begin() + static_cast<std::ptrdiff_t>(at));
    }
    const auto values = random_values(random);
    const auto type = tree.empty() ? Type::truth : type_of(tree.nodes.front().op);
    if (is_whole(tree.nodes, type)) {
      ++whole;
      ASSERT_EQ(evaluate(tree, values), reference(tree.nodes, values));
    } else {
      ++damaged;
      ASSERT_EQ(evaluate(tree, values), Value{});
    }
    ASSERT_FALSE(is_never_true(tree) && holds(tree, values));
    ASSERT_FALSE(implies(other, tree) && holds(other, values) && !holds(tree, values));
    ASSERT_FALSE(implies(tree, other) && holds(tree, values) && !holds(other, values));
  }
  EXPECT_GT(damaged, 2000);
  EXPECT_GT(whole, 200);
}

}  // namespace
}  // namespace tandem::expressions
