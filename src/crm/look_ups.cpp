#include "crm/look_ups.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "base/log.hpp"
#include "crm/records/identity.hpp"
#include "crm/records/known.hpp"
#include "crm/records/rows.hpp"

namespace tandem::crm {
namespace {

using boost::asio::awaitable;

constexpr std::size_t longest_key = 254;

std::string compact(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n') out += c;
  return out;
}

}  // namespace

LookUps::LookUps(boost::asio::any_io_executor executor, EnginePort& engine, store::Store& store, IdSource& ids)
    : executor_(std::move(executor)), engine_(engine), store_(store), ids_(ids) {
  engine_.on_effect([this](const Effect& effect) { hear(effect); });
}

void LookUps::hear(const Effect& effect) {
  const auto* look_up = std::get_if<LookUp>(&effect);
  if (!look_up) return;
  if (in_flight_.fetch_add(1) >= most_in_flight) {
    in_flight_.fetch_sub(1);
    log::warn("look_up.refused request={} reason=busy", look_up->request.value);
    LookUpAnswered busy;
    busy.request = look_up->request;
    // A queue that is full as well leaves the rest to the engine's own deadline.
    engine_.submit(std::move(busy));
    return;
  }
  boost::asio::co_spawn(executor_, serve(*look_up), boost::asio::detached);
}

awaitable<void> LookUps::serve(LookUp look_up) {
  const auto deadline = look_up.deadline;
  const auto request = look_up.request;
  auto answered = co_await answer(std::move(look_up));
  in_flight_.fetch_sub(1);
  if (deadline && WallTime::now() > deadline) {
    log::warn("look_up.late request={}", request.value);
    co_return;
  }
  if (!engine_.submit(std::move(answered))) log::warn("look_up.unanswered request={} reason=queue_full", request.value);
}

awaitable<LookUpAnswered> LookUps::answer(LookUp look_up) {
  LookUpAnswered answer;
  answer.request = look_up.request;
  Result<bool> found = false;
  if (look_up.kind == LookUpKind::customer)
    found = co_await find_customer(look_up, answer);
  else
    found = co_await find_order(look_up, answer);
  if (found && *found && answer.customer) found = co_await add_traits(answer);
  if (!found) {
    log::error("look_up.failed request={} error={}", look_up.request.value, found.error().code.message());
    answer.values.clear();
    co_return answer;
  }
  answer.result = *found ? LookUpResult::found : LookUpResult::not_found;
  co_return answer;
}

void LookUps::add(LookUpAnswered& answer, std::string name, std::string text) {
  if (text.empty()) return;  // an unset value reads as empty
  NamedValue value;
  value.name = std::move(name);
  value.value.payload = ids_.next<PayloadId>();
  value.value.text = std::move(text);
  answer.values.push_back(std::move(value));
}

// By whatever the key is: a number, an e-mail address, a visitor's or the shop's id; else whoever is on the
// conversation.
awaitable<Result<bool>> LookUps::find_customer(const LookUp& look_up, LookUpAnswered& answer) {
  std::string region, language;
  engine_.view([&](const State& state, std::int64_t) {
    region = state.configuration->default_region;
    language = state.configuration->default_language;
  });
  const auto key = compact(look_up.key).substr(0, longest_key);
  auto phones = phone_candidates(key, region);
  phones.resize(2);
  const auto email = normalised(IdentityKind::email, key, region);
  std::vector<store::Value> params{phones[0], phones[1], email ? *email : std::string(), key, look_up.customer.value};
  // The empty text is no identity, so that an absent form matches nothing.
  auto sql =
      "SELECT * FROM (" +
      rows::select(
          rows::brief_columns,
          ", CASE WHEN x.kind = 1 AND x.value = $1 THEN 1 ELSE 1 + x.kind END AS place FROM identities x "
          "JOIN customers c ON c.id = x.customer WHERE x.removed_at IS NULL AND "
          "((x.kind = 1 AND x.value IN ($1, $2)) OR (x.kind = 2 AND x.value = $3) OR (x.kind = 3 AND x.value = $4) OR "
          "(x.kind = 4 AND x.value = $4))") +
      " UNION ALL " + rows::select(rows::brief_columns, ", 9 AS place FROM customers c WHERE c.id = $5") +
      ") AS candidates ORDER BY place LIMIT 1";
  auto found = co_await store_.read(std::move(sql), std::move(params));
  if (!found) co_return found.error();
  if (found->empty()) co_return false;
  const auto customer = rows::brief(found->rows.front());
  answer.customer = customer.id;
  answer.tier = customer.tier;
  answer.language = customer.language;
  add(answer, "name", customer.name);
  add(answer, "tier", customer.tier);
  add(answer, "language", customer.language);
  add(answer, "phone", customer.phone);
  add(answer, "region", customer.region.in(customer.language));
  co_return true;
}

awaitable<Result<bool>> LookUps::add_traits(LookUpAnswered& answer) {
  std::vector<store::Value> params{answer.customer};
  auto found = co_await store_.read(rows::select_known(rows::known_by_id), std::move(params));
  if (!found) co_return found.error();
  if (auto known = rows::known(*found)) answer.traits = std::move(known->traits);
  co_return true;
}

awaitable<Result<bool>> LookUps::find_order(const LookUp& look_up, LookUpAnswered& answer) {
  std::vector<store::Value> params{compact(look_up.key).substr(0, longest_key)};
  auto found = co_await store_.read(rows::select(rows::order_columns,
                                                 ", c.name, c.tier, c.language FROM orders o "
                                                 "JOIN customers c ON c.id = o.customer WHERE o.number = $1"),
                                    std::move(params));
  if (!found) co_return found.error();
  if (found->empty()) co_return false;
  const auto& row = found->rows.front();
  const auto order = rows::order(row);
  const auto tier = row[row.size() - 2].text(), language = row[row.size() - 1].text();
  // Who calls with the number of another one's order is not thereby that customer.
  if (!look_up.customer || look_up.customer == order.customer) {
    answer.customer = order.customer;
    answer.tier = tier;
    answer.language = language;
  }
  const auto words = order_status_words(order.status);
  add(answer, "number", order.number);
  add(answer, "status", words.in(language));
  add(answer, "status_zh", words.zh);
  add(answer, "status_en", words.en);
  add(answer, "status_code", order.status);
  add(answer, "summary", order.summary.in(language));
  add(answer, "tracking", order.tracking);
  add(answer, "customer", row[row.size() - 3].text());
  co_return true;
}

}  // namespace tandem::crm
