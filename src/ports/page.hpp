// One page of a list and where the next begins. A cursor is the sort key of the last item shown, newest first; its
// text form travels through the API and back. Plain values.
#pragma once

#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tandem {

inline constexpr int largest_page = 200;

template <class T>
struct Page {
  std::vector<T> items;
  std::string next_cursor;  // empty: there is nothing more
};

struct Cursor {
  std::int64_t at = std::numeric_limits<std::int64_t>::max();  // UTC milliseconds
  std::int64_t rank = std::numeric_limits<std::int32_t>::max();
  std::int64_t id = std::numeric_limits<std::int64_t>::max();

  std::string text() const { return std::to_string(at) + "." + std::to_string(rank) + "." + std::to_string(id); }

  // Empty text: from the newest on. Nothing where the text is no cursor: answer 400.
  static std::optional<Cursor> parse(std::string_view text) {
    Cursor cursor;
    if (text.empty()) return cursor;
    for (auto* part : {&cursor.at, &cursor.rank, &cursor.id}) {
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *part);
      if (error != std::errc{}) return std::nullopt;
      text.remove_prefix(static_cast<std::size_t>(end - text.data()));
      if (part == &cursor.id) return text.empty() ? std::optional(cursor) : std::nullopt;
      if (text.empty() || text[0] != '.') return std::nullopt;
      text.remove_prefix(1);
    }
    return std::nullopt;
  }
};

}  // namespace tandem
