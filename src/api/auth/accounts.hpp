// The people who may sign in, and the secrets of their phones. Rows are written through the engine's writer; reading
// is from memory, since every request and every line on a screen needs a name: load() fills it before anything starts.
// Owned by the application; thread-safe.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "api/auth/password.hpp"
#include "base/id_source.hpp"
#include "net/blocking.hpp"
#include "ports/accounts.hpp"
#include "ports/engine.hpp"

namespace tandem::api {

struct AccountOptions {
  PasswordCost cost;
  unsigned threads = 1;           // of the pool that hashes
  std::size_t max_waiting = 256;  // sign-ins waiting for it; more are answered 503
};

enum class errc {
  unknown = 1,        // no such user, session or device
  bad_input,          // the detail says what
  login_taken,
  wrong_password,     // or unknown login, or disabled: not told apart
  changed_meanwhile,
};
const char* describe(errc e);
TANDEM_ERROR_CATEGORY("api")

class AccountService final : public Accounts, public DeviceDirectory {
 public:
  AccountService(EnginePort& engine, store::Store& store, IdSource& ids, AccountOptions options = {});

  // Blocking; after the store is migrated, before anybody asks.
  Result<void> load();

  // ports/accounts.hpp: what configuration files and the command line ask for.
  boost::asio::awaitable<Result<std::vector<Account>>> accounts() override;
  boost::asio::awaitable<Result<std::vector<DeviceSecret>>> devices() override;
  boost::asio::awaitable<Result<void>> apply(Changes changes) override;
  // ports/directory.hpp
  boost::asio::awaitable<Result<std::optional<DeviceSecret>>> find_device(std::string device) override;

  // Makes one under a new id. Fails with login_taken or bad_input.
  boost::asio::awaitable<Result<Account>> create(Account account, std::string password, UserId by);
  // `revision` is the one that the caller has seen. A new password or `enabled` = false revokes the sessions.
  struct Patch {
    std::optional<std::string> name, language, password;
    std::optional<Role> role;
    std::optional<TeamId> team;
    std::optional<bool> enabled;
  };
  boost::asio::awaitable<Result<Account>> change(UserId user, std::int64_t revision, Patch patch, UserId by);
  // The account, or wrong_password after the same work as for one that exists.
  boost::asio::awaitable<Result<Account>> verify(std::string login, std::string password);

  // From memory.
  std::optional<Account> find(UserId user) const;
  std::optional<Account> find_login(std::string_view login) const;
  std::vector<Account> all() const;
  std::string name_of(UserId user) const;  // empty: nobody
  std::int64_t revision_of(UserId user) const;
  std::vector<UserId> members_of(TeamId team) const;

  // Called, on any thread, after a user was changed so that the sessions they have must end.
  void on_revoked(std::function<void(UserId)> listener) { revoked_ = std::move(listener); }

 private:
  struct Known {
    Account account;
    std::string password;  // encoded; empty: cannot sign in
    std::int64_t revision = 1;
  };
  struct Write {
    Known known;
    bool is_new = false;
    bool revokes = false;
    bool new_password = false;
  };
  boost::asio::awaitable<Result<std::string>> hashed(std::string password);
  boost::asio::awaitable<Result<void>> save(std::vector<Write> writes, std::vector<DeviceSecret> devices,
                                            std::vector<std::string> removed, UserId by);
  std::optional<Known> known(UserId user) const;

  EnginePort& engine_;
  store::Store& store_;
  IdSource& ids_;
  const AccountOptions options_;
  net::BlockingPool pool_;
  std::string decoy_;  // hash to compare with where there is no such login
  std::function<void(UserId)> revoked_;
  mutable std::shared_mutex mutex_;
  std::map<UserId, Known> users_;
  std::map<std::string, UserId, std::less<>> logins_;
  std::map<std::string, DeviceSecret, std::less<>> devices_;
};

}  // namespace tandem::api

TANDEM_ERROR_ENUM(tandem::api::errc)
