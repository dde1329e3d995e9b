#include "crm/demo_data.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/phone.hpp"

namespace tandem::crm {
namespace {

constexpr std::uint64_t seed = 20261121;
constexpr WallTime now{1'795'248'000'000};  // 2026-11-21T08:00:00Z
constexpr std::int64_t day_ms = 24LL * 3'600'000;

const std::vector<DemoCustomer>& people() {
  static const std::vector<DemoCustomer> made = make_demo_customers(seed, now);
  return made;
}

TEST(DemoData, same_seed_gives_the_same_people_and_another_seed_others) {
  EXPECT_EQ(make_demo_customers(seed, now), people());
  EXPECT_NE(make_demo_customers(seed + 1, now), people());
}

TEST(DemoData, well_known_people_are_the_same_under_every_seed) {
  const auto other = make_demo_customers(7, now, 3);
  ASSERT_EQ(other.size(), 3u);
  EXPECT_TRUE(std::equal(other.begin(), other.end(), people().begin()));
  const DemoCustomer& wang = people()[0];
  EXPECT_EQ(wang.name, "王芳");
  EXPECT_EQ(wang.tier, "vip");
  EXPECT_EQ(wang.phone, "+8613800006721");
  EXPECT_EQ(wang.orders.at(0).number, "8841");
  EXPECT_EQ(wang.orders.at(0).status, "shipped");
  EXPECT_EQ(wang.orders.at(0).summary.zh, "订单 8841 已发货，未签收：云帆 X2 手机 ×1");
  EXPECT_EQ(wang.cases.at(0).number, 1203);
  EXPECT_EQ(wang.cases.at(0).status, "open");
  EXPECT_EQ(people()[1].name, "Emma Clarke");
}

TEST(DemoData, every_phone_is_valid_and_nobody_shares_one) {
  ASSERT_EQ(people().size(), 300u);
  std::set<std::string> phones;
  std::set<std::string> emails;
  std::set<std::string> ids;
  for (const DemoCustomer& c : people()) {
    const auto phone = parse_phone(c.phone, "ZZ");
    ASSERT_TRUE(phone.has_value()) << c.phone;
    EXPECT_TRUE(is_valid_phone(*phone)) << c.phone;
    EXPECT_EQ(phone->e164, c.phone);
    EXPECT_TRUE(phones.insert(c.phone).second) << c.phone;
    EXPECT_TRUE(emails.insert(c.email).second) << c.email;
    EXPECT_TRUE(ids.insert(c.external_id).second) << c.external_id;
    EXPECT_TRUE(std::ranges::all_of(c.email, [](unsigned char ch) { return ch > 0x20 && ch < 0x7f; })) << c.email;
  }
}

TEST(DemoData, order_numbers_can_be_keyed_in_and_are_unique) {
  std::set<std::string> numbers;
  for (const DemoCustomer& c : people())
    for (const DemoOrder& order : c.orders) {
      EXPECT_TRUE(numbers.insert(order.number).second) << order.number;
      EXPECT_TRUE(order.number.size() >= 4 && order.number.size() <= 12);
      EXPECT_TRUE(std::ranges::all_of(order.number, [](char ch) { return ch >= '0' && ch <= '9'; }));
      EXPECT_GT(order.amount_minor, 0);
      EXPECT_FALSE(order.items.empty());
      EXPECT_LE(order.ordered_at, now);
    }
  EXPECT_GT(numbers.size(), 300u);
}

TEST(DemoData, cases_and_conversations_belong_to_their_customer) {
  std::set<std::int64_t> case_numbers;
  for (const DemoCustomer& c : people()) {
    std::set<std::int64_t> own;
    for (const DemoCase& item : c.cases) {
      EXPECT_TRUE(case_numbers.insert(item.number).second) << item.number;
      own.insert(item.number);
      const auto same_number = [&](const DemoOrder& order) { return order.number == item.order; };
      EXPECT_TRUE(item.order.empty() || std::ranges::any_of(c.orders, same_number)) << item.number;
      EXPECT_LE(item.opened_at, item.updated_at);
      EXPECT_LE(item.updated_at, now);
    }
    for (const DemoConversation& talk : c.conversations) {
      EXPECT_TRUE(talk.case_number == 0 || own.contains(talk.case_number));
      EXPECT_EQ(talk.outcome == "abandoned", talk.agent.empty());
    }
  }
}

TEST(DemoData, conversations_lie_in_the_last_sixty_days_and_never_today) {
  std::size_t count = 0;
  for (const DemoCustomer& c : people())
    for (const DemoConversation& talk : c.conversations) {
      ++count;
      EXPECT_GE(now.since_ms(talk.started_at), day_ms);
      EXPECT_LE(now.since_ms(talk.started_at), 60 * day_ms);
    }
  EXPECT_GT(count, 150u);
}

TEST(DemoData, most_customers_are_standard_and_few_are_vip) {
  std::map<std::string, int> tiers;
  std::map<std::string, int> languages;
  for (const DemoCustomer& c : people()) {
    ++tiers[c.tier];
    ++languages[c.language];
  }
  EXPECT_EQ(tiers.size(), 4u);
  EXPECT_GT(tiers["standard"], tiers["silver"]);
  EXPECT_GT(tiers["silver"], tiers["gold"]);
  EXPECT_GT(tiers["gold"], tiers["vip"]);
  EXPECT_GE(tiers["vip"], 5);
  EXPECT_EQ(languages["en"], 61);
}

}  // namespace
}  // namespace tandem::crm
