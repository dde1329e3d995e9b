#include "stats/metrics/service_level.hpp"

namespace tandem::stats {
namespace {

std::optional<std::int64_t> share(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return std::nullopt;
  return (part * 1000000 + whole / 2) / whole;
}

}  // namespace

std::optional<std::int64_t> service_level(const ServiceLevelInput& in, ServiceLevelVariant variant) {
  switch (variant) {
    case ServiceLevelVariant::answered_and_abandoned: return share(in.answered_within, in.answered + in.abandoned);
    case ServiceLevelVariant::without_early_abandons:
      return share(in.answered_within, in.answered + in.abandoned - in.abandoned_within);
    case ServiceLevelVariant::early_abandons_count:
      return share(in.answered_within + in.abandoned_within, in.answered + in.abandoned);
    case ServiceLevelVariant::answered_only: return share(in.answered_within, in.answered);
  }
  return std::nullopt;
}

std::string_view formula(ServiceLevelVariant variant) {
  switch (variant) {
    case ServiceLevelVariant::answered_and_abandoned: return "a/(answered+abandoned)";
    case ServiceLevelVariant::without_early_abandons: return "a/(answered+abandoned-b)";
    case ServiceLevelVariant::early_abandons_count: return "(a+b)/(answered+abandoned)";
    case ServiceLevelVariant::answered_only: return "a/answered";
  }
  return "";
}

}  // namespace tandem::stats
