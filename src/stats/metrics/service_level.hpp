// Service level: the share of contacts answered within a target time. Vendors count in four ways; which one is used is
// a setting that the screen names. a = answered within the target, b = abandoned within it. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tandem::stats {

enum class ServiceLevelVariant { answered_and_abandoned = 1, without_early_abandons, early_abandons_count, answered_only };

struct ServiceLevelInput {
  std::int64_t answered = 0, abandoned = 0;
  std::int64_t answered_within = 0, abandoned_within = 0;
};

// In millionths (811321 is 81.1321 %); nothing where there is nothing to divide by: an empty interval is not 100 %.
std::optional<std::int64_t> service_level(const ServiceLevelInput& input, ServiceLevelVariant variant);
// "a/(answered+abandoned)"
std::string_view formula(ServiceLevelVariant variant);

}  // namespace tandem::stats
