// The store: rows in SQLite or PostgreSQL behind one thin face. SQL is written once in the subset both understand
// (parameters $1, $2, …; ON CONFLICT; RETURNING; LIMIT; booleans as 0/1 integers; texts sort by bytes), migrations have
// one set with versions. A Session is blocking and belongs to one thread; Store::read may be called from any coroutine.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace tandem::store {

enum class errc {
  unavailable = 1,  // disk full, connection lost: try again later
  constraint,       // unique or foreign key violated
  busy,             // too many requests wait: 503
  newer_version,    // the data was written by a newer program
  bad_statement,    // a bug in our SQL
  corrupt
};
const char* describe(errc e);
TANDEM_ERROR_CATEGORY("store")

struct Blob {
  std::string bytes;
  bool operator==(const Blob&) const = default;
};

class Value : public std::variant<std::monostate, std::int64_t, std::string, Blob> {
 public:
  using variant::variant;
  Value(int v) : variant(static_cast<std::int64_t>(v)) {}
  Value(bool v) : variant(static_cast<std::int64_t>(v)) {}
  Value(const char* v) : variant(std::string(v)) {}
  Value(std::string_view v) : variant(std::string(v)) {}
  Value(WallTime t) : variant(t.ms) {}
  template <class Tag>
  Value(Id<Tag> id) : variant(id ? variant(id.value) : variant(std::monostate{})) {}  // "none" is NULL

  bool is_null() const { return std::holds_alternative<std::monostate>(*this); }
  std::int64_t integer() const { auto* v = std::get_if<std::int64_t>(this); return v ? *v : 0; }
  const std::string& text() const {
    static const std::string none;
    if (auto* v = std::get_if<std::string>(this)) return *v;
    if (auto* b = std::get_if<Blob>(this)) return b->bytes;
    return none;
  }
  bool truth() const { return integer() != 0; }
  WallTime time() const { return WallTime{integer()}; }
  template <class IdType>
  IdType id() const { return IdType{integer()}; }
};

using Row = std::vector<Value>;  // in the order of the SELECT list
struct Rows {
  std::vector<Row> rows;
  std::int64_t changed = 0;  // rows that an INSERT, UPDATE or DELETE touched
  bool empty() const { return rows.empty(); }
  auto begin() const { return rows.begin(); }
  auto end() const { return rows.end(); }
};

// One connection. Blocking, never shared between threads. run() outside begin()/commit() is its own transaction.
class Session {
 public:
  virtual ~Session() = default;
  virtual Result<Rows> run(std::string_view sql, const std::vector<Value>& params = {}) = 0;
  virtual Result<void> begin() = 0;
  virtual Result<void> commit() = 0;    // durable when it returns
  virtual Result<void> rollback() = 0;
  virtual Result<void> savepoint(std::string_view name) = 0;  // inside a transaction
  virtual Result<void> release(std::string_view name) = 0;
  virtual Result<void> rollback_to(std::string_view name) = 0;
};

class Store {
 public:
  virtual ~Store() = default;
  // Brings the schema to this program's version; errc::newer_version leaves everything untouched.
  virtual Result<void> migrate() = 0;
  virtual Result<std::unique_ptr<Session>> open_session() = 0;
  // Reads a committed state; bounded waiting (errc::busy). Resumes on the caller's executor.
  virtual boost::asio::awaitable<Result<Rows>> read(std::string sql, std::vector<Value> params = {}) = 0;
  virtual std::string describe() const = 0;  // for logs, without secrets
};

}  // namespace tandem::store

TANDEM_ERROR_ENUM(tandem::store::errc)
