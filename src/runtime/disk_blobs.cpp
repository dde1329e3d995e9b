#include "runtime/disk_blobs.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "runtime/crash_points.hpp"

namespace tandem {
namespace fs = std::filesystem;
namespace {

constexpr const char* temporary_folder = ".unfinished";

bool is_key(std::string_view key) {
  if (key.empty() || key.size() > 512) return false;
  bool part_begins = true;
  for (const char c : key) {
    if (c == '/') {
      if (part_begins) return false;
      part_begins = true;
      continue;
    }
    const bool allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    if (!allowed || (part_begins && c == '.')) return false;
    part_begins = false;
  }
  return !part_begins;
}

Failure bad_key(std::string_view key) {
  return fail(make_error_code(blob_errc::bad_key), "not a key of a blob: " + std::string(key.substr(0, 80)));
}

Failure disk_failure(const fs::path& path, int error) {
  const std::string why = error == ENOSPC ? "the disk is full: free some space" : std::strerror(error);
  return fail(make_error_code(blob_errc::unavailable), path.string() + ": " + why);
}

Result<void> write_all(int file, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const auto written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return disk_failure(path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> sync_folder(const fs::path& folder) {
  const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return disk_failure(folder, errno);
  const int result = ::fsync(handle);
  const int error = errno;
  ::close(handle);
  if (result != 0) return disk_failure(folder, error);
  return {};
}

Result<void> write_file(const fs::path& path, std::string_view bytes, bool durable) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
  if (file < 0) return disk_failure(path, errno);
  auto written = write_all(file, bytes, path);
  if (written && durable && ::fsync(file) != 0) written = disk_failure(path, errno);
  if (::close(file) != 0 && written) written = disk_failure(path, errno);
  return written;
}

}  // namespace

const char* describe(blob_errc e) {
  switch (e) {
    case blob_errc::bad_key:
      return "not a key of a blob";
    case blob_errc::not_found:
      return "there is no such blob";
    case blob_errc::unavailable:
      return "the blobs cannot be read or written";
  }
  return "unknown blob error";
}

Result<std::unique_ptr<DiskBlobs>> DiskBlobs::open(fs::path folder) {
  std::error_code error;
  const auto unfinished = folder / temporary_folder;
  fs::remove_all(unfinished, error);
  if (!error) fs::create_directories(unfinished, error);
  if (error) return fail(make_error_code(blob_errc::unavailable), unfinished.string() + ": " + error.message());
  return std::unique_ptr<DiskBlobs>(new DiskBlobs(std::move(folder)));
}

Result<void> DiskBlobs::put(std::string_view key, std::string_view bytes, bool durable) {
  if (!is_key(key)) return bad_key(key);
  crash_point(CrashPoint::before_chunk);
  const auto unfinished = folder_ / temporary_folder / std::to_string(++temporary_);
  const auto path = folder_ / key;
  auto written = write_file(unfinished, bytes, durable);
  crash_point(CrashPoint::during_chunk);
  if (written && ::rename(unfinished.c_str(), path.c_str()) != 0) {
    // The folder of the first blob of its kind is made now; that is rarer than looking each time.
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (::rename(unfinished.c_str(), path.c_str()) != 0) written = disk_failure(path, errno);
  }
  if (!written) {
    ::unlink(unfinished.c_str());
    return written;
  }
  if (!durable) return {};
  for (auto folder = path.parent_path(); folder != folder_; folder = folder.parent_path())
    if (auto synced = sync_folder(folder); !synced) return synced;
  return sync_folder(folder_);
}

Result<std::string> DiskBlobs::get(std::string_view key) {
  if (!is_key(key)) return bad_key(key);
  const auto path = folder_ / key;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) return fail(make_error_code(blob_errc::not_found), std::string(key));
  if (file < 0) return disk_failure(path, errno);
  std::string bytes;
  char buffer[65536];
  ssize_t count = 0;
  while ((count = ::read(file, buffer, sizeof buffer)) != 0) {
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    bytes.append(buffer, static_cast<std::size_t>(count));
  }
  const int error = errno;
  ::close(file);
  if (count < 0) return disk_failure(path, error);
  return bytes;
}

Result<std::vector<std::string>> DiskBlobs::list(std::string_view prefix) {
  const auto slash = prefix.rfind('/');
  const auto parent = slash == std::string_view::npos ? std::string_view{} : prefix.substr(0, slash);
  if (!parent.empty() && !is_key(parent)) return bad_key(prefix);
  std::vector<std::string> keys;
  std::error_code error;
  const auto start = parent.empty() ? folder_ : folder_ / parent;
  if (!fs::exists(start, error)) return keys;
  for (fs::recursive_directory_iterator at(start, error), end; !error && at != end; at.increment(error)) {
    if (at->path().filename().native().starts_with('.')) {
      at.disable_recursion_pending();
      continue;
    }
    if (at->is_directory(error)) continue;
    auto key = at->path().lexically_relative(folder_).generic_string();
    if (key.starts_with(prefix)) keys.push_back(std::move(key));
  }
  if (error) return fail(make_error_code(blob_errc::unavailable), start.string() + ": " + error.message());
  std::ranges::sort(keys);
  return keys;
}

Result<void> DiskBlobs::remove(std::string_view key) {
  if (!is_key(key)) return bad_key(key);
  const auto path = folder_ / key;
  if (::unlink(path.c_str()) == 0 || errno == ENOENT) return {};
  return disk_failure(path, errno);
}

}  // namespace tandem
