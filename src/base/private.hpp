// A value that belongs to a person: a number, a text, digits they keyed in. In memory it is whole; in the journal and
// in snapshots only its payload's id stands, and the text lives in a payload row that can be erased on request.
#pragma once

#include <string>

#include "base/ids.hpp"

namespace tandem {

using PayloadId = Id<struct PayloadTag>;

struct Private {
  PayloadId payload;    // none: there is no value
  std::string text;     // UTF-8; "erased" once the row is gone
  bool erased = false;  // the row was erased; branches follow the recorded facts

  bool operator==(const Private& other) const { return payload == other.payload && text == other.text; }
};

}  // namespace tandem
