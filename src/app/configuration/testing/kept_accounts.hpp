// Accounts in memory, with the port's promises, for tests. One thread at a time.
#pragma once

#include <string>
#include <vector>

#include "ports/accounts.hpp"

namespace tandem::configuration::testing {

class KeptAccounts final : public Accounts {
 public:
  boost::asio::awaitable<Result<std::vector<Account>>> accounts() override { co_return people; }
  boost::asio::awaitable<Result<std::vector<DeviceSecret>>> devices() override { co_return phones; }
  boost::asio::awaitable<Result<void>> apply(Changes changes) override {
    for (auto& change : changes.accounts) {
      std::erase_if(people, [&](auto& other) { return other.id == change.account.id; });
      people.push_back(change.account);
      if (change.password) passwords.push_back(change.account.login + ":" + *change.password);
    }
    for (auto& device : changes.devices) {
      std::erase_if(phones, [&](auto& other) { return other.device == device.device; });
      phones.push_back(device);
    }
    for (auto& name : changes.removed_devices) std::erase_if(phones, [&](auto& other) { return other.device == name; });
    co_return Result<void>();
  }
  const Account* find(const std::string& login) const {
    for (const auto& account : people)
      if (account.login == login) return &account;
    return nullptr;
  }

  std::vector<Account> people;
  std::vector<DeviceSecret> phones;
  std::vector<std::string> passwords;
};

}  // namespace tandem::configuration::testing
