// Numbers read digit by digit, as order and telephone numbers are. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tandem {

// One text per character that can be said: "A12" -> {"A", "一", "二"} in Chinese, {"A", "1", "2"} otherwise. Separators
// become nothing; at most 64 characters.
std::vector<std::string> spelled(std::string_view text, std::string_view language);

}  // namespace tandem
