#include "api/routes/idempotency.hpp"

#include "base/log.hpp"

namespace tandem::api {
namespace {

constexpr std::int64_t kept_ms = 24 * 3600 * 1000;
constexpr std::size_t longest_answer = 256 * 1024;

}  // namespace

awaitable<std::optional<Response>> Idempotency::begin(UserId user, std::string key, std::string digest) {
  if (key.size() > 200) co_return bad_request("Idempotency-Key", "the key has at most 200 characters");
  {
    std::lock_guard lock(mutex_);
    if (!running_.emplace(user, key).second)
      co_return conflict("still_running", "the first request with this Idempotency-Key is still being answered");
  }
  std::vector<store::Value> params{user, key};
  auto rows = co_await store_.read(
      "SELECT digest, status, etag, body FROM idempotency_keys WHERE user_id = $1 AND name = $2", std::move(params));
  if (rows && rows->empty()) co_return std::nullopt;
  give_up(user, key);
  if (!rows) co_return failed(rows.error());
  const auto& row = rows->rows.front();
  if (row[0].text() != digest)
    co_return net::problem(http::status::unprocessable_entity, "this Idempotency-Key was used for another request");
  const auto status = static_cast<http::status>(row[1].integer());
  const bool good = row[1].integer() < 400;
  auto response = row[3].text().empty()
                      ? net::no_content()
                      : net::bytes_response(row[3].text(), good ? "application/json" : "application/problem+json", status);
  if (!row[2].text().empty()) response.set("ETag", row[2].text());
  response.set("Idempotent-Replayed", "true");
  co_return response;
}

awaitable<void> Idempotency::finish(UserId user, std::string key, std::string digest, Response answer) {
  const auto status = static_cast<std::int64_t>(answer.status);
  const std::string body(answer.text());
  const std::string etag(answer.header("ETag"));
  if (status < 500 && body.size() <= longest_answer) {
    EnginePort::Work work = [=](store::Session& session) -> Result<std::vector<RowChanged>> {
      const auto now = WallTime::now();
      if (auto gone = session.run("DELETE FROM idempotency_keys WHERE at < $1", {now.plus_ms(-kept_ms)}); !gone)
        return gone.error();
      auto kept = session.run(
          "INSERT INTO idempotency_keys (user_id, name, digest, status, etag, body, at) VALUES ($1, $2, $3, $4, $5, $6, $7) "
          "ON CONFLICT DO NOTHING",
          {user, key, digest, status, etag, body, now});
      if (!kept) return kept.error();
      return std::vector<RowChanged>{};
    };
    auto written = co_await engine_.write(std::move(work));
    if (!written) log::warn("api.answer_not_kept detail={}", written.error().detail);
  }
  give_up(user, key);
}

void Idempotency::give_up(UserId user, const std::string& key) {
  std::lock_guard lock(mutex_);
  running_.erase({user, key});
}

}  // namespace tandem::api
