#include "store/sqlite/readers.hpp"

#include <algorithm>

#include "base/threads/thread_name.hpp"

namespace tandem::store {

SqliteReaders::SqliteReaders(std::string path, OpenOptions options)
    : path_(std::move(path)), options_(std::move(options)) {
  for (int i = 0; i < std::max(1, options_.readers); ++i)
    threads_.emplace_back([this] {
      name_thread("store-read");
      run();
    });
}

SqliteReaders::~SqliteReaders() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_all();
  for (auto& thread : threads_) thread.join();
  for (auto& question : queue_) question.done(fail(make_error_code(errc::unavailable), "the store is closing"));
}

void SqliteReaders::read(std::string sql, std::vector<Value> params, Done done) {
  {
    std::lock_guard lock(mutex_);
    if (!stopping_ && queue_.size() < options_.waiting_reads) {
      queue_.push_back({std::move(sql), std::move(params), std::move(done)});
      arrived_.notify_one();
      return;
    }
  }
  done(fail(make_error_code(errc::busy), "too many reads wait"));
}

void SqliteReaders::run() {
  std::unique_ptr<SqliteConnection> connection;
  while (true) {
    Question question;
    {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
      if (stopping_) return;
      question = std::move(queue_.front());
      queue_.pop_front();
    }
    if (!connection) {  // the first question, or opening failed before
      auto opened = SqliteConnection::open(path_, SqliteConnection::Use::reading, options_);
      if (!opened) {
        question.done(opened.error());
        continue;
      }
      connection = std::move(*opened);
    }
    question.done(connection->run(question.sql, question.params));
  }
}

}  // namespace tandem::store
