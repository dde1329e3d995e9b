#include "crm/live_customers.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "base/log.hpp"
#include "crm/records/known.hpp"

namespace tandem::crm {
namespace {

using boost::asio::awaitable;

bool is_about_a_customer(const RowChanged& row) {
  return row.owner != 0 &&
         (row.kind == RowKind::customer || row.kind == RowKind::identity || row.kind == RowKind::case_);
}

bool names(const RowChanged& row, std::string_view field) {
  return std::find(row.changed.begin(), row.changed.end(), field) != row.changed.end();
}

}  // namespace

LiveCustomers::LiveCustomers(boost::asio::any_io_executor executor, EnginePort& engine, store::Store& store)
    : executor_(std::move(executor)), engine_(engine), store_(store) {
  engine_.on_committed([this](const Committed& committed) {
    if (committed.record) hear(committed);
  });
}

void LiveCustomers::hear(const Committed& committed) {
  if (!loaded_) load();
  for (const auto& fact : committed.record->facts) {
    if (const auto* started = std::get_if<ConversationStarted>(&fact)) link(started->conversation, started->customer);
    if (const auto* linked = std::get_if<CustomerLinked>(&fact)) link(linked->conversation, linked->customer);
    if (const auto* ended = std::get_if<ConversationEnded>(&fact)) drop(ended->conversation);
    if (const auto* row = std::get_if<RowChanged>(&fact); row && is_about_a_customer(*row))
      changed(CustomerId{row->owner}, row->kind == RowKind::customer && names(*row, "language"));
  }
}

// What was open when the program started.
void LiveCustomers::load() {
  loaded_ = true;
  engine_.view([this](const State& state, std::int64_t) {
    for (const auto& [id, conversation] : state.conversations)
      if (!conversation.ended) link(id, conversation.customer);
  });
}

void LiveCustomers::link(ConversationId conversation, CustomerId customer) {
  if (const auto at = open_.find(conversation); at != open_.end() && at->second == customer) return;
  drop(conversation);
  if (!customer) return;
  open_[conversation] = customer;
  by_customer_.insert({customer, conversation});
  if (std::find(recent_.begin(), recent_.end(), customer) != recent_.end()) refresh(customer, false);
}

void LiveCustomers::drop(ConversationId conversation) {
  const auto at = open_.find(conversation);
  if (at == open_.end()) return;
  by_customer_.erase({at->second, conversation});
  open_.erase(at);
}

void LiveCustomers::changed(CustomerId customer, bool language) {
  if (std::find(recent_.begin(), recent_.end(), customer) == recent_.end()) {
    recent_.push_back(customer);
    if (recent_.size() > remembered) recent_.pop_front();
  }
  refresh(customer, language);
}

void LiveCustomers::refresh(CustomerId customer, bool language) {
  Stale stale;
  stale.language = language;
  for (auto at = by_customer_.lower_bound({customer, ConversationId{}});
       at != by_customer_.end() && at->first == customer; ++at)
    stale.conversations.push_back(at->second);
  if (stale.conversations.empty()) return;
  {
    std::lock_guard lock(mutex_);
    auto& pending = pending_[customer];
    stale.language = stale.language || pending.language;
    pending = std::move(stale);
    if (serving_) return;
    serving_ = true;
  }
  boost::asio::co_spawn(executor_, serve(), boost::asio::detached);
}

std::optional<std::pair<CustomerId, LiveCustomers::Stale>> LiveCustomers::next() {
  std::lock_guard lock(mutex_);
  if (pending_.empty()) {
    serving_ = false;
    return std::nullopt;
  }
  auto node = pending_.extract(pending_.begin());
  return std::pair(node.key(), std::move(node.mapped()));
}

awaitable<void> LiveCustomers::serve() {
  for (auto stale = next(); stale; stale = next()) co_await tell(stale->first, std::move(stale->second));
}

awaitable<void> LiveCustomers::tell(CustomerId customer, Stale stale) {
  std::vector<store::Value> params{customer};
  auto found = co_await store_.read(rows::select_known(rows::known_by_id), std::move(params));
  if (!found) {
    log::error("crm.live_customer_not_read customer={} error={}", customer.value, found.error().code.message());
    co_return;
  }
  const auto known = rows::known(*found);
  if (!known) co_return;
  const auto is_behind = [&](const Conversation& conversation) {
    const bool language = stale.language && conversation.language != known->language;
    const bool same = conversation.tier == known->tier && conversation.traits == known->traits && !language;
    return conversation.customer == customer && !conversation.ended && !same;
  };
  std::vector<ConversationId> behind;
  engine_.view([&](const State& state, std::int64_t) {
    for (const auto id : stale.conversations)
      if (const auto* conversation = state.conversation(id); conversation && is_behind(*conversation))
        behind.push_back(id);
  });
  // A refusal (queue full) costs a place in line, not the change itself, which is committed.
  for (const auto conversation : behind) {
    LinkCustomer link{conversation, customer, known->tier, {}, known->traits};
    if (stale.language) link.language = known->language;
    if (!engine_.submit(std::move(link))) log::warn("crm.live_customer_not_told customer={}", customer.value);
  }
}

}  // namespace tandem::crm
