// One sqlite3 handle with its prepared statements: opening with the settings that Tandem relies on, running a statement
// with $1-parameters, and turning SQLite's codes into store::errc with a sentence for the operator. One thread at a
// time.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/open.hpp"

namespace tandem::store {

class SqliteConnection {
 public:
  enum class Use { writing, reading };
  static Result<std::unique_ptr<SqliteConnection>> open(const std::string& path, Use use, const OpenOptions& options);
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  Result<Rows> run(std::string_view sql, const std::vector<Value>& params);
  // Whether this statement changes anything (then it needs the write gate).
  Result<bool> writes(std::string_view sql);
  bool in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }
  sqlite3* handle() { return db_; }
  Failure failure(int code, std::string_view sql) const;

 private:
  struct Statement {
    sqlite3_stmt* handle = nullptr;
    std::vector<int> numbers;  // which $n stands at each of SQLite's parameter places
    int parameters = 0;        // the highest n
  };
  static constexpr std::size_t kept_statements = 256;

  SqliteConnection(std::string path, sqlite3* db) : path_(std::move(path)), db_(db) {}
  Result<void> configure(Use use, const OpenOptions& options);
  Result<void> pragma(const std::string& sql, std::string_view expected = {});
  Result<Statement*> prepare(std::string_view sql);
  int bind(Statement& statement, const std::vector<Value>& params);
  void forget_statements();

  std::string path_;
  sqlite3* db_;
  std::unordered_map<std::string, Statement> statements_;
};

}  // namespace tandem::store
