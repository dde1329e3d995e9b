// The people who may sign in and the secrets of their phones, as configuration-as-code, the command line and the demo
// set them up. The accounts of the API stand behind it; every call is a coroutine and may come from any executor.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/ids.hpp"
#include "ports/directory.hpp"

namespace tandem {

enum class Role { agent = 1, supervisor = 2, admin = 3 };

struct Account {
  UserId id;
  std::string login;
  std::string name;
  Role role = Role::agent;
  TeamId team;
  std::string language;  // BCP 47; empty: the configuration's
  bool enabled = true;   // a disabled one cannot sign in, and its sessions are revoked
  bool operator==(const Account&) const = default;
};

struct AccountChange {
  Account account;                      // written whole under its id; its login is unique
  std::optional<std::string> password;  // in clear, to be hashed; none: stays as it is (a new account has none yet)
};

class Accounts {
 public:
  virtual ~Accounts() = default;
  virtual boost::asio::awaitable<Result<std::vector<Account>>> accounts() = 0;
  virtual boost::asio::awaitable<Result<std::vector<DeviceSecret>>> devices() = 0;

  // All of it or nothing. `devices` are written whole under their name; `removed_devices` are names.
  struct Changes {
    std::vector<AccountChange> accounts;
    std::vector<DeviceSecret> devices;
    std::vector<std::string> removed_devices;
    bool empty() const { return accounts.empty() && devices.empty() && removed_devices.empty(); }
  };
  virtual boost::asio::awaitable<Result<void>> apply(Changes changes) = 0;
};

}  // namespace tandem
