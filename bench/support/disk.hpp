// How fast the disk under a folder says "safe": the floor under everything that is durable before it is told.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>
#include <system_error>
#include <vector>

namespace tandem::bench {

// Milliseconds of each of `count` fdatasync calls after appending 4 KiB, as a database's log does.
inline std::vector<double> fdatasync_ms(const std::string& folder, int count) {
  const auto file = folder + "/fdatasync";
  const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (handle < 0) throw std::system_error(errno, std::system_category(), file);
  const std::array<char, 4096> page{};
  std::vector<double> samples;
  for (int i = 0; i < count; ++i) {
    const auto start = std::chrono::steady_clock::now();
    if (::write(handle, page.data(), page.size()) < 0 || ::fdatasync(handle) != 0) break;
    samples.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  ::close(handle);
  ::unlink(file.c_str());
  return samples;
}

}  // namespace tandem::bench
