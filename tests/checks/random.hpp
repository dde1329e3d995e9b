// Random choices that a seed repeats exactly, on every machine (splitmix64). A value; not thread-safe.
#pragma once

#include <cstdint>
#include <iterator>
#include <vector>

namespace tandem::scenarios {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(n)); }
  std::int64_t between(std::int64_t least, std::int64_t most) { return least + below(most - least + 1); }
  bool one_in(std::int64_t n) { return below(n) == 0; }
  template <class List>
  const auto& any(const List& list) { return list[static_cast<std::size_t>(below(static_cast<std::int64_t>(std::size(list))))]; }
  // Each with this chance, in their order.
  template <class T>
  std::vector<T> some(const std::vector<T>& list, std::int64_t one_in_so_many) {
    std::vector<T> out;
    for (const auto& item : list)
      if (one_in(one_in_so_many)) out.push_back(item);
    return out;
  }

 private:
  std::uint64_t state_;
};

// The id of any entry of a table that is not empty.
template <class Table>
auto any_id(Random& random, const Table& table) {
  auto at = table.begin();
  for (auto steps = random.below(static_cast<std::int64_t>(table.size())); steps > 0; --steps) ++at;
  return at->first;
}

}  // namespace tandem::scenarios
