// A sentence in both languages with the same things put in: said("{}是空的", "{} is empty", what). Each {} takes a text, a
// number, or a Localized, of which each sentence gets its own; {0}, {1} where their order differs. The compiler checks both.
// A text without anything in it needs no call: {"中文", "English"} is one. Pure.
#pragma once

#include <fmt/format.h>

#include <type_traits>

#include "model/localized.hpp"

namespace tandem {

template <class T>
using InOneLanguage = std::conditional_t<std::is_same_v<T, Localized>, const std::string&, const T&>;

template <class T>
InOneLanguage<T> in_language(const T& value, std::string_view language) {
  if constexpr (std::is_same_v<T, Localized>) return value.in(language);
  else return value;
}

template <class... Args>
Localized said(fmt::format_string<InOneLanguage<Args>...> zh, fmt::format_string<InOneLanguage<Args>...> en, const Args&... args) {
  return {fmt::format(zh, in_language(args, "zh")...), fmt::format(en, in_language(args, "en")...)};
}

}  // namespace tandem
