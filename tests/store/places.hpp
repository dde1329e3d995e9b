// Where a test's store lives: a SQLite file in a folder of its own, or a fresh schema in the PostgreSQL that
// TANDEM_TEST_POSTGRES names. Both are gone when the place is. Also await(), which runs a coroutine to its end.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "store/open.hpp"

namespace tandem::testing_places {

enum class Kind { sqlite, postgres };
inline std::string name_of_kind(Kind kind) { return kind == Kind::sqlite ? "SQLite" : "PostgreSQL"; }
inline const char* postgres_url() { return std::getenv("TANDEM_TEST_POSTGRES"); }

class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "tandem-test-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  ~Folder() {
    std::error_code ignored;  // a folder left behind fails no test
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class Place {
 public:
  explicit Place(Kind kind) : kind_(kind) {
    static std::atomic<int> count{0};
    tenant_ = "test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
  }
  ~Place() {
    if (kind_ != Kind::postgres) return;
    auto store = open();
    auto session = store->open_session();
    if (session) (void)(*session)->run("DROP SCHEMA IF EXISTS tandem_" + tenant_ + " CASCADE");
  }

  std::string address() const {
    return kind_ == Kind::sqlite ? (folder_.path() / "store.db").string() : postgres_url();
  }
  Result<std::unique_ptr<store::Store>> try_open(store::OpenOptions options = {}) const {
    options.tenant = tenant_;
    return store::open_store(address(), options);
  }
  std::unique_ptr<store::Store> open(store::OpenOptions options = {}) const { return try_open(options).value(); }
  std::unique_ptr<store::Store> migrated(store::OpenOptions options = {}) const {
    auto store = open(options);
    store->migrate().value();
    return store;
  }
  Kind kind() const { return kind_; }
  const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  Kind kind_;
  Folder folder_;
  std::string tenant_;
};

// A test that runs once on each database.
class OnBoth : public ::testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    if (GetParam() == Kind::postgres && !postgres_url())
      GTEST_SKIP() << "TANDEM_TEST_POSTGRES is not set, so nothing runs on PostgreSQL";
    place_.emplace(GetParam());
  }
  std::optional<Place> place_;
};

inline std::string name_of_parameter(const ::testing::TestParamInfo<Kind>& info) { return name_of_kind(info.param); }

template <class T>
T await(boost::asio::awaitable<T> coroutine) {
  boost::asio::io_context io;
  std::optional<T> result;
  boost::asio::co_spawn(io, std::move(coroutine), [&](std::exception_ptr thrown, T value) {
    if (thrown) std::rethrow_exception(thrown);
    result.emplace(std::move(value));
  });
  io.run();
  return std::move(*result);
}

}  // namespace tandem::testing_places

#define TANDEM_ON_BOTH(suite)                                                                                     \
  INSTANTIATE_TEST_SUITE_P(                                                                                       \
      On, suite, ::testing::Values(tandem::testing_places::Kind::sqlite, tandem::testing_places::Kind::postgres), \
      tandem::testing_places::name_of_parameter)
