#include "core/expressions/numbers.hpp"

#include <algorithm>
#include <limits>

namespace tandem::expressions {
namespace {

__extension__ typedef __int128 Wide;

std::int64_t narrowed(Wide value) {
  constexpr Wide least = std::numeric_limits<std::int64_t>::min(), most = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::clamp(value, least, most));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::int64_t add(std::int64_t a, std::int64_t b) { return narrowed(Wide{a} + b); }
std::int64_t subtract(std::int64_t a, std::int64_t b) { return narrowed(Wide{a} - b); }
std::int64_t multiply(std::int64_t a, std::int64_t b) { return narrowed(Wide{a} * b / number_scale); }
std::int64_t divide(std::int64_t a, std::int64_t b) { return b == 0 ? 0 : narrowed(Wide{a} * number_scale / b); }

std::optional<ReadNumber> read_number(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto point = text.find('.');
  const auto whole = text.substr(0, point);
  const auto fraction = point == text.npos ? std::string_view("0") : text.substr(point + 1);
  if (whole.empty() || fraction.empty()) return std::nullopt;
  if (!std::ranges::all_of(whole, is_digit) || !std::ranges::all_of(fraction, is_digit)) return std::nullopt;
  constexpr Wide most = std::numeric_limits<std::int64_t>::max();
  Wide value = 0;
  const auto push = [&](char digit) { value = std::min(value * 10 + (digit - '0'), most + 1); };
  for (const char digit : whole) push(digit);
  for (std::size_t i = 0; i < number_places; ++i) push(i < fraction.size() ? fraction[i] : '0');
  const bool in_range = value <= most;
  return ReadNumber{narrowed(negative ? -value : value), in_range};
}

std::string number_text(std::int64_t number) {
  const bool negative = number < 0;
  auto size = negative ? std::uint64_t{0} - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
  std::string fraction;
  for (std::size_t i = 0; i < number_places; ++i, size /= 10) fraction.insert(0, 1, static_cast<char>('0' + size % 10));
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return (negative ? "-" : "") + std::to_string(size) + (fraction.empty() ? "" : "." + fraction);
}

}  // namespace tandem::expressions
