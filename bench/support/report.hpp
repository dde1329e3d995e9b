// What a benchmark prints: one JSON object a line, {"name", "value", "unit", "conditions"}. Any thread that owns it.
#pragma once

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cmath>
#include <iostream>
#include <string>
#include <vector>

namespace tandem::bench {

inline void report(const std::string& name, double value, const std::string& unit, boost::json::object conditions = {}) {
  const double rounded = std::round(value * 1000) / 1000;
  std::cout << boost::json::serialize(
                   boost::json::object{{"name", name}, {"value", rounded}, {"unit", unit}, {"conditions", std::move(conditions)}})
            << std::endl;
}

// The smallest value that at least `share` (0..1) of the samples do not exceed; 0 for no samples.
inline double quantile(std::vector<double> samples, double share) {
  if (samples.empty()) return 0;
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(samples.size())));
  const auto at = samples.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
  std::nth_element(samples.begin(), at, samples.end());
  return *at;
}

}  // namespace tandem::bench
