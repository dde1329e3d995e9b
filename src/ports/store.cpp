#include "ports/store.hpp"

namespace tandem::store {

const char* describe(errc e) {
  switch (e) {
    case errc::unavailable: return "the store cannot be reached or written";
    case errc::constraint: return "the change contradicts what is stored";
    case errc::busy: return "too many requests wait for the store";
    case errc::newer_version: return "the data was written by a newer program";
    case errc::bad_statement: return "the store refused a statement (a bug)";
    case errc::corrupt: return "the stored data is damaged";
  }
  return "unknown store error";
}

}  // namespace tandem::store
