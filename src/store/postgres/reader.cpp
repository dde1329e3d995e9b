#include "store/postgres/reader.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "store/values.hpp"

namespace tandem::store {
namespace asio = boost::asio;

void PgReader::disconnect() {
  if (socket_.is_open()) socket_.release();
  if (connection_) PQfinish(connection_);
  connection_ = nullptr;
  prepared_.clear();
}

void PgReader::attach() {
  // While connecting, libpq may go on to another address with another socket.
  const int wanted = PQsocket(connection_);
  if (socket_.is_open() && socket_.native_handle() == wanted) return;
  if (socket_.is_open()) socket_.release();
  if (wanted >= 0) socket_.assign(wanted);
}

asio::awaitable<bool> PgReader::readable() {
  attach();
  if (!socket_.is_open()) co_return false;
  boost::system::error_code error;
  co_await socket_.async_wait(asio::posix::stream_descriptor::wait_read,
                              asio::redirect_error(asio::use_awaitable, error));
  co_return !error;
}

asio::awaitable<bool> PgReader::writable() {
  attach();
  if (!socket_.is_open()) co_return false;
  boost::system::error_code error;
  co_await socket_.async_wait(asio::posix::stream_descriptor::wait_write,
                              asio::redirect_error(asio::use_awaitable, error));
  co_return !error;
}

asio::awaitable<Result<void>> PgReader::connect() {
  disconnect();
  const PgSettings settings(address_, true);
  connection_ = PQconnectStartParams(settings.keywords.data(), settings.values.data(), 1);
  auto state = connection_ && PQstatus(connection_) != CONNECTION_BAD ? PGRES_POLLING_WRITING : PGRES_POLLING_FAILED;
  while (state != PGRES_POLLING_OK && state != PGRES_POLLING_FAILED) {
    bool ready = false;
    if (state == PGRES_POLLING_READING)
      ready = co_await readable();
    else
      ready = co_await writable();
    // The same number may name another socket after a poll, so the registration is renewed each time.
    if (socket_.is_open()) socket_.release();
    if (!ready) break;
    state = PQconnectPoll(connection_);
  }
  if (state != PGRES_POLLING_OK || PQsetnonblocking(connection_, 1) != 0) {
    auto failure = connection_failure(connection_, address_.description);
    disconnect();
    co_return failure;
  }
  co_return Result<void>{};
}

asio::awaitable<PgResult> PgReader::result() {
  while (true) {
    const int left = PQflush(connection_);
    if (left < 0) co_return nullptr;
    if (left == 0) break;
    if (!co_await writable()) co_return nullptr;
    if (!PQconsumeInput(connection_)) co_return nullptr;
  }
  PgResult last;
  while (true) {
    while (PQisBusy(connection_)) {
      if (!co_await readable()) co_return nullptr;
      if (!PQconsumeInput(connection_)) co_return nullptr;
    }
    PgResult next(PQgetResult(connection_));
    if (!next) break;
    last = std::move(next);
  }
  co_return last;
}

asio::awaitable<Result<std::string>> PgReader::prepare(const std::string& sql, const PgParameters& parameters,
                                                       bool& lost) {
  const std::string key = parameters.signature + " " + sql;
  if (const auto found = prepared_.find(key); found != prepared_.end()) co_return found->second;
  if (prepared_.size() >= kept_statements) {
    prepared_.clear();
    if (!PQsendQuery(connection_, "DEALLOCATE ALL") || is_connection_lost((co_await result()).get())) lost = true;
  }
  const std::string name = "r" + std::to_string(++names_);
  PgResult answer;
  if (!lost && PQsendPrepare(connection_, name.c_str(), sql.c_str(), parameters.count(), parameters.types.data()))
    answer = co_await result();
  if (is_connection_lost(answer.get())) {
    lost = true;
    co_return connection_failure(connection_, address_.description);
  }
  if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) co_return failure_of(answer.get(), sql);
  prepared_.emplace(key, name);
  co_return name;
}

asio::awaitable<Result<Rows>> PgReader::ask_once(const std::string& sql, const PgParameters& parameters, bool& lost) {
  auto name = co_await prepare(sql, parameters, lost);
  if (!name) co_return name.error();
  PgResult answer;
  if (PQsendQueryPrepared(connection_, name->c_str(), parameters.count(), parameters.data.data(),
                          parameters.lengths.data(), parameters.formats.data(), 0))
    answer = co_await result();
  if (is_connection_lost(answer.get())) {
    lost = true;
    co_return connection_failure(connection_, address_.description);
  }
  co_return rows_of(answer.get(), sql);
}

asio::awaitable<Result<Rows>> PgReader::ask(const std::string& sql, const std::vector<Value>& params) {
  if (auto checked = check_values(params); !checked) co_return checked.error();
  const PgParameters parameters(params);
  for (int attempt = 0;; ++attempt) {
    const bool fresh = !alive();
    if (fresh) {
      auto connected = co_await connect();
      if (!connected) co_return connected.error();
    }
    bool lost = false;
    auto rows = co_await ask_once(sql, parameters, lost);
    if (!lost) co_return rows;
    disconnect();
    if (fresh || attempt > 0) co_return rows;
  }
}

}  // namespace tandem::store
