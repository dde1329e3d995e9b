#include "base/id_table.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace tandem {
namespace {

using TestId = Id<struct TestTag>;
using Table = IdTable<TestId, std::string, 4>;

void expect_same(const Table& table, const std::map<TestId, std::string>& map) {
  ASSERT_EQ(table.size(), map.size());
  auto at = map.begin();
  for (const auto& [id, value] : table) {
    EXPECT_EQ(id, at->first);
    EXPECT_EQ(value, at->second);
    ++at;
  }
  EXPECT_TRUE(at == map.end());
}

TEST(IdTable, does_what_a_map_does_in_any_order_of_changes) {
  std::mt19937_64 random(7);
  Table table;
  std::map<TestId, std::string> map;
  for (int i = 0; i < 20'000; ++i) {
    // Near each other, far apart, and negative ones from a damaged record.
    const auto kind = random() % 3;
    const auto near = static_cast<std::int64_t>(random() % 200);
    const TestId id{kind == 0 ? near : kind == 1 ? (std::int64_t{1} << 50) + near * 1000 : -near};
    switch (random() % 4) {
      case 0: table.emplace(id, std::to_string(i)); map.emplace(id, std::to_string(i)); break;
      case 1: table[id] = std::to_string(i); map[id] = std::to_string(i); break;
      default: EXPECT_EQ(table.erase(id), map.erase(id) == 1);
    }
    const auto* found = table.get(id);
    EXPECT_EQ(found != nullptr, map.contains(id));
    EXPECT_EQ(table.find(id) == table.end(), !map.contains(id));
    const auto after = table.upper_bound(id);
    const auto expected = map.upper_bound(id);
    ASSERT_EQ(after == table.end(), expected == map.end());
    if (expected != map.end()) EXPECT_EQ(after->first, expected->first);
    if (i % 500 == 0) expect_same(table, map);
  }
  expect_same(table, map);
}

TEST(IdTable, entries_stay_where_they_are_while_others_come_and_go) {
  Table table;
  table.emplace(TestId{5}, "five");
  const auto* five = table.get(TestId{5});
  for (std::int64_t i = 6; i < 5000; ++i) table.emplace(TestId{i}, "x");
  for (std::int64_t i = 6; i < 5000; ++i) table.erase(TestId{i});
  EXPECT_EQ(table.get(TestId{5}), five);
}

TEST(IdTable, a_copy_has_entries_of_its_own) {
  Table table;
  table.emplace(TestId{1}, "one");
  auto copy = table;
  copy[TestId{1}] = "another";
  copy.emplace(TestId{2}, "two");
  EXPECT_EQ(table.at(TestId{1}), "one");
  EXPECT_EQ(table.size(), 1u);
  table = copy;
  EXPECT_EQ(table.at(TestId{1}), "another");
  EXPECT_THROW(table.at(TestId{3}), std::out_of_range);
}

}  // namespace
}  // namespace tandem
