// Reading the journal back: records after a position, decoded with their payloads, which are fetched in bulk. Used by
// recovery, snapshots, the rebuilding of projections and streams that resume. The blocking forms belong to the
// session's thread.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/record.hpp"
#include "ports/store.hpp"

namespace tandem {

using NumberedRecord = std::pair<std::int64_t, std::shared_ptr<const Record>>;

// At most `limit` records after `position`, oldest first. Fails with store::errc::corrupt (naming the record) when one
// cannot be decoded, newer_version when a newer program wrote it.
Result<std::vector<NumberedRecord>> read_records(store::Session& session, std::int64_t position, int limit);
boost::asio::awaitable<Result<std::vector<NumberedRecord>>> read_records(store::Store& store, std::int64_t position,
                                                                         int limit);

// The payloads that an encoded thing names. `decode` is called with a resolver, twice: once to learn the ids.
class Payloads {
 public:
  void want(PayloadId id) { values_.try_emplace(id.value); }
  Result<void> load(store::Session& session);
  boost::asio::awaitable<Result<void>> load(store::Store& store);
  // Of what was loaded; an erased or unknown one is nullopt.
  codec::Reader::Resolve resolver() const;
  // Notes every id that is asked for.
  codec::Reader::Resolve collector();

 private:
  std::vector<std::pair<std::string, std::vector<store::Value>>> questions() const;
  void take(const store::Rows& rows);

  std::map<std::int64_t, std::optional<std::string>> values_;
};

// Wraps a decoding error of record `number` into a sentence for the operator.
Failure unreadable_record(std::int64_t number, const Failure& why);

}  // namespace tandem
