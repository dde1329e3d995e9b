#include "base/codec.hpp"

namespace tandem::codec {

const char* describe(errc e) {
  switch (e) {
    case errc::truncated: return "the record ends before its last field";
    case errc::too_long: return "a list in the record is longer than the record";
    case errc::unknown_kind: return "the record is of a kind that this program does not know";
    case errc::newer_version: return "the record was written by a newer program";
  }
  return "unknown codec error";
}

}  // namespace tandem::codec
