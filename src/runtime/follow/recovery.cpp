#include "runtime/follow/recovery.hpp"

#include <algorithm>
#include <stdexcept>

#include "runtime/follow/records.hpp"

namespace tandem {
namespace {

constexpr std::int64_t records_at_once = 1000;

}  // namespace

Result<std::int64_t> replay(store::Session& session, State& state, std::int64_t position, std::int64_t up_to) {
  while (up_to == 0 || position < up_to) {
    const auto limit = up_to == 0 ? records_at_once : std::min(records_at_once, up_to - position);
    auto records = read_records(session, position, static_cast<int>(limit));
    if (!records) return records.error();
    if (records->empty()) break;
    for (const auto& [number, record] : *records) {
      if (number != position + 1) {
        const auto gap = fail(make_error_code(store::errc::corrupt), "the one before it is missing");
        return unreadable_record(number, gap);
      }
      try {
        for (const auto& fact : record->facts) apply(state, fact);
      } catch (const std::logic_error& contradiction) {  // apply() asserts what damage can break
        return unreadable_record(number, fail(make_error_code(store::errc::corrupt), contradiction.what()));
      }
      position = number;
    }
  }
  return position;
}

Result<Recovered> recover(store::Session& session) {
  auto newest = session.run("SELECT position, at FROM journal ORDER BY position DESC LIMIT 1");
  if (!newest) return newest.error();
  auto snapshot = newest_snapshot(session);
  if (!snapshot) return snapshot.error();

  Recovered recovered;
  if (!newest->empty()) recovered.last = newest->rows[0][1].time();
  if (*snapshot) {
    recovered.state = std::move((*snapshot)->state);
    recovered.snapshot_position = (*snapshot)->position;
  }
  auto position = replay(session, recovered.state, recovered.snapshot_position);
  if (!position) return position.error();
  recovered.position = *position;
  recovered.replayed = recovered.position - recovered.snapshot_position;
  if (!newest->empty() && recovered.position < newest->rows[0][0].integer())
    return fail(make_error_code(store::errc::corrupt), "the journal ends before its last record");
  return recovered;
}

}  // namespace tandem
