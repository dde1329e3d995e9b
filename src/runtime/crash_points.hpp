// Numbered places where a test may have the program die as kill -9 would. Always compiled in; off unless the
// environment says TANDEM_CRASH_AT=name[:count] (the count-th time the point is passed, 1 by default). When off, a
// point costs one relaxed load. Any thread.
#pragma once

#include <array>
#include <atomic>
#include <string_view>

namespace tandem {

enum class CrashPoint {
  before_commit = 0,    // the group is written, its transaction still open
  after_commit = 1,     // durable, but nobody was told
  between_effects = 2,  // after the first effect of a group has left
  before_done = 3,      // effects have left, the one who asked has no answer yet
  inside_work = 4,      // after a service's work, before its savepoint is released
  during_snapshot = 5,  // some parts of a snapshot are written
  after_snapshot = 6,   // the new one is whole, the old ones are still there
  before_chunk = 7,     // a recording's second is in memory only
  during_chunk = 8,     // it lies in a temporary file
  during_recovery = 9,  // state rebuilt, ProgramStarted not yet stepped
};
inline constexpr std::array<std::string_view, 10> crash_point_names{
    "before_commit",   "after_commit",   "between_effects", "before_done",  "inside_work",
    "during_snapshot", "after_snapshot", "before_chunk",    "during_chunk", "during_recovery"};

namespace detail {
extern std::atomic<int> armed_crash_point;  // -1: none
void pass_crash_point(CrashPoint point);
}  // namespace detail

inline void crash_point(CrashPoint point) {
  if (detail::armed_crash_point.load(std::memory_order_relaxed) == static_cast<int>(point))
    detail::pass_crash_point(point);
}

// Reads TANDEM_CRASH_AT. False: it names no point (the program must refuse to start).
bool arm_crash_points();
// The same without the environment, for tests; an empty text disarms.
bool arm_crash_points(std::string_view setting);

}  // namespace tandem
