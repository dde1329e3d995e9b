// Telephone numbers. A Phone is a checked E.164 number with the text that was dialled or written beside it;
// parsing and the region's name (归属地) come from libphonenumber. All functions are thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tandem {

struct Phone {
  std::string e164;       // "+8613812345678"; never empty in a Phone that parse_phone returned
  std::string extension;  // digits behind the number, often empty
  std::string written;    // as it came in
  bool operator==(const Phone&) const = default;
};

// `default_region` is an ISO 3166 code ("CN") for numbers without a country code; "ZZ" when there is none.
// Fails with invalid_argument where the text is no number.
Result<Phone> parse_phone(std::string_view text, std::string_view default_region);

// Whether the numbering plan of its country has this number (a Phone may be well-formed and not valid).
bool is_valid_phone(const Phone& phone);

// 归属地: "上海市" for +8621…, "Shanghai" in English; empty when nothing is known. language: "zh" or "en".
std::string phone_region(std::string_view e164, std::string_view language);

// "+86 138 1234 5678" for screens.
std::string phone_for_people(std::string_view e164);

}  // namespace tandem
