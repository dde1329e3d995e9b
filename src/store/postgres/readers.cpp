#include "store/postgres/readers.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/threads/thread_name.hpp"
#include "store/postgres/reader.hpp"

namespace tandem::store {
namespace asio = boost::asio;

PgReaders::PgReaders(PgAddress address, const OpenOptions& options) : limit_(options.waiting_reads) {
  arrived_.expires_at(asio::steady_timer::time_point::max());
  for (int i = 0; i < std::max(1, options.readers); ++i) {
    auto reader = std::make_shared<PgReader>(io_.get_executor(), address);
    asio::co_spawn(io_, serve(std::move(reader)), asio::detached);
  }
  thread_ = std::thread([this] {
    name_thread("store-read");
    io_.run();
  });
}

PgReaders::~PgReaders() {
  std::deque<Question> left;
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    left.swap(queue_);
  }
  asio::post(io_, [this] { arrived_.cancel(); });
  thread_.join();  // the readers answer what they are at, then end
  for (auto& question : left) question.done(fail(make_error_code(errc::unavailable), "the store is closing"));
}

void PgReaders::read(std::string sql, std::vector<Value> params, Done done) {
  bool taken = false;
  {
    std::lock_guard lock(mutex_);
    taken = !stopping_ && queue_.size() < limit_;
    if (taken) queue_.push_back({std::move(sql), std::move(params), std::move(done)});
  }
  if (taken)
    asio::post(io_, [this] { arrived_.cancel_one(); });
  else
    done(fail(make_error_code(errc::busy), "too many reads wait"));
}

asio::awaitable<void> PgReaders::serve(std::shared_ptr<PgReader> reader) {
  while (true) {
    std::optional<Question> question;
    {
      std::lock_guard lock(mutex_);
      if (stopping_) co_return;
      if (!queue_.empty()) {
        question = std::move(queue_.front());
        queue_.pop_front();
      }
    }
    if (!question) {
      // Between the look at the queue and the wait nothing else runs on this thread, so no wake-up is missed.
      boost::system::error_code woken;
      co_await arrived_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
      continue;
    }
    auto rows = co_await reader->ask(question->sql, question->params);
    question->done(std::move(rows));
  }
}

}  // namespace tandem::store
