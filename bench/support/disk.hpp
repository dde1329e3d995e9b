// How fast the disk under a folder says "safe": the floor under everything that is durable before it is told.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace tandem::bench {

// Beside the thing measured, in the same minutes: every 20 ms until samples() it appends 4 KiB and calls fdatasync, as
// a database's log does. What the disk stalls it stalls the program too.
class DiskProbe {
 public:
  explicit DiskProbe(const std::string& folder) : file_(folder + "/fdatasync") {
    handle_ = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (handle_ < 0) throw std::system_error(errno, std::system_category(), file_);
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  }
  ~DiskProbe() {
    thread_ = {};
    ::close(handle_);
    ::unlink(file_.c_str());
  }
  DiskProbe(const DiskProbe&) = delete;
  DiskProbe& operator=(const DiskProbe&) = delete;

  // Ends it. Milliseconds of each call.
  std::vector<double> samples() {
    thread_ = {};
    return samples_;
  }

 private:
  void run(const std::stop_token& stop) {
    const std::array<char, 4096> page{};
    while (!stop.stop_requested()) {
      const auto start = std::chrono::steady_clock::now();
      if (::write(handle_, page.data(), page.size()) < 0 || ::fdatasync(handle_) != 0) return;
      samples_.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
      std::this_thread::sleep_until(start + std::chrono::milliseconds(20));
    }
  }

  const std::string file_;
  int handle_ = -1;
  std::vector<double> samples_;
  std::jthread thread_;
};

}  // namespace tandem::bench
