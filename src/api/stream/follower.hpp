// The live state as desks see it: a follower of the journal with today's numbers, the names of customers who are on the
// line, and the stories of open offers. Turns a committed record into events. Lives on the hub's thread; its coroutines
// take one record after another.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/auth/accounts.hpp"
#include "api/message_keys.hpp"
#include "api/shapes/records.hpp"
#include "api/stream/plan.hpp"
#include "crm/customers.hpp"
#include "stats/live.hpp"

namespace tandem::api {

// What the hub sends on. `data` is JSON; of a conversation it is empty, and made once somebody is there to hear of it.
struct Event {
  PlannedEvent::Kind kind = PlannedEvent::Kind::conversation;
  int index = 0;
  std::string type;
  json::object data;
  std::shared_ptr<const Conversation> conversation;  // it is about, as it stands (or stood, when closed)
  AgentId agent;                                     // of an offer or a presence
};

struct FollowerServices {
  EnginePort& engine;
  store::Store& store;
  AccountService& accounts;
  crm::Customers& customers;
  crm::History& history;
  cases::Cases& cases;
  MessageKeys& keys;
};

class Follower {
 public:
  explicit Follower(FollowerServices services);

  // From the engine's committed state: at the start, and after records were missed.
  boost::asio::awaitable<Result<void>> load();
  // Applies it and tells what desks must hear. Records up to position() are passed over.
  boost::asio::awaitable<std::vector<Event>> take(Committed committed);
  void taken(std::int64_t number) { position_ = number; }  // its events have been sent

  std::int64_t position() const { return position_; }
  const State& state() const { return state_; }
  Names names() const { return {services_.accounts, *state_.configuration}; }
  json::object agent(const Agent& agent) const;
  json::object conversation(const Conversation& conversation) const;
  // The offers of this agent that are open, as they were sent.
  std::vector<json::object> offers(AgentId agent) const;
  stats::LiveSnapshot numbers(WallTime now);
  void drop_unused();  // customers who are not on the line any more

 private:
  struct OpenOffer {
    AgentId agent;
    ConversationId conversation;
    json::object data;
  };
  using Gone = std::map<ConversationId, std::shared_ptr<const Conversation>>;

  boost::asio::awaitable<void> load_today();
  boost::asio::awaitable<void> want_customers(std::vector<CustomerId> customers);
  boost::asio::awaitable<void> make_offer(Reservation offer);
  Gone apply_facts(const Committed& committed);
  std::vector<CustomerId> customers_in(const std::vector<PlannedEvent>& plan) const;
  boost::asio::awaitable<std::optional<Event>> event_of(PlannedEvent planned, const Gone* gone);
  std::optional<Event> event_of(const ReservationEnded& fact);
  Event event_of(const MessageCreated& fact) const;
  void add_live_conversations(std::vector<PlannedEvent>& plan) const;
  std::shared_ptr<const Conversation> shared(ConversationId id) const;

  FollowerServices services_;
  State state_;
  stats::LiveMetrics metrics_;
  std::int64_t position_ = 0;      // events up to here are out
  std::int64_t applied_ = 0;       // facts up to here are in
  std::int64_t counted_ = 0;       // visits up to here came from the rows
  std::map<CustomerId, crm::CustomerBrief> customers_;
  std::map<ReservationId, OpenOffer> offers_;
};

// Midnight of the machine's time zone.
WallTime local_day_start(WallTime now);

// The order number that a flow collected or found; empty: none.
std::string order_number_of(const Conversation& conversation);
json::object message_data(const MessageCreated& fact, const MessageKeys& keys, const Names& names);

}  // namespace tandem::api
