// Blobs in a folder: a key is a path below it. A blob is written to a temporary file and renamed, so it is there whole
// or not at all; temporary files of a program that died are swept at open. Thread-safe; blocking.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>

#include "ports/blobs.hpp"

namespace tandem {

enum class blob_errc { bad_key = 1, not_found, unavailable };
const char* describe(blob_errc e);
inline const boost::system::error_category& error_category_of(blob_errc) {
  static const ErrorCategory<blob_errc> category{"blobs", &describe};
  return category;
}
inline boost::system::error_code make_error_code(blob_errc e) { return {static_cast<int>(e), error_category_of(e)}; }

class DiskBlobs final : public Blobs {
 public:
  // Creates the folder. Fails with blob_errc::unavailable.
  static Result<std::unique_ptr<DiskBlobs>> open(std::filesystem::path folder);

  Result<void> put(std::string_view key, std::string_view bytes, bool durable) override;
  Result<std::string> get(std::string_view key) override;
  Result<std::vector<std::string>> list(std::string_view prefix) override;
  Result<void> remove(std::string_view key) override;

 private:
  explicit DiskBlobs(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::filesystem::path folder_;
  std::atomic<std::uint64_t> temporary_{0};
};

}  // namespace tandem

TANDEM_ERROR_ENUM(tandem::blob_errc)
