// A program that a benchmark starts: ended by its own id, and what it used of the processor and of memory. Throws
// std::system_error where the system refuses. Owned by one thread.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace tandem::bench {

class Child {
 public:
  // Runs in `folder`; standard output and error go to `log` there.
  Child(std::vector<std::string> command, const std::string& folder, const std::string& log) {
    std::vector<char*> arguments;
    for (auto& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ < 0) throw std::system_error(errno, std::system_category(), "fork");
    if (pid_ > 0) return;
    const int out = ::open((folder + "/" + log).c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int in = ::open("/dev/null", O_RDONLY);
    if (out < 0 || in < 0 || ::chdir(folder.c_str()) != 0) ::_exit(127);
    ::dup2(in, 0);
    ::dup2(out, 1);
    ::dup2(out, 2);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  ~Child() { end(SIGKILL); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // The exit code once it has ended; 128 + the signal when one ended it.
  std::optional<int> ended() {
    int status = 0;
    if (!code_ && ::waitpid(pid_, &status, WNOHANG) == pid_)
      code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return code_;
  }
  std::optional<int> wait(std::chrono::milliseconds patience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (!ended() && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return code_;
  }
  void end(int signal, std::chrono::milliseconds patience = std::chrono::seconds(20)) {
    if (ended()) return;
    ::kill(pid_, signal);
    if (!wait(patience)) {
      ::kill(pid_, SIGKILL);
      wait(std::chrono::seconds(5));
    }
  }

  // User and system time of all its threads, those that ended included.
  double cpu_ms() const {
    clockid_t clock{};
    timespec time{};
    if (const int error = ::clock_getcpuclockid(pid_, &clock); error != 0)
      throw std::system_error(error, std::system_category(), "clock_getcpuclockid");
    ::clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
  }
  double resident_kb() const {
    std::ifstream file("/proc/" + std::to_string(pid_) + "/statm");
    double size = 0, resident = 0;
    file >> size >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1024;
  }

 private:
  pid_t pid_ = -1;
  std::optional<int> code_;
};

}  // namespace tandem::bench
