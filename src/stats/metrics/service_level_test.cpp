#include "stats/metrics/service_level.hpp"

#include <gtest/gtest.h>

namespace tandem::stats {
namespace {

// ICMI's worked example: 1000 answered, 60 abandoned, 860 and 20 of them within the target.
TEST(ServiceLevel, the_four_variants_give_what_the_industry_says) {
  const ServiceLevelInput day{1000, 60, 860, 20};
  EXPECT_EQ(service_level(day, ServiceLevelVariant::answered_and_abandoned), 811321);
  EXPECT_EQ(service_level(day, ServiceLevelVariant::without_early_abandons), 826923);
  EXPECT_EQ(service_level(day, ServiceLevelVariant::early_abandons_count), 830189);
  EXPECT_EQ(service_level(day, ServiceLevelVariant::answered_only), 860000);
}

TEST(ServiceLevel, an_empty_interval_has_no_value) {
  EXPECT_FALSE(service_level({}, ServiceLevelVariant::answered_and_abandoned));
  EXPECT_FALSE(service_level({0, 5, 0, 5}, ServiceLevelVariant::without_early_abandons));
}

}  // namespace
}  // namespace tandem::stats
