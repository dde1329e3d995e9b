#include "store/sqlite/checkpointer.hpp"

#include "base/log.hpp"
#include "base/threads/thread_name.hpp"

namespace tandem::store {

Checkpointer::Checkpointer(std::string path, OpenOptions options)
    : path_(std::move(path)), options_(std::move(options)), thread_([this] {
        name_thread("checkpoints");
        run();
      }) {}

Checkpointer::~Checkpointer() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  thread_.join();
}

void Checkpointer::watch(SqliteConnection& connection) {
  const auto hook = [](void* self, sqlite3*, const char*, int pages) {
    static_cast<Checkpointer*>(self)->report(pages);
    return SQLITE_OK;
  };
  sqlite3_wal_hook(connection.handle(), hook, this);
}

void Checkpointer::report(int pages) {
  if (pages < pages_for_checkpoint) return;
  {
    std::lock_guard lock(mutex_);
    pages_ = pages;
  }
  woken_.notify_all();
}

void Checkpointer::run() {
  std::unique_ptr<SqliteConnection> connection;
  std::unique_lock lock(mutex_);
  while (true) {
    woken_.wait(lock, [&] { return stopping_ || pages_ > 0; });
    if (stopping_) return;
    const int mode = pages_ > pages_for_restart ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE;
    pages_ = 0;
    lock.unlock();
    if (!connection) {
      auto opened = SqliteConnection::open(path_, SqliteConnection::Use::writing, options_);
      if (opened)
        connection = std::move(*opened);
      else
        log::warn("store.checkpoint_failed why=\"{}\"", opened.error().detail);
    }
    if (connection) {
      const int code = sqlite3_wal_checkpoint_v2(connection->handle(), nullptr, mode, nullptr, nullptr);
      if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY)
        log::warn("store.checkpoint_failed why=\"{}\"", connection->failure(code, "checkpoint").detail);
    }
    lock.lock();
    // Busy writing keeps reporting; a failing disk must not make this a loop.
    woken_.wait_for(lock, std::chrono::milliseconds(50), [&] { return stopping_; });
  }
}

}  // namespace tandem::store
