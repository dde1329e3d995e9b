// Large bytes beside the rows: recordings in one-second chunks, prompts, later attachments. A key is a path of
// [a-z0-9._-] parts ("recordings/42/000017"). Blocking; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace tandem {

class Blobs {
 public:
  virtual ~Blobs() = default;
  // Whole or not at all, also after a crash (temporary file, rename). `durable`: on the disk when it returns.
  virtual Result<void> put(std::string_view key, std::string_view bytes, bool durable) = 0;
  virtual Result<std::string> get(std::string_view key) = 0;
  virtual Result<std::vector<std::string>> list(std::string_view prefix) = 0;  // keys, sorted
  virtual Result<void> remove(std::string_view key) = 0;
};

}  // namespace tandem
