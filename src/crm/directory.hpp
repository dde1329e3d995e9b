// The customers' side of ports/directory.hpp: who is behind a number, a visitor's id or the shop's own id. Made by the
// application, used from any coroutine; the engine and the store outlive it.
#pragma once

#include "base/id_source.hpp"
#include "crm/customer.hpp"
#include "ports/directory.hpp"
#include "ports/engine.hpp"

namespace tandem::crm {

class CustomerDirectory final : public Directory {
 public:
  CustomerDirectory(EnginePort& engine, store::Store& store, IdSource& ids)
      : engine_(engine), store_(store), ids_(ids) {}

  // Also finds numbers that come without their "+" or without the country's code.
  boost::asio::awaitable<Result<std::optional<KnownCustomer>>> find_by_phone(std::string e164) override;
  boost::asio::awaitable<Result<std::optional<KnownCustomer>>> find_by_visitor(std::string visitor) override;
  boost::asio::awaitable<Result<std::optional<KnownCustomer>>> find_by_external_id(std::string id) override;
  // A visitor's id that belonged to somebody else moves: the proof of who sits there now is the newer one.
  boost::asio::awaitable<Result<void>> link_visitor(CustomerId customer, std::string visitor) override;

 private:
  boost::asio::awaitable<Result<std::optional<KnownCustomer>>> find(IdentityKind kind, std::vector<std::string> values);

  EnginePort& engine_;
  store::Store& store_;
  IdSource& ids_;
};

}  // namespace tandem::crm
