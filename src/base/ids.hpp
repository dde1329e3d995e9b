// Identities. An Id<Tag> is an int64 that converts to nothing else; 0 means "none". Ids of rows and legs are made
// outside the core by an IdSource; ids of live things (conversation, task, ...) are counters of the engine's state.
#pragma once

#include <charconv>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace tandem {

template <class Tag>
struct Id {
  std::int64_t value = 0;

  constexpr Id() = default;
  constexpr explicit Id(std::int64_t v) : value(v) {}
  constexpr explicit operator bool() const { return value != 0; }
  constexpr auto operator<=>(const Id&) const = default;
  std::string text() const { return std::to_string(value); }

  // Reads the decimal form that `text` writes; anything else, and anything not positive, is "none".
  static Id parse(std::string_view text) {
    std::int64_t v = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), v);
    return error == std::errc{} && end == text.data() + text.size() && v > 0 ? Id{v} : Id{};
  }
};

}  // namespace tandem

template <class Tag>
struct std::hash<tandem::Id<Tag>> {
  std::size_t operator()(tandem::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
