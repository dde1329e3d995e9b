// A condition may be anything a person types, and its stored tree anything a damaged record holds: both must end in an
// answer. What the analysis calls proven must hold for the values tried.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/codec.hpp"
#include "core/expressions/analyse.hpp"
#include "core/expressions/testing/random_expressions.hpp"

namespace {

using namespace tandem::expressions;

void check(bool holds) {
  if (!holds) std::abort();
}

void check_answers(const tandem::Expression& first, const tandem::Expression& second) {
  const bool never = is_never_true(first), follows = implies(first, second);
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    testing::Random random(seed);
    const auto values = testing::random_values(random);
    check(evaluate(first, values) == evaluate(first, values));
    const bool holds_first = holds(first, values);
    check(!(never && holds_first));
    check(!(follows && holds_first && !holds(second, values)));
  }
}

tandem::Expression parsed(std::string_view text) {
  auto result = parse(text, testing::vocabulary, Type::truth);
  if (const auto* problem = std::get_if<ParseProblem>(&result)) {
    check(problem->at <= text.size() && !problem->text.zh.empty() && !problem->text.en.empty());
    return {};
  }
  auto expression = std::get<tandem::Expression>(std::move(result));
  check(is_whole(expression.nodes, Type::truth));
  return expression;
}

tandem::Expression decoded(std::string_view bytes) {
  tandem::codec::Reader reader(bytes);
  tandem::Expression expression;
  reader.get(expression);
  return expression;
}

}  // namespace

// Two expressions with a ; between them; as text, or (first byte 0) as they are stored.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > 20000) return 0;
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const auto middle = all.find(';');
  const auto first = all.substr(0, middle);
  const auto second = middle == all.npos ? std::string_view() : all.substr(middle + 1);
  if (first.starts_with('\0')) check_answers(decoded(first.substr(1)), decoded(second));
  else check_answers(parsed(first), parsed(second));
  return 0;
}
