#include "app/program/demo.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <fstream>
#include <iterator>

#include "api/auth/roles.hpp"
#include "app/demo/load.hpp"
#include "app/program/control.hpp"
#include "app/program/web_files.hpp"

namespace tandem::app {
namespace {

// Everybody who has the program knows these: they work on this machine only (api refuses them elsewhere).
const std::vector<api::DemoAccount> demo_accounts{{"li", "demo-li-2026"},   {"han", "demo-han-2026"}, {"amy", "demo-amy-2026"},
                                                  {"zhao", "demo-zhao-2026"}, {"lin", "demo-lin-2026"}, {"admin", "demo-admin-2026"}};
constexpr std::string_view demo_number = "4001";

Failure bad(std::string detail) {
  return fail(make_error_code(boost::system::errc::operation_not_permitted), std::move(detail));
}

// The file of the checkout, beside the web apps.
Result<std::string> read_demo_configuration(const CheckedOptions& options) {
  const std::filesystem::path web(options.given.web.empty() ? find_web_folder() : options.given.web);
  const auto file = web.parent_path() / "demo" / "tandem.yaml";
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(make_error_code(boost::system::errc::no_such_file_or_directory), file.string() + " cannot be read");
  return std::string(std::istreambuf_iterator<char>(in), {});
}

boost::asio::awaitable<Result<void>> set_passwords(Foundation& base) {
  Accounts::Changes changes;
  for (const auto& demo : demo_accounts) {
    auto account = base.accounts->find_login(demo.login);
    if (!account) {
      account = Account{};
      account->id = base.ids.next<UserId>();
      account->login = demo.login;
      account->name = "管理员";
      account->role = Role::admin;
    }
    changes.accounts.push_back({*account, demo.password});
  }
  co_return co_await base.accounts->apply(std::move(changes));
}

boost::asio::awaitable<Result<void>> fill(Foundation& base, std::string yaml) {
  const auto applied = co_await apply_configuration(base, std::move(yaml), "demo/tandem.yaml", false, "en");
  if (!applied.good) co_return bad(applied.text);
  auto passwords = co_await set_passwords(base);
  if (!passwords) co_return passwords.error();
  auto loaded = co_await demo::load(*base.driver, *base.store, base.ids, base.accounts->all(), WallTime::now());
  if (!loaded) co_return loaded.error();
  co_return Result<void>{};
}

std::string phone_lines(Foundation& base) {
  std::string text;
  auto devices = boost::asio::co_spawn(base.worker.context(), base.accounts->devices(), boost::asio::use_future).get();
  if (!devices) return text;
  for (const auto& device : *devices)
    text += "    SIP phone '" + device.device + "', secret " + device.secret + " (registers at the SIP address)\n";
  return text;
}

}  // namespace

void add_demo_to(api::ApiOptions& options, bool demo) {
  options.demo_accounts = demo_accounts;
  if (!demo) return;
  options.demo = true;
  options.demo_identities = {"YF100001", "YF100002", "YF100003"};  // 王芳, Emma Clarke, 李伟
  options.sip_number = demo_number;
}

Result<void> prepare_demo(Foundation& base, const CheckedOptions& options) {
  if (!is_loopback(options.http.host))
    return bad("--demo has passwords that everybody knows, so it serves this machine only: use --http 127.0.0.1:PORT");
  std::int64_t version = 0;
  base.driver->view([&](const State& state, std::int64_t) { version = state.configuration->version; });
  if (version != 0) return {};
  auto yaml = read_demo_configuration(options);
  if (!yaml) return yaml.error();
  return boost::asio::co_spawn(base.worker.context(), fill(base, std::move(*yaml)), boost::asio::use_future).get();
}

std::string demo_welcome(Foundation& base, const std::string& url, const CheckedOptions& options) {
  std::string text = "\nTandem is ready.\n\n  Desk       " + url + "\n  Demo shop  " + url + "/demo/\n  Accounts   ";
  std::string separator;
  for (const auto& account : demo_accounts) {
    const auto known = base.accounts->find_login(account.login);
    text += separator + account.login + " / " + account.password;
    if (known) text += "  (" + known->name + ", " + std::string(api::name_of(known->role)) + ")";
    separator = "\n             ";
  }
  text += "\n  Phone      dial sip:" + std::string(demo_number) + "@" + options.given.sip + " from any SIP phone on this machine\n";
  text += phone_lines(base);
  text +=
      "\n  Try it: 1. sign in at the desk as li and choose 示闲 (available)\n"
      "          2. open the shop in another window, press \"Call us\", then 1 and the order number 8841 and #\n"
      "          3. the story is on the desk before you answer; accept with Enter\n"
      "          4. hang up, choose a code, write a note: it becomes a case. Then chat from the same page\n"
      "          5. sign in as lin for the wallboard\n\n  Ctrl+C ends it.\n\n";
  return text;
}

}  // namespace tandem::app
