// A store, a driver and an executor for tests of services: the real ones. SQLite in a folder of its own, or PostgreSQL
// in a schema of its own where TANDEM_TEST_POSTGRES names a server. One per test, used on the test's thread.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/id_source.hpp"
#include "runtime/driver.hpp"
#include "store/open.hpp"

namespace tandem::test {

class ServiceWorld {
 public:
  explicit ServiceWorld(const std::string& database) {
    static int count = 0;
    name_ = "services_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
    folder_ = std::filesystem::temp_directory_path() / name_;
    std::filesystem::create_directories(folder_);
    const char* postgres = std::getenv("TANDEM_TEST_POSTGRES");
    std::string address = (folder_ / "tandem.db").string();
    if (database == "postgres" && postgres) {
      address = postgres;
      tenant_ = name_;
    }
    store::OpenOptions options;
    if (!tenant_.empty()) options.tenant = tenant_;
    store_ = store::open_store(address, options).value();
    store_->migrate().value();
    driver_ = std::make_unique<Driver>(*store_, DriverOptions{});
  }
  ~ServiceWorld() {
    driver_.reset();
    if (!tenant_.empty())
      if (auto session = store_->open_session()) (void)(*session)->run("DROP SCHEMA tandem_" + tenant_ + " CASCADE");
    store_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  // After everything that listens to the driver was made.
  void start(Configuration configuration = {}) { driver_->start(std::move(configuration)).value(); }

  Driver& engine() { return *driver_; }
  store::Store& store() { return *store_; }
  IdSource& ids() { return ids_; }
  boost::asio::io_context& context() { return context_; }

  // Runs the coroutine to its end and gives what it returned.
  template <class T>
  T run(boost::asio::awaitable<T> work) {
    std::optional<T> out;
    context_.restart();
    auto guard = boost::asio::make_work_guard(context_);
    boost::asio::co_spawn(context_, std::move(work), [&](std::exception_ptr error, T value) {
      if (error) std::rethrow_exception(error);
      out.emplace(std::move(value));
    });
    while (!out) context_.run_one();
    return std::move(*out);
  }

 private:
  std::string name_, tenant_;
  std::filesystem::path folder_;
  boost::asio::io_context context_;
  IdSource ids_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Driver> driver_;
};

// Every test of a service runs on SQLite, and on PostgreSQL where there is one.
class ServiceTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (GetParam() == "postgres" && !std::getenv("TANDEM_TEST_POSTGRES"))
      GTEST_SKIP() << "TANDEM_TEST_POSTGRES is not set";
    world_ = std::make_unique<ServiceWorld>(GetParam());
  }
  ServiceWorld& world() { return *world_; }

 private:
  std::unique_ptr<ServiceWorld> world_;
};

inline auto databases() { return ::testing::Values("sqlite", "postgres"); }
inline std::string database_name(const ::testing::TestParamInfo<std::string>& info) { return info.param; }

}  // namespace tandem::test
