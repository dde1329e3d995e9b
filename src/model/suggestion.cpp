#include "model/suggestion.hpp"

#include <algorithm>

#include "model/said.hpp"

namespace tandem {
namespace {

constexpr std::size_t longest_name = 100;  // bytes: the time it takes grows with the square

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// How many bytes must be put in, taken out or changed to make one of the other.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto changed = diagonal + (lowered(a[i - 1]) == lowered(b[j - 1]) ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row[b.size()];
}

}  // namespace

Localized suggestion_among(std::string_view written, std::span<const std::string_view> names) {
  if (written.size() > longest_name) return {};
  std::string_view best;
  std::size_t least = written.size() <= 3 ? 2 : 3;  // a name is near when fewer keystrokes than this lie between
  for (const auto name : names) {
    if (name.size() > longest_name || name == written) continue;
    const auto apart = distance(written, name);
    if (apart >= least) continue;
    least = apart;
    best = name;
  }
  return best.empty() ? Localized{} : said("（是不是想写“{}”？）", " (did you mean '{}'?)", best);
}

}  // namespace tandem
