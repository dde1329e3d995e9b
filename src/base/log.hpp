// Structured logging: one line per event, `event key=value …`, to standard error. Phone numbers and texts that
// people wrote are masked by the caller with masked() before they come here. Thread-safe.
#pragma once

#include <spdlog/spdlog.h>

#include <string>
#include <string_view>

namespace tandem::log {

// level: trace, debug, info, warn, error. An unknown one is info.
void start(std::string_view level);

// Keeps the first three and the last two characters of a number or address: "138******21".
std::string masked(std::string_view text);

using spdlog::debug;
using spdlog::error;
using spdlog::info;
using spdlog::warn;

}  // namespace tandem::log
