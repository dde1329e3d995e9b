// Customers and what belongs to them: create, change, identities, notes, orders, search. A change writes its rows and
// its journal record in one transaction on the writer's thread; reading goes to the store at once. Made by the
// application, used from any coroutine; the engine and the store outlive it.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>

#include "base/id_source.hpp"
#include "crm/customer.hpp"
#include "crm/errors.hpp"
#include "ports/directory.hpp"
#include "ports/engine.hpp"
#include "ports/page.hpp"

namespace tandem::crm {

// An identity that another customer already has: a refusal that people can act on, so it names that customer.
struct Taken {
  IdentityKind kind = IdentityKind::phone;
  std::string value;
  CustomerId customer;
  std::string name;
};

struct Saved {
  CustomerId customer;
  std::int64_t revision = 0;
  std::optional<Taken> taken;  // then nothing was written
};

class Customers {
 public:
  Customers(EnginePort& engine, store::Store& store, IdSource& ids) : engine_(engine), store_(store), ids_(ids) {}

  // Fails with errc::bad_input where a field or an identity is not acceptable.
  boost::asio::awaitable<Result<Saved>> create(NewCustomer customer, UserId by);
  // `revision` is the one that the caller has seen; another one now: errc::changed_meanwhile.
  boost::asio::awaitable<Result<Saved>> update(CustomerId customer, std::int64_t revision, CustomerPatch patch,
                                               UserId by);
  // The same identity of the same customer again changes nothing.
  boost::asio::awaitable<Result<Saved>> add_identity(CustomerId customer, NewIdentity identity, UserId by);
  boost::asio::awaitable<Result<void>> remove_identity(CustomerId customer, IdentityId identity, UserId by);
  boost::asio::awaitable<Result<Note>> add_note(CustomerId customer, std::string text, UserId by);

  // errc::unknown where there is none.
  boost::asio::awaitable<Result<Customer>> get(CustomerId customer);
  // As the router sees them; errc::unknown where there is none.
  boost::asio::awaitable<Result<KnownCustomer>> known(CustomerId customer);
  boost::asio::awaitable<Result<std::optional<KnownCustomer>>> known_by_phone(std::string e164);
  // In the order of the ids; unknown ones are left out. At most largest_page ids.
  boost::asio::awaitable<Result<std::vector<CustomerBrief>>> briefs(std::vector<CustomerId> customers);
  // Part of a name or company, digits of a number (all of them, or the end), e-mail, order number, id. By name; the
  // cursor is opaque: what the page before gave. An empty text lists everybody.
  boost::asio::awaitable<Result<Page<CustomerBrief>>> search(std::string text, std::string cursor, int limit);
  boost::asio::awaitable<Result<Page<Note>>> notes(CustomerId customer, Cursor after, int limit);

  boost::asio::awaitable<Result<std::optional<Order>>> order(std::string number);
  boost::asio::awaitable<Result<Page<Order>>> orders(CustomerId customer, Cursor after, int limit);

 private:
  struct Settings {
    std::string region, language;
  };
  Settings settings() const;  // of the configuration in force

  EnginePort& engine_;
  store::Store& store_;
  IdSource& ids_;
};

}  // namespace tandem::crm
