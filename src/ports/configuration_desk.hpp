// The configuration in force, as its file would say it, for screens that show and change it. The application stands behind
// it, with the same parser and the same checks as for files. Every call is a coroutine and may come from any executor.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/json.hpp>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/configuration.hpp"
#include "model/localized.hpp"
#include "ports/directory.hpp"

namespace tandem {

// What is wrong, or worth knowing, at one place of the document: "queues[0].overflow[1].closed".
struct ConfigurationRemark {
  std::string path;  // empty: the document as a whole
  Localized text;
};

struct ConfigurationSections {
  std::int64_t version = 0;
  boost::json::object sections;  // docs/configuration.md; every section is there, secrets and passwords are not
};

struct ConfigurationAuthor {
  UserId user;          // none: the program itself, or the command line
  std::string address;  // where the request came from
};

struct ConfigurationEdit {
  enum class Outcome { done, stale, refused };
  Outcome outcome = Outcome::done;
  std::int64_t version = 0;                  // in force now
  std::vector<ConfigurationRemark> problems; // refused: all that were found
  std::vector<ConfigurationRemark> warnings;
  std::vector<std::string> changes;          // "~ queue billing choose"; empty: nothing differs
  std::vector<DeviceSecret> secrets;         // of phones, made now: they are not shown again
};

// What a configuration would be, without being in force. Things that are new in it have ids that mean nothing elsewhere.
struct ConfigurationDraft {
  ConfigurationPtr configuration;  // null: there are problems
  std::vector<ConfigurationRemark> problems;
};

class ConfigurationDesk {
 public:
  virtual ~ConfigurationDesk() = default;

  virtual boost::asio::awaitable<Result<ConfigurationSections>> sections() = 0;

  // Replaces these sections whole and leaves the others. `seen` is the version that they were made from: where another one
  // is in force by now, the edit is stale and changes nothing. A site that says nothing of its secret keeps it; null takes
  // it away. With `dry_run` it only says what would come of it. One edit goes on at a time, others wait.
  virtual boost::asio::awaitable<Result<ConfigurationEdit>> edit(std::int64_t seen, boost::json::object sections, bool dry_run,
                                                                 ConfigurationAuthor by) = 0;

  // The configuration in force with these sections in place of its own.
  virtual boost::asio::awaitable<Result<ConfigurationDraft>> draft(boost::json::object sections) = 0;
};

}  // namespace tandem
