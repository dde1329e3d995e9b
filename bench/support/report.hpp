// What a benchmark prints: one JSON object a line, {"name", "value", "unit", "conditions"}. Any thread that owns it.
#pragma once

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

namespace tandem::bench {

// As people write it: Boost.JSON would print 29838.6 as 2.98386E4.
inline std::string plain(const boost::json::value& value) {
  if (!value.is_double()) return boost::json::serialize(value);
  char text[64];
  std::snprintf(text, sizeof text, "%.10g", std::round(value.get_double() * 1000) / 1000);
  return text;
}

inline void report(const std::string& name, double value, const std::string& unit, const boost::json::object& conditions = {}) {
  std::string line = "{\"name\": " + boost::json::serialize(boost::json::string(name)) + ", \"value\": " + plain(value) + ", \"unit\": " + boost::json::serialize(boost::json::string(unit)) + ", \"conditions\": {";
  bool first = true;
  for (const auto& [key, condition] : conditions) {
    line += (first ? "\"" : ", \"") + std::string(key) + "\": " + plain(condition);
    first = false;
  }
  std::cout << line << "}}" << std::endl;
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
