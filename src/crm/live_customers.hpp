// Tells the engine of changes to customers whom it is dealing with. Hears on the journal's thread what became of customers,
// their numbers and their cases; for whoever has an open conversation it reads on the executor what the router must know
// now, and sends LinkCustomer where that is something else. Registers itself when made, so make it before the engine
// starts; the engine ends before it.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "ports/directory.hpp"
#include "ports/engine.hpp"

namespace tandem::crm {

class LiveCustomers {
 public:
  LiveCustomers(boost::asio::any_io_executor executor, EnginePort& engine, store::Store& store);

 private:
  // A change that was committed just before a conversation began may have come after its customer was looked up.
  static constexpr std::size_t remembered = 256;

  struct Stale {
    std::vector<ConversationId> conversations;
    bool language = false;  // theirs is another one: otherwise the one in which a conversation is held stays
  };

  void hear(const Committed& committed);
  void load();
  void link(ConversationId conversation, CustomerId customer);
  void drop(ConversationId conversation);
  void changed(CustomerId customer, bool language);
  void refresh(CustomerId customer, bool language);
  boost::asio::awaitable<void> serve();
  boost::asio::awaitable<void> tell(CustomerId customer, Stale stale);
  std::optional<std::pair<CustomerId, Stale>> next();

  boost::asio::any_io_executor executor_;
  EnginePort& engine_;
  store::Store& store_;

  // Of the journal's thread.
  bool loaded_ = false;
  std::map<ConversationId, CustomerId> open_;
  std::set<std::pair<CustomerId, ConversationId>> by_customer_;
  std::deque<CustomerId> recent_;

  std::mutex mutex_;
  std::map<CustomerId, Stale> pending_;  // each of them has an open conversation, so they are no more than those
  bool serving_ = false;
};

}  // namespace tandem::crm
