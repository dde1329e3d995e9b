// When somebody is on duty, on the simulation's clock: intervals that stand once, or come again every day. A value.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace tandem::sim {

inline constexpr std::int64_t half_hour_ms = 1'800'000;
inline constexpr std::size_t half_hours = 48;  // of a day
inline constexpr std::int64_t day_ms = 48 * half_hour_ms;

struct Shift {
  std::int64_t from_ms = 0, until_ms = 0;  // without `until_ms` itself
  bool operator==(const Shift&) const = default;
};

class Shifts {
 public:
  enum class Repeat { never, daily };

  Shifts() = default;  // never on duty
  // In any order; those that overlap or touch become one. Daily ones lie between 0 and day_ms.
  explicit Shifts(std::vector<Shift> list, Repeat repeat = Repeat::never);

  bool on_duty(std::int64_t at_ms) const;
  // When that changes the next time after `at_ms`; none: never again.
  std::optional<std::int64_t> next_change(std::int64_t at_ms) const;
  // Without the time of those others, neither of them daily.
  Shifts without(const Shifts& others) const;
  // The time that is in both, neither of them daily.
  Shifts within(const Shifts& others) const;
  // On duty between both, in milliseconds.
  std::int64_t between(std::int64_t from_ms, std::int64_t until_ms) const;

  const std::vector<Shift>& list() const { return list_; }
  bool operator==(const Shifts&) const = default;

 private:
  std::vector<Shift> list_;  // in order, apart from each other
  Repeat repeat_ = Repeat::never;
};

}  // namespace tandem::sim
