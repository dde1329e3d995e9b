// The one door through which a configuration comes into force: files of `tandem apply`, edits from the desk, and opening
// hours that are worked out further ahead. Everything that changes something is noted in the audit. Owned by the
// application; coroutines on any executor, one change at a time.
#pragma once

#include <set>

#include "api/auth/audit.hpp"
#include "app/configuration/diff.hpp"
#include "app/configuration/turns.hpp"
#include "base/id_source.hpp"
#include "net/blocking.hpp"
#include "ports/accounts.hpp"
#include "ports/configuration_desk.hpp"
#include "ports/engine.hpp"

namespace tandem::configuration {

struct Applied {
  bool refused = false;               // the file has problems: nothing was changed
  std::string text;                   // problems ("file:line:column: …"), or warnings, in the language asked for; and
                                      // what changed, or "no changes"
  std::vector<DeviceSecret> secrets;  // made now: show them once, they are not shown again
};

class Desk final : public ConfigurationDesk {
 public:
  Desk(EnginePort& engine, store::Store& store, Accounts& accounts, IdSource& ids);

  boost::asio::awaitable<Result<ConfigurationSections>> sections() override;
  boost::asio::awaitable<Result<ConfigurationEdit>> edit(std::int64_t seen, boost::json::object sections, bool dry_run,
                                                         ConfigurationAuthor by) override;
  boost::asio::awaitable<Result<ConfigurationDraft>> draft(boost::json::object sections) override;

  // `file` and `language` ("zh" or "en") are only for messages. Fails where the store or the engine does; the accounts are written before the
  // configuration, and the same file applied again goes on where it broke off.
  boost::asio::awaitable<Result<Applied>> apply(std::string yaml, std::string file, bool dry_run, std::string language);

  // Opening hours that do not reach a year ahead any more; true: there is a new version.
  boost::asio::awaitable<Result<bool>> refresh(WallTime now);

 private:
  struct Prepared {
    std::vector<Problem> problems, warnings;
    Plan plan;
  };
  struct Wanted {
    std::string text;  // a document of which this is all
    std::size_t largest = 0;
    bool keeps_people = false;  // accounts of agents stay as they are
  };

  boost::asio::awaitable<Result<Existing>> load();
  boost::asio::awaitable<Result<Prepared>> prepare(std::shared_ptr<const Existing> existing, Wanted wanted);
  boost::asio::awaitable<Result<void>> carry_out(Plan plan, ConfigurationAuthor by);
  boost::asio::awaitable<Result<void>> publish(Configuration configuration);
  boost::asio::awaitable<void> note(std::int64_t version, std::vector<std::string> changes, ConfigurationAuthor by);
  boost::asio::awaitable<Result<Turns::Turn>> turn();

  EnginePort& engine_;
  Accounts& accounts_;
  IdSource& ids_;
  api::Audit audit_;
  Turns turns_{64};
  net::BlockingPool pool_{"configuration", 1, 64};
};

}  // namespace tandem::configuration
