// Runs a program to its end: arguments as they are (no shell), text on standard input, standard output collected, a
// time limit after which it is killed. Blocking; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"

namespace tandem::speech {

struct Finished {
  int exit_code = 0;  // 128 + signal when it was killed
  bool timed_out = false;
  std::string output;  // at most 64 kB of standard output
};

// Fails when the program cannot be started.
Result<Finished> run_program(const std::vector<std::string>& command, const std::string& input, int timeout_ms);

}  // namespace tandem::speech
