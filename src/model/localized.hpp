// One text in both languages of the screens: what people are shown, and what flows say to customers. A plain value;
// model/said.hpp puts such texts together.
#pragma once

#include <string>
#include <string_view>

namespace tandem {

// A missing one falls back to the other. In a flow, `$name` stands for a value of the conversation, `$digits(name)` for one
// that is to be read digit by digit.
struct Localized {
  std::string zh, en;
  bool operator==(const Localized&) const = default;
  bool empty() const { return zh.empty() && en.empty(); }
  const std::string& in(std::string_view language) const {
    const bool english = language.starts_with("en");
    return english ? (en.empty() ? zh : en) : (zh.empty() ? en : zh);
  }
  static void fields(auto& self, auto& v) { v("zh", self.zh); v("en", self.en); }
};

}  // namespace tandem
