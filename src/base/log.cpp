#include "base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>

namespace tandem::log {

void start(std::string_view level) {
  auto logger = std::make_shared<spdlog::logger>("tandem", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  auto wanted = spdlog::level::from_str(std::string(level));
  logger->set_level(wanted == spdlog::level::off && level != "off" ? spdlog::level::info : wanted);
  logger->flush_on(spdlog::level::warn);
  spdlog::set_default_logger(std::move(logger));
}

std::string masked(std::string_view text) {
  if (text.size() <= 5) return std::string(text.size(), '*');
  return std::string(text.substr(0, 3)) + std::string(text.size() - 5, '*') + std::string(text.substr(text.size() - 2));
}

}  // namespace tandem::log
