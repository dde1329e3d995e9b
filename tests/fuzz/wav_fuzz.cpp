// The WAV reader (prompts are uploaded by people) and recording chunks (they come back from a store).
#include <cstdint>
#include <span>
#include <vector>

#include "media/recording/chunk.hpp"
#include "media/sound/wav.hpp"

using namespace tandem::media;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static_cast<void>(read_wav({data, size}, 10));
  static_cast<void>(read_chunk_header({data, size}));
  return 0;
}
