// What stands under the program and under the commands alike: the data folder (locked, so that two programs never share
// one), the store, the journal with the engine, the accounts. Opened in order, closed in reverse; one owner, one thread.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>

#include "api/auth/accounts.hpp"
#include "app/configuration/desk.hpp"
#include "base/id_source.hpp"
#include "ports/store.hpp"
#include "runtime/disk_blobs.hpp"
#include "runtime/driver.hpp"

namespace tandem::app {

// The folder with everything Tandem keeps. Held exclusively by one process through a lock on DATA/lock.
class DataFolder {
 public:
  // Makes it when missing (mode 0700). Fails where another program holds it; the detail says so.
  static Result<std::unique_ptr<DataFolder>> open(const std::string& path);
  ~DataFolder();
  DataFolder(const DataFolder&) = delete;
  DataFolder& operator=(const DataFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::string control_socket() const { return (path_ / "control.sock").string(); }
  // Whether there is nothing in it yet but the lock.
  bool is_new() const { return is_new_; }

 private:
  DataFolder(std::filesystem::path path, int lock, bool is_new) : path_(std::move(path)), lock_(lock), is_new_(is_new) {}
  std::filesystem::path path_;
  int lock_;
  bool is_new_;
};

// A thread that runs coroutines of the program itself (look-ups, commands, start-up).
class Worker {
 public:
  Worker();
  ~Worker();  // finishes what runs
  boost::asio::io_context& context() { return context_; }
  void stop();

 private:
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_;
  std::thread thread_;
};

struct Foundation {
  std::unique_ptr<DataFolder> folder;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<DiskBlobs> blobs;
  IdSource ids;
  Worker worker;
  std::unique_ptr<Driver> driver;
  std::unique_ptr<api::AccountService> accounts;
  std::unique_ptr<configuration::Desk> configuration_desk;

  // `store_address`: postgresql://…, or empty for DATA/tandem.db. The engine is made but not started: listeners come first.
  static Result<std::unique_ptr<Foundation>> open(const std::string& data, const std::string& store_address,
                                                  const std::string& tenant);
  ~Foundation();
};

}  // namespace tandem::app
