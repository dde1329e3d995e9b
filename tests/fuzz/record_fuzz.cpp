// Damaged journals and snapshots: decoding arbitrary bytes must end in a value or a failure, never in a crash, and
// what was decoded must encode and decode to the same again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/state.hpp"
#include "model/record.hpp"

namespace {

std::optional<std::string> resolve(tandem::PayloadId id) {
  if (id.value % 3 == 0) return std::nullopt;
  return "payload " + id.text();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto record = tandem::decode_record(bytes, resolve)) {
    const auto once = tandem::encode_record(*record).bytes;
    const auto again = tandem::decode_record(once, resolve);
    if (!again || tandem::encode_record(*again).bytes != once) std::abort();
    for (const auto& fact : record->facts) (void)tandem::to_text(fact).size();
  }
  if (const auto state = tandem::decode_state(bytes, resolve)) {
    const auto once = tandem::encode_state(*state);
    const auto again = tandem::decode_state(once, resolve);
    if (!again || tandem::encode_state(*again) != once) std::abort();
  }
  return 0;
}
