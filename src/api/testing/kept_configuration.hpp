// A configuration desk for tests of the API: keeps whatever sections it is given, and refuses queues without a name. What
// the real one makes of them is tried where it stands (app/configuration). Thread-safe.
#pragma once

#include <mutex>

#include "ports/configuration_desk.hpp"

namespace tandem::api::testing {

class KeptConfiguration final : public ConfigurationDesk {
 public:
  boost::asio::awaitable<Result<ConfigurationSections>> sections() override {
    std::lock_guard lock(mutex_);
    co_return kept_;
  }

  boost::asio::awaitable<Result<ConfigurationEdit>> edit(std::int64_t seen, boost::json::object sections, bool dry_run,
                                                         ConfigurationAuthor by) override {
    std::lock_guard lock(mutex_);
    ConfigurationEdit out;
    out.version = kept_.version;
    out.problems = problems_of(sections);
    if (seen != kept_.version) out.outcome = ConfigurationEdit::Outcome::stale;
    else if (!out.problems.empty()) out.outcome = ConfigurationEdit::Outcome::refused;
    if (out.outcome != ConfigurationEdit::Outcome::done) co_return out;
    for (auto& [name, value] : sections) {
      out.changes.push_back("~ " + std::string(name));
      if (!dry_run) kept_.sections[name] = std::move(value);
    }
    out.warnings.push_back({"queues[0]", {"没有人能服务它", "nobody can serve it"}});
    if (!dry_run) out.version = ++kept_.version;
    if (!dry_run) author_ = std::move(by);
    co_return out;
  }

  boost::asio::awaitable<Result<ConfigurationDraft>> draft(boost::json::object sections) override {
    ConfigurationDraft out;
    out.problems = problems_of(sections);
    if (out.problems.empty()) out.configuration = std::make_shared<const Configuration>();
    co_return out;
  }

  ConfigurationAuthor author() const {
    std::lock_guard lock(mutex_);
    return author_;
  }

 private:
  static std::vector<ConfigurationRemark> problems_of(const boost::json::object& sections) {
    std::vector<ConfigurationRemark> out;
    const auto* queues = sections.contains("queues") ? sections.at("queues").if_array() : nullptr;
    for (std::size_t i = 0; queues && i < queues->size(); ++i)
      if (!queues->at(i).is_object() || !queues->at(i).as_object().contains("name"))
        out.push_back({"queues[" + std::to_string(i) + "]", {"队列缺少 'name'", "a queue needs 'name'"}});
    return out;
  }

  mutable std::mutex mutex_;
  ConfigurationSections kept_{1, {{"queues", {boost::json::object{{"name", "support"}}}}}};
  ConfigurationAuthor author_;
};

}  // namespace tandem::api::testing
