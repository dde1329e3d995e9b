// The numbers of the expression language: decimals with four places, held as an int64 count of ten-thousandths. What
// leaves the range stays at its end, what lies beyond the fourth place is cut off, and division by zero gives zero.
// Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tandem::expressions {

inline constexpr std::int64_t number_scale = 10000;
inline constexpr std::size_t number_places = 4;

std::int64_t add(std::int64_t a, std::int64_t b);
std::int64_t subtract(std::int64_t a, std::int64_t b);
std::int64_t multiply(std::int64_t a, std::int64_t b);
std::int64_t divide(std::int64_t a, std::int64_t b);

struct ReadNumber {
  std::int64_t value = 0;
  bool in_range = true;
};
// An optional minus, digits, and optionally a point and digits; nothing for any other text.
std::optional<ReadNumber> read_number(std::string_view text);

// The shortest form that reads back as the same number, but for the lowest of all, which no literal can name.
std::string number_text(std::int64_t number);

}  // namespace tandem::expressions
