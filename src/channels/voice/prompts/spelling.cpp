#include "channels/voice/prompts/spelling.hpp"

#include <array>
#include <cctype>

namespace tandem {

std::vector<std::string> spelled(std::string_view text, std::string_view language) {
  static constexpr std::array<const char*, 10> chinese{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  std::vector<std::string> out;
  for (const char c : text) {
    if (out.size() >= 64) break;
    const auto byte = static_cast<unsigned char>(c);
    if (std::isdigit(byte))
      out.emplace_back(language.starts_with("zh") ? chinese[static_cast<std::size_t>(c - '0')] : std::string(1, c));
    else if (std::isalpha(byte))
      out.emplace_back(1, static_cast<char>(std::toupper(byte)));
  }
  return out;
}

}  // namespace tandem
