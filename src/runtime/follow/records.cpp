#include "runtime/follow/records.hpp"

namespace tandem {
namespace {

constexpr std::string_view select_records =
    "SELECT position, body FROM journal WHERE position > $1 ORDER BY position LIMIT $2";
constexpr std::size_t payloads_per_question = 200;

// Learns which payloads the records name; damage is found here.
Result<void> collect(const store::Rows& rows, Payloads& payloads) {
  const auto collector = payloads.collector();
  for (const auto& row : rows)
    if (auto record = decode_record(row[1].text(), collector); !record)
      return unreadable_record(row[0].integer(), record.error());
  return {};
}

Result<std::vector<NumberedRecord>> decode_all(const store::Rows& rows, const Payloads& payloads) {
  const auto resolver = payloads.resolver();
  std::vector<NumberedRecord> records;
  records.reserve(rows.rows.size());
  for (const auto& row : rows) {
    auto record = decode_record(row[1].text(), resolver);
    if (!record) return unreadable_record(row[0].integer(), record.error());
    records.emplace_back(row[0].integer(), std::make_shared<const Record>(std::move(*record)));
  }
  return records;
}

}  // namespace

Failure unreadable_record(std::int64_t number, const Failure& why) {
  const bool newer = why.code == codec::errc::newer_version || why.code == codec::errc::unknown_kind;
  const auto code = make_error_code(newer ? store::errc::newer_version : store::errc::corrupt);
  return fail(code, "record " + std::to_string(number) + " of the journal cannot be read: " + why.code.message() + " " +
                        why.detail + (newer ? "; start the newer program" : "; restore a backup"));
}

std::vector<std::pair<std::string, std::vector<store::Value>>> Payloads::questions() const {
  std::vector<std::pair<std::string, std::vector<store::Value>>> list;
  std::string places;
  std::vector<store::Value> ids;
  const auto close = [&] {
    if (ids.empty()) return;
    // Always the same number of places, so that one prepared statement serves all.
    while (ids.size() < payloads_per_question) {
      ids.push_back(ids.back());
      places += ", $" + std::to_string(ids.size());
    }
    list.emplace_back("SELECT id, body FROM payloads WHERE erased_at IS NULL AND id IN (" + places + ")",
                      std::move(ids));
    places.clear();
    ids.clear();
  };
  for (const auto& [id, value] : values_) {
    ids.emplace_back(id);
    places += (places.empty() ? "$" : ", $") + std::to_string(ids.size());
    if (ids.size() == payloads_per_question) close();
  }
  close();
  return list;
}

void Payloads::take(const store::Rows& rows) {
  for (const auto& row : rows) values_[row[0].integer()] = row[1].text();
}

Result<void> Payloads::load(store::Session& session) {
  for (auto& [sql, ids] : questions()) {
    auto rows = session.run(sql, ids);
    if (!rows) return rows.error();
    take(*rows);
  }
  return {};
}

boost::asio::awaitable<Result<void>> Payloads::load(store::Store& store) {
  for (auto& [sql, ids] : questions()) {
    auto rows = co_await store.read(sql, ids);
    if (!rows) co_return rows.error();
    take(*rows);
  }
  co_return Result<void>{};
}

codec::Reader::Resolve Payloads::resolver() const {
  return [this](PayloadId id) -> std::optional<std::string> {
    const auto found = values_.find(id.value);
    return found == values_.end() ? std::nullopt : found->second;
  };
}

codec::Reader::Resolve Payloads::collector() {
  return [this](PayloadId id) -> std::optional<std::string> {
    want(id);
    return std::nullopt;
  };
}

Result<std::vector<NumberedRecord>> read_records(store::Session& session, std::int64_t position, int limit) {
  auto rows = session.run(select_records, {position, limit});
  if (!rows) return rows.error();
  Payloads payloads;
  if (auto collected = collect(*rows, payloads); !collected) return collected.error();
  if (auto loaded = payloads.load(session); !loaded) return loaded.error();
  return decode_all(*rows, payloads);
}

boost::asio::awaitable<Result<std::vector<NumberedRecord>>> read_records(store::Store& store, std::int64_t position,
                                                                         int limit) {
  std::vector<store::Value> params{position, limit};
  auto rows = co_await store.read(std::string(select_records), std::move(params));
  if (!rows) co_return rows.error();
  Payloads payloads;
  auto collected = collect(*rows, payloads);
  if (!collected) co_return collected.error();
  auto loaded = co_await payloads.load(store);
  if (!loaded) co_return loaded.error();
  co_return decode_all(*rows, payloads);
}

}  // namespace tandem
