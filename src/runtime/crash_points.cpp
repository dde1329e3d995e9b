#include "runtime/crash_points.hpp"

#include <signal.h>

#include <charconv>
#include <cstdlib>

namespace tandem {
namespace detail {

std::atomic<int> armed_crash_point{-1};
namespace {
std::atomic<int> passes_left{0};
}

void pass_crash_point(CrashPoint) {
  if (passes_left.fetch_sub(1) == 1) ::raise(SIGKILL);
}

}  // namespace detail

bool arm_crash_points() {
  const char* setting = std::getenv("TANDEM_CRASH_AT");
  return arm_crash_points(setting ? setting : "");
}

bool arm_crash_points(std::string_view setting) {
  detail::armed_crash_point = -1;
  if (setting.empty()) return true;
  const auto colon = setting.find(':');
  const auto name = setting.substr(0, colon);
  int count = 1;
  if (colon != std::string_view::npos) {
    const auto text = setting.substr(colon + 1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || end != text.data() + text.size() || count < 1) return false;
  }
  for (std::size_t i = 0; i < crash_point_names.size(); ++i) {
    if (crash_point_names[i] != name) continue;
    detail::passes_left = count;
    detail::armed_crash_point = static_cast<int>(i);
    return true;
  }
  return false;
}

}  // namespace tandem
