#include "runtime/follow/snapshots.hpp"

#include <openssl/sha.h>

#include <array>

#include "base/log.hpp"
#include "runtime/crash_points.hpp"
#include "runtime/follow/records.hpp"

namespace tandem {
namespace {

std::string digest_of(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), hash.data());
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const auto byte : hash) {
    text.push_back(digits[byte >> 4]);
    text.push_back(digits[byte & 15]);
  }
  return text;
}

Result<std::string> whole_body(store::Session& session, std::int64_t position) {
  auto rows = session.run("SELECT parts, digest, body FROM snapshots WHERE position = $1 ORDER BY part", {position});
  if (!rows) return rows.error();
  const auto damaged = [](const char* why) { return fail(make_error_code(store::errc::corrupt), why); };
  std::string body;
  for (const auto& row : *rows) {
    if (row[0].integer() != static_cast<std::int64_t>(rows->rows.size())) return damaged("parts are missing");
    body += row[2].text();
  }
  if (rows->empty() || digest_of(body) != rows->rows[0][1].text()) return damaged("the digest differs");
  return body;
}

Result<State> read_state(store::Session& session, std::int64_t position) {
  auto body = whole_body(session, position);
  if (!body) return body.error();
  Payloads payloads;
  if (auto first = decode_state(*body, payloads.collector()); !first) return first.error();
  if (auto loaded = payloads.load(session); !loaded) return loaded.error();
  return decode_state(*body, payloads.resolver());
}

// Only damage leads to an older snapshot; a store that cannot be reached is a failure of the start.
bool is_damage(const Failure& failure) {
  return failure.code.category() != store::error_category_of(store::errc::corrupt) ||
         failure.code == store::errc::corrupt;
}

}  // namespace

Result<void> write_snapshot(store::Session& session, const State& state, std::int64_t position,
                            std::size_t part_bytes) {
  const std::string body = encode_state(state);
  const std::string digest = digest_of(body);
  const auto parts = static_cast<std::int64_t>((body.size() + part_bytes - 1) / part_bytes);
  const auto now = WallTime::now();
  // Left from a program that died while it wrote the same one.
  if (auto cleared = session.run("DELETE FROM snapshots WHERE position = $1", {position}); !cleared)
    return cleared.error();
  for (std::int64_t part = 0; part < parts; ++part) {
    store::Blob bytes{body.substr(static_cast<std::size_t>(part) * part_bytes, part_bytes)};
    auto written = session.run(
        "INSERT INTO snapshots (position, part, parts, digest, made_at, body) VALUES ($1, $2, $3, $4, $5, $6)",
        {position, part, parts, digest, now, std::move(bytes)});
    if (!written) return written.error();
    crash_point(CrashPoint::during_snapshot);
  }
  crash_point(CrashPoint::after_snapshot);
  return {};
}

Result<void> prune_snapshots(store::Session& session, int keep) {
  auto whole = session.run(
      "SELECT position FROM snapshots GROUP BY position HAVING count(*) = max(parts) ORDER BY position DESC LIMIT $1",
      {keep});
  if (!whole) return whole.error();
  if (whole->rows.size() < static_cast<std::size_t>(keep)) return {};
  auto pruned = session.run("DELETE FROM snapshots WHERE position < $1", {whole->rows.back()[0]});
  if (!pruned) return pruned.error();
  return {};
}

Result<std::optional<Snapshot>> newest_snapshot(store::Session& session) {
  auto positions = session.run("SELECT DISTINCT position FROM snapshots ORDER BY position DESC");
  if (!positions) return positions.error();
  for (const auto& row : *positions) {
    const auto position = row[0].integer();
    auto state = read_state(session, position);
    if (state) return std::optional<Snapshot>(Snapshot{std::move(*state), position});
    if (!is_damage(state.error())) return state.error();
    log::warn("snapshot.unreadable position={} why=\"{} {}\"", position, state.error().code.message(),
              state.error().detail);
  }
  return std::optional<Snapshot>{};
}

}  // namespace tandem
