// Files for tests of the configuration: parsed into what they ask for, or into what is wrong with them, in English. That the
// same is said in Chinese is checked of every problem and warning.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "app/configuration/parse.hpp"
#include "support/both_languages.hpp"

namespace tandem::configuration::testing {

// 2026-11-21T00:00:00Z, a Saturday.
inline constexpr WallTime the_day{1795219200000};

inline std::string read_file(const std::string& path) {
  std::ifstream in(std::string(TANDEM_SOURCE_DIR) + "/" + path);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

inline ParseOptions on_the_day() {
  ParseOptions options;
  options.now = the_day;
  return options;
}

inline Desired good(std::string_view yaml, const Existing& existing = {}, const ParseOptions& options = on_the_day()) {
  IdSource ids;
  auto parsed = parse(yaml, existing, ids, options);
  if (auto* problems = std::get_if<std::vector<Problem>>(&parsed)) {
    ADD_FAILURE() << to_text(*problems, "test.yaml", "en");
    return {};
  }
  auto desired = std::get<Desired>(std::move(parsed));
  test::expect_both_languages_of(desired.warnings);
  return desired;
}

inline std::vector<Problem> problems_of(std::string_view yaml) {
  IdSource ids;
  auto parsed = parse(yaml, {}, ids, on_the_day());
  auto* problems = std::get_if<std::vector<Problem>>(&parsed);
  if (!problems) return {};
  test::expect_both_languages_of(*problems);
  return std::move(*problems);
}

inline std::string bad(std::string_view yaml) {
  const auto problems = problems_of(yaml);
  return problems.empty() ? "no problem" : to_text(problems, "f", "en");
}

inline std::string warnings(std::string_view yaml) { return to_text(good(yaml).warnings, "f", "en"); }

// What a file that was applied leaves behind.
inline Existing in_force(const Desired& desired) {
  Existing existing;
  existing.configuration = std::make_shared<const Configuration>(desired.configuration);
  for (const auto& change : desired.accounts) existing.accounts.push_back(change.account);
  for (const auto& device : desired.devices) existing.devices.push_back(device.device);
  return existing;
}

}  // namespace tandem::configuration::testing
