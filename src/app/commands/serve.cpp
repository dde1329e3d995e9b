#include <signal.h>
#include <sys/resource.h>

#include <iostream>

#include "app/commands/commands.hpp"
#include "app/program/program.hpp"
#include "base/log.hpp"
#include "runtime/crash_points.hpp"

namespace tandem::app {
namespace {

constexpr std::chrono::seconds drain_patience{60};

// Ten thousand sockets need more than the usual 1024 descriptors.
void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) log::warn("the limit of open files stays at {}", limit.rlim_cur);
}

// Blocked in every thread that starts later, so that only sigwait sees them.
sigset_t block_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  return set;
}

// Running calls end by themselves, within limits; a second signal ends them at once.
void drain(Program& program, const sigset_t& signals) {
  program.stop_taking_calls();
  const auto end = std::chrono::steady_clock::now() + drain_patience;
  bool told = false;
  while (program.calls() > 0 && std::chrono::steady_clock::now() < end) {
    if (!told) std::cout << "ending once " << program.calls() << " legs have hung up; signal again to end now\n" << std::flush;
    told = true;
    const timespec pause{0, 50'000'000};
    if (sigtimedwait(&signals, nullptr, &pause) > 0) return;
  }
}

}  // namespace

int serve(const CheckedOptions& options) {
  log::start(options.given.log_level);
  const auto signals = block_signals();
  raise_descriptor_limit();
  if (!arm_crash_points()) {
    std::cerr << "tandem serve: TANDEM_CRASH_AT names no crash point\n";
    return 2;
  }
  auto program = Program::start(options);
  if (!program) {
    std::cerr << "tandem serve: " << program.error().detail << '\n';
    return 1;
  }
  std::cout << (*program)->welcome() << std::flush;
  int signal = 0;
  sigwait(&signals, &signal);
  drain(**program, signals);
  program->reset();
  return 0;
}

}  // namespace tandem::app
