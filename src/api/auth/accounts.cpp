#include "api/auth/accounts.hpp"

#include <algorithm>

#include "api/auth/audit.hpp"
#include "api/auth/digest.hpp"
#include "api/auth/roles.hpp"

namespace tandem::api {

using boost::asio::awaitable;

namespace {

bool is_login(std::string_view text) {
  const auto inner = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-'; };
  return !text.empty() && text.size() <= 40 && text[0] != '.' && text[0] != '-' && std::all_of(text.begin(), text.end(), inner);
}

std::string complaint(const Account& account) {
  if (!is_login(account.login)) return "a login is made of a-z, 0-9, '.', '_' and '-', at most 40 of them";
  if (account.name.empty() || account.name.size() > 200) return "a name has 1 to 200 bytes";
  if (!account.language.empty() && account.language != "zh-CN" && account.language != "en")
    return "the language is zh-CN or en";
  return {};
}

Failure bad_input(std::string detail) { return fail(make_error_code(errc::bad_input), std::move(detail)); }

// What a socket may see was decided when it was opened: another role or team begins anew.
bool ends_sessions(const Account& before, const Account& after) {
  return (before.enabled && !after.enabled) || before.role != after.role || before.team != after.team;
}

RowChanged row_of(RowKind kind, Change change, std::int64_t id, UserId by) {
  RowChanged row;
  row.kind = kind;
  row.change = change;
  row.id = id;
  row.by = by;
  return row;
}

}  // namespace

const char* describe(errc e) {
  switch (e) {
    case errc::unknown: return "there is no such user, session or device";
    case errc::bad_input: return "not acceptable";
    case errc::login_taken: return "another user has this login";
    case errc::wrong_password: return "the login or the password is wrong";
    case errc::changed_meanwhile: return "somebody else saved first";
  }
  return "unknown";
}

AccountService::AccountService(EnginePort& engine, store::Store& store, IdSource& ids, AccountOptions options)
    : engine_(engine), store_(store), ids_(ids), options_(options), pool_("passwords", options.threads, options.max_waiting) {}

Result<void> AccountService::load() {
  auto decoy = hash_password(random_hex(16), options_.cost);
  if (!decoy) return decoy.error();
  decoy_ = *decoy;
  auto session = store_.open_session();
  if (!session) return session.error();
  auto rows = (*session)->run("SELECT id, login, name, role, team, language, enabled, password, revision FROM users");
  if (!rows) return rows.error();
  auto devices = (*session)->run("SELECT name, agent, secret FROM devices");
  if (!devices) return devices.error();
  std::unique_lock lock(mutex_);
  for (const auto& row : *rows) {
    Known known;
    auto& account = known.account;
    account.id = row[0].id<UserId>();
    account.login = row[1].text();
    account.name = row[2].text();
    account.role = static_cast<Role>(row[3].integer());
    account.team = row[4].id<TeamId>();
    account.language = row[5].text();
    account.enabled = row[6].truth();
    known.password = row[7].text();
    known.revision = row[8].integer();
    logins_[account.login] = account.id;
    users_[account.id] = std::move(known);
  }
  for (const auto& row : *devices)
    devices_[row[0].text()] = DeviceSecret{row[0].text(), row[1].id<AgentId>(), row[2].text()};
  return {};
}

std::optional<AccountService::Known> AccountService::known(UserId user) const {
  std::shared_lock lock(mutex_);
  const auto at = users_.find(user);
  return at == users_.end() ? std::nullopt : std::optional(at->second);
}

std::optional<Account> AccountService::find(UserId user) const {
  const auto found = known(user);
  return found ? std::optional(found->account) : std::nullopt;
}

std::optional<Account> AccountService::find_login(std::string_view login) const {
  std::shared_lock lock(mutex_);
  const auto at = logins_.find(login);
  return at == logins_.end() ? std::nullopt : std::optional(users_.at(at->second).account);
}

std::vector<Account> AccountService::all() const {
  std::vector<Account> out;
  std::shared_lock lock(mutex_);
  for (const auto& [id, known] : users_) out.push_back(known.account);
  return out;
}

std::string AccountService::name_of(UserId user) const {
  std::shared_lock lock(mutex_);
  const auto at = users_.find(user);
  return at == users_.end() ? std::string() : at->second.account.name;
}

std::int64_t AccountService::revision_of(UserId user) const {
  const auto found = known(user);
  return found ? found->revision : 0;
}

std::vector<UserId> AccountService::members_of(TeamId team) const {
  std::vector<UserId> out;
  if (!team) return out;
  std::shared_lock lock(mutex_);
  for (const auto& [id, known] : users_)
    if (known.account.team == team) out.push_back(id);
  return out;
}

awaitable<Result<std::vector<Account>>> AccountService::accounts() { co_return all(); }

awaitable<Result<std::vector<DeviceSecret>>> AccountService::devices() {
  std::vector<DeviceSecret> out;
  std::shared_lock lock(mutex_);
  for (const auto& [name, device] : devices_) out.push_back(device);
  co_return out;
}

awaitable<Result<std::optional<DeviceSecret>>> AccountService::find_device(std::string device) {
  std::shared_lock lock(mutex_);
  const auto at = devices_.find(device);
  co_return at == devices_.end() ? std::nullopt : std::optional(at->second);
}

awaitable<Result<std::string>> AccountService::hashed(std::string password) {
  if (password.size() < shortest_password || password.size() > longest_password)
    co_return bad_input("a password has " + std::to_string(shortest_password) + " to " + std::to_string(longest_password) +
                        " characters");
  auto hash = [password = std::move(password), cost = options_.cost] { return hash_password(password, cost); };
  co_return co_await net::run_blocking(pool_, std::move(hash));
}

awaitable<Result<void>> AccountService::apply(Changes changes) {
  std::vector<Write> writes;
  for (auto& change : changes.accounts) {
    if (const auto wrong = complaint(change.account); !wrong.empty()) co_return bad_input(change.account.login + ": " + wrong);
    if (!change.account.id) co_return bad_input(change.account.login + " has no id");
    Write write;
    const auto before = known(change.account.id);
    write.is_new = !before;
    if (before) write.known = *before;
    write.revokes = before && (change.password || ends_sessions(before->account, change.account));
    write.known.account = std::move(change.account);
    write.known.revision = before ? before->revision + 1 : 1;
    if (change.password) {
      auto hash = co_await hashed(std::move(*change.password));
      if (!hash) co_return hash.error();
      write.known.password = std::move(*hash);
    }
    writes.push_back(std::move(write));
  }
  co_return co_await save(std::move(writes), std::move(changes.devices), std::move(changes.removed_devices), {});
}

awaitable<Result<Account>> AccountService::create(Account account, std::string password, UserId by) {
  account.id = ids_.next<UserId>();
  if (const auto wrong = complaint(account); !wrong.empty()) co_return bad_input(wrong);
  if (find_login(account.login)) co_return fail(make_error_code(errc::login_taken), "another user has the login " + account.login);
  Write write;
  write.is_new = true;
  auto hash = co_await hashed(std::move(password));
  if (!hash) co_return hash.error();
  write.known.account = account;
  write.known.password = std::move(*hash);
  std::vector<Write> writes{std::move(write)};
  auto saved = co_await save(std::move(writes), {}, {}, by);
  if (!saved) co_return saved.error();
  co_return account;
}

awaitable<Result<Account>> AccountService::change(UserId user, std::int64_t revision, Patch patch, UserId by) {
  const auto before = known(user);
  if (!before) co_return fail(make_error_code(errc::unknown), "there is no such user");
  if (before->revision != revision) co_return fail(make_error_code(errc::changed_meanwhile), "somebody else saved first");
  Write write;
  write.known = *before;
  write.known.revision = revision + 1;
  auto& account = write.known.account;
  if (patch.name) account.name = std::move(*patch.name);
  if (patch.language) account.language = std::move(*patch.language);
  if (patch.role) account.role = *patch.role;
  if (patch.team) account.team = *patch.team;
  if (patch.enabled) account.enabled = *patch.enabled;
  if (const auto wrong = complaint(account); !wrong.empty()) co_return bad_input(wrong);
  write.new_password = patch.password.has_value();
  write.revokes = write.new_password || ends_sessions(before->account, account);
  if (patch.password) {
    auto hash = co_await hashed(std::move(*patch.password));
    if (!hash) co_return hash.error();
    write.known.password = std::move(*hash);
  }
  const auto changed = account;
  std::vector<Write> writes{std::move(write)};
  auto saved = co_await save(std::move(writes), {}, {}, by);
  if (!saved) co_return saved.error();
  co_return changed;
}

namespace {

std::vector<store::Value> columns(const Account& account, const std::string& password, std::int64_t revision) {
  return {account.id,       account.login,   account.name, static_cast<int>(account.role), account.team,
          account.language, account.enabled, password,     revision,                       WallTime::now()};
}

constexpr std::string_view insert_user =
    "INSERT INTO users (id, login, name, role, team, language, enabled, password, revision, created_at, updated_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)";
constexpr std::string_view update_user =
    "UPDATE users SET login = $2, name = $3, role = $4, team = $5, language = $6, enabled = $7, password = $8, revision = $9, "
    "updated_at = $10 WHERE id = $1 AND revision = $9 - 1";

Result<void> write_device(store::Session& session, const DeviceSecret& device) {
  auto done = session.run(
      "INSERT INTO devices (name, agent, secret, updated_at) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (name) DO UPDATE SET agent = excluded.agent, secret = excluded.secret, updated_at = excluded.updated_at",
      {device.device, device.agent, device.secret, WallTime::now()});
  if (!done) return done.error();
  return {};
}

Failure taken(const Failure& why, const std::string& login) {
  if (why.code != make_error_code(store::errc::constraint)) return why;
  return fail(make_error_code(errc::login_taken), "another user has the login " + login);
}

}  // namespace

awaitable<Result<void>> AccountService::save(std::vector<Write> writes, std::vector<DeviceSecret> devices,
                                             std::vector<std::string> removed, UserId by) {
  EnginePort::Work work = [this, writes, devices, removed, by](store::Session& session) -> Result<std::vector<RowChanged>> {
    std::vector<RowChanged> rows;
    for (const auto& write : writes) {
      const auto& account = write.known.account;
      auto done = session.run(write.is_new ? insert_user : update_user,
                              columns(account, write.known.password, write.known.revision));
      if (!done) return taken(done.error(), account.login);
      if (done->changed == 0) return fail(make_error_code(errc::changed_meanwhile), "somebody else saved first");
      if (write.revokes)
        if (auto gone = session.run("DELETE FROM sessions WHERE user_id = $1", {account.id}); !gone) return gone.error();
      AuditEntry entry;
      entry.actor = by;
      entry.action = "user.changed";
      if (write.new_password) entry.action = "user.password_set";
      if (write.is_new) entry.action = "user.created";
      entry.resource = "user";
      entry.resource_id = account.id.value;
      entry.detail = "{\"login\":\"" + account.login + "\",\"role\":\"" + std::string(api::name_of(account.role)) +
                     "\",\"enabled\":" + (account.enabled ? "true" : "false") + "}";
      if (auto noted = insert_audit(session, ids_, entry); !noted) return noted.error();
      rows.push_back(row_of(RowKind::user, write.is_new ? Change::created : Change::updated, account.id.value, by));
    }
    for (const auto& device : devices) {
      if (auto done = write_device(session, device); !done) return done.error();
      rows.push_back(row_of(RowKind::device, Change::updated, device.agent.value, by));
    }
    for (const auto& name : removed)
      if (auto gone = session.run("DELETE FROM devices WHERE name = $1", {name}); !gone) return gone.error();
    return rows;
  };
  auto written = co_await engine_.write(std::move(work));
  if (!written) co_return written.error();
  {
    std::unique_lock lock(mutex_);
    for (const auto& write : writes) {
      auto& known = users_[write.known.account.id];
      if (!write.is_new && known.revision >= write.known.revision) continue;  // a later change was quicker here
      logins_.erase(known.account.login);
      known = write.known;
      logins_[known.account.login] = known.account.id;
    }
    for (const auto& device : devices) devices_[device.device] = device;
    for (const auto& name : removed) devices_.erase(name);
  }
  for (const auto& write : writes)
    if (write.revokes && revoked_) revoked_(write.known.account.id);
  co_return Result<void>();
}

awaitable<Result<Account>> AccountService::verify(std::string login, std::string password) {
  const auto found = find_login(login);
  const auto account = found ? known(found->id) : std::nullopt;
  const bool usable = account && account->account.enabled && !account->password.empty();
  auto compare = [encoded = usable ? account->password : decoy_, password = std::move(password)] {
    return verify_password(encoded, password);
  };
  const auto same = co_await net::run_blocking(pool_, std::move(compare));
  if (!same) co_return same.error();
  if (!*same || !usable) co_return fail(make_error_code(errc::wrong_password), "the login or the password is wrong");
  co_return account->account;
}

}  // namespace tandem::api
