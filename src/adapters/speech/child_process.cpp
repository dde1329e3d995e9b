#include "adapters/speech/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string_view>

extern char** environ;

namespace tandem::speech {
namespace {

constexpr std::size_t longest_output = 64 * 1024;

class Fd {
 public:
  explicit Fd(int fd = -1) : fd_(fd) {}
  ~Fd() { close(); }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  int get() const { return fd_; }
  void reset(int fd) {
    close();
    fd_ = fd;
  }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

bool make_pipe(Fd& reading, Fd& writing) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  reading.reset(ends[0]);
  writing.reset(ends[1]);
  return true;
}

Failure broken(int error, const std::string& program) {
  return fail(boost::system::error_code(error, boost::system::system_category()), "cannot start " + program);
}

int spawn(pid_t& child, const std::vector<std::string>& command, int in, int out) {
  std::vector<char*> arguments;
  for (const auto& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in, 0);
  posix_spawn_file_actions_adddup2(&actions, out, 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, standard;
  sigemptyset(&none);
  sigemptyset(&standard);
  sigaddset(&standard, SIGPIPE);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &standard);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  const int error = posix_spawnp(&child, arguments[0], &actions, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

// A child that closes its input early would otherwise end us with SIGPIPE; a pipe knows no MSG_NOSIGNAL.
class PipeSignalBlocked {
 public:
  PipeSignalBlocked() {
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, &before_);
  }
  ~PipeSignalBlocked() {
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    const timespec now{};
    while (sigtimedwait(&pipe, nullptr, &now) > 0) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  PipeSignalBlocked(const PipeSignalBlocked&) = delete;
  PipeSignalBlocked& operator=(const PipeSignalBlocked&) = delete;

 private:
  sigset_t before_;
};

// Writes `input` and reads the output until the child has closed it. False: the time is up.
bool converse(Fd& to_child, Fd& from_child, std::string_view input, std::string& output, int timeout_ms) {
  using clock = std::chrono::steady_clock;
  const auto until = clock::now() + std::chrono::milliseconds(timeout_ms);
  fcntl(to_child.get(), F_SETFL, O_NONBLOCK);
  for (;;) {
    if (input.empty()) to_child.close();
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - clock::now()).count();
    if (left <= 0) return false;
    pollfd waiting[2]{{from_child.get(), POLLIN, 0}, {to_child.get(), POLLOUT, 0}};
    if (poll(waiting, to_child.get() < 0 ? 1 : 2, static_cast<int>(left)) < 0 && errno != EINTR) return false;
    if (to_child.get() >= 0 && waiting[1].revents != 0) {
      const auto written = write(to_child.get(), input.data(), input.size());
      if (written < 0 && errno != EAGAIN && errno != EINTR) input = {};
      if (written > 0) input.remove_prefix(static_cast<std::size_t>(written));
    }
    if (waiting[0].revents == 0) continue;
    char bytes[4096];
    const auto got = read(from_child.get(), bytes, sizeof bytes);
    if (got == 0 || (got < 0 && errno != EINTR)) return true;
    if (got > 0 && output.size() < longest_output) output.append(bytes, static_cast<std::size_t>(got));
  }
}

}  // namespace

Result<Finished> run_program(const std::vector<std::string>& command, const std::string& input, int timeout_ms) {
  Fd child_in, to_child, from_child, child_out;
  if (!make_pipe(child_in, to_child) || !make_pipe(from_child, child_out)) return broken(errno, command.front());
  const PipeSignalBlocked blocked;
  pid_t child = 0;
  if (const int error = spawn(child, command, child_in.get(), child_out.get()); error != 0)
    return broken(error, command.front());
  child_in.close();
  child_out.close();
  Finished out;
  out.timed_out = !converse(to_child, from_child, input, out.output, timeout_ms);
  if (out.timed_out) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  out.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return out;
}

}  // namespace tandem::speech
