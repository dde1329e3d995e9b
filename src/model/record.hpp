// A record of the journal: when, which stimulus, and the facts it led to. Its number is given by the journal at
// commit. encode_record and decode_record are the only places that know the bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "model/fact.hpp"

namespace tandem {

struct Record {
  WallTime at;
  std::optional<Stimulus> stimulus;  // none: a service's row change
  std::vector<Fact> facts;
};

struct EncodedRecord {
  std::string bytes;
  std::vector<std::pair<PayloadId, std::string>> payloads;  // each id once; values of this record
};

EncodedRecord encode_record(const Record& record);
// `resolve` gives a payload's text, nullopt when it was erased. Fails with codec::errc.
Result<Record> decode_record(std::string_view bytes, const codec::Reader::Resolve& resolve);

std::string encode_fact(const Fact& fact);
Result<Fact> decode_fact(std::string_view bytes, const codec::Reader::Resolve& resolve);

// "task.created at=… task=1 …", for golden files and `tandem journal`.
std::string to_text(const Fact& fact);
std::string to_text(const Stimulus& stimulus);
std::string_view name_of(const Fact& fact);
std::string_view name_of(const Stimulus& stimulus);

}  // namespace tandem
