#include "app/program/foundation.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/log.hpp"
#include "base/threads/thread_name.hpp"
#include "store/open.hpp"

namespace tandem::app {
namespace {

Failure from_errno(const std::string& what) {
  const int error = errno;
  return fail({error, boost::system::system_category()}, what + ": " + std::strerror(error));
}

}  // namespace

Result<std::unique_ptr<DataFolder>> DataFolder::open(const std::string& path) {
  std::error_code error;
  const std::filesystem::path folder(path);
  std::filesystem::create_directories(folder, error);
  if (error)
    return fail({error.value(), boost::system::system_category()},
                "the data folder " + path + " cannot be made: " + error.message() + "; choose another with --data");
  ::chmod(path.c_str(), 0700);
  const auto lock_file = (folder / "lock").string();
  const int lock = ::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return from_errno("the data folder " + path + " cannot be written");
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock);
    return fail(make_error_code(boost::system::errc::device_or_resource_busy),
                "another tandem runs on the data folder " + path + "; stop it first, or choose another with --data");
  }
  bool is_new = true;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.path().filename() != "lock") is_new = false;
  return std::unique_ptr<DataFolder>(new DataFolder(folder, lock, is_new));
}

DataFolder::~DataFolder() { ::close(lock_); }

Worker::Worker()
    : guard_(context_.get_executor()), thread_([this] {
        name_thread("services");
        context_.run();
      }) {}

Worker::~Worker() { stop(); }

void Worker::stop() {
  guard_.reset();
  if (thread_.joinable()) thread_.join();
}

Result<std::unique_ptr<Foundation>> Foundation::open(const std::string& data, const std::string& store_address,
                                                     const std::string& tenant) {
  auto foundation = std::make_unique<Foundation>();
  auto folder = DataFolder::open(data);
  if (!folder) return folder.error();
  foundation->folder = std::move(*folder);
  const auto address = store_address.empty() ? (foundation->folder->path() / "tandem.db").string() : store_address;
  store::OpenOptions options;
  options.tenant = tenant;
  auto opened = store::open_store(address, options);
  if (!opened) return opened.error();
  foundation->store = std::move(*opened);
  if (auto migrated = foundation->store->migrate(); !migrated) return migrated.error();
  auto blobs = DiskBlobs::open(foundation->folder->path() / "blobs");
  if (!blobs) return blobs.error();
  foundation->blobs = std::move(*blobs);

  DriverOptions driver;
  driver.ids = &foundation->ids;
  driver.journal.fatal = [](const std::string& why) {
    log::error("the store stayed unwritable, the program ends: {}", why);
    spdlog::shutdown();
    ::_exit(3);
  };
  foundation->driver = std::make_unique<Driver>(*foundation->store, driver);
  foundation->accounts = std::make_unique<api::AccountService>(*foundation->driver, *foundation->store, foundation->ids,
                                                               api::AccountOptions{});
  if (auto loaded = foundation->accounts->load(); !loaded) return loaded.error();
  foundation->configuration_desk = std::make_unique<configuration::Desk>(*foundation->driver, *foundation->store,
                                                                         *foundation->accounts, foundation->ids);
  return foundation;
}

Foundation::~Foundation() {
  if (driver) driver->stop();
  worker.stop();
}

}  // namespace tandem::app
