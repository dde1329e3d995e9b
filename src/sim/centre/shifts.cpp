#include "sim/centre/shifts.hpp"

#include <algorithm>

namespace tandem::sim {

Shifts::Shifts(std::vector<Shift> list, Repeat repeat) : repeat_(repeat) {
  std::ranges::sort(list, {}, &Shift::from_ms);
  for (const auto& shift : list) {
    if (shift.until_ms <= shift.from_ms) continue;
    if (!list_.empty() && shift.from_ms <= list_.back().until_ms)
      list_.back().until_ms = std::max(list_.back().until_ms, shift.until_ms);
    else
      list_.push_back(shift);
  }
}

bool Shifts::on_duty(std::int64_t at_ms) const {
  if (repeat_ == Repeat::daily) at_ms %= day_ms;
  const auto after = std::ranges::upper_bound(list_, at_ms, {}, &Shift::from_ms);
  return after != list_.begin() && at_ms < std::prev(after)->until_ms;
}

std::optional<std::int64_t> Shifts::next_change(std::int64_t at_ms) const {
  const std::int64_t today = repeat_ == Repeat::daily ? at_ms / day_ms * day_ms : 0;
  const std::int64_t tomorrow = repeat_ == Repeat::daily ? today + day_ms : today;
  for (std::int64_t day = today; day <= tomorrow; day += day_ms) {
    auto shift = std::ranges::upper_bound(list_, at_ms - day, {}, &Shift::until_ms);
    for (; shift != list_.end(); ++shift)
      for (const auto boundary : {day + shift->from_ms, day + shift->until_ms})
        // Midnight between two shifts of a night is no change.
        if (boundary > at_ms && on_duty(boundary) != on_duty(boundary - 1)) return boundary;
  }
  return std::nullopt;
}

Shifts Shifts::within(const Shifts& others) const {
  std::vector<Shift> out;
  for (const auto& shift : list_) {
    const auto first = std::ranges::upper_bound(others.list_, shift.from_ms, {}, &Shift::until_ms);
    for (auto at = first; at != others.list_.end() && at->from_ms < shift.until_ms; ++at)
      out.push_back({std::max(shift.from_ms, at->from_ms), std::min(shift.until_ms, at->until_ms)});
  }
  return Shifts(std::move(out));
}

Shifts Shifts::without(const Shifts& others) const {
  std::vector<Shift> out;
  for (const auto& shift : list_) {
    auto from_ms = shift.from_ms;
    const auto first = std::ranges::upper_bound(others.list_, from_ms, {}, &Shift::until_ms);
    for (auto at = first; at != others.list_.end() && at->from_ms < shift.until_ms; ++at) {
      out.push_back({from_ms, at->from_ms});
      from_ms = at->until_ms;
    }
    out.push_back({from_ms, shift.until_ms});
  }
  return Shifts(std::move(out));
}

std::int64_t Shifts::between(std::int64_t from_ms, std::int64_t until_ms) const {
  std::int64_t sum = 0;
  const auto add = [&](std::int64_t day) {
    for (const auto& shift : list_)
      sum += std::max<std::int64_t>(std::min(day + shift.until_ms, until_ms) - std::max(day + shift.from_ms, from_ms), 0);
  };
  if (repeat_ == Repeat::never) {
    add(0);
    return sum;
  }
  for (std::int64_t day = from_ms / day_ms * day_ms; day < until_ms; day += day_ms) add(day);
  return sum;
}

}  // namespace tandem::sim
