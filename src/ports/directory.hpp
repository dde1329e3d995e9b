// Who is behind a number, an address or a visitor's id, and which device may register: what channels ask of the
// records before they wake the engine. crm/ and the accounts stand behind it.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "model/traits.hpp"

namespace tandem {

struct KnownCustomer {
  CustomerId customer;
  std::string name, tier, language;
  CustomerTraits traits;
};

class Directory {
 public:
  virtual ~Directory() = default;
  // Nothing found is an empty optional, not an error.
  virtual boost::asio::awaitable<Result<std::optional<KnownCustomer>>> find_by_phone(std::string e164) = 0;
  virtual boost::asio::awaitable<Result<std::optional<KnownCustomer>>> find_by_visitor(std::string visitor) = 0;
  virtual boost::asio::awaitable<Result<std::optional<KnownCustomer>>> find_by_external_id(std::string id) = 0;
  // Ties a visitor's id to a customer who proved who they are (signed id).
  virtual boost::asio::awaitable<Result<void>> link_visitor(CustomerId customer, std::string visitor) = 0;
};

struct DeviceSecret {
  std::string device;  // user part of the address of record
  AgentId agent;
  std::string secret;  // per device, never the person's password
};

class DeviceDirectory {
 public:
  virtual ~DeviceDirectory() = default;
  virtual boost::asio::awaitable<Result<std::optional<DeviceSecret>>> find_device(std::string device) = 0;
};

}  // namespace tandem
