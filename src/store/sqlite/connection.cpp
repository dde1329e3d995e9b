#include "store/sqlite/connection.hpp"

#include <charconv>
#include <cmath>

#include "store/values.hpp"

namespace tandem::store {
namespace {

errc kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      return errc::constraint;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return errc::busy;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
    case SQLITE_INTERRUPT:
      return errc::unavailable;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return errc::corrupt;
    default:
      return errc::bad_statement;
  }
}

std::string sentence_of(int code, const std::string& path) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return "the disk that holds " + path + " is full: free some space";
    case SQLITE_IOERR:
      return "reading or writing " + path + " failed: check the disk and its free space";
    case SQLITE_CANTOPEN:
      return path + " cannot be opened: check that the folder exists and may be written";
    case SQLITE_READONLY:
      return path + " may not be written: check the rights of the file and of its folder";
    case SQLITE_PERM:
      return path + " may not be used: check the rights of the file";
    case SQLITE_BUSY:
      return path + " is in use by another program";
    case SQLITE_NOTADB:
      return path + " is not a Tandem database";
    case SQLITE_CORRUPT:
      return path + " is damaged: restore a backup";
    default:
      return path;
  }
}

Value column(sqlite3_stmt* statement, int at) {
  const auto bytes = [&](const void* data) {
    return std::string(static_cast<const char*>(data), static_cast<std::size_t>(sqlite3_column_bytes(statement, at)));
  };
  switch (sqlite3_column_type(statement, at)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, at)};
    case SQLITE_NULL:
      return {};
    case SQLITE_BLOB: {
      const void* data = sqlite3_column_blob(statement, at);
      return data ? Blob{bytes(data)} : Blob{};
    }
    case SQLITE_FLOAT: {  // only averages and divisions give one; PostgreSQL's numeric is read the same way
      const double number = sqlite3_column_double(statement, at);
      if (number == std::trunc(number) && std::abs(number) < 9e15) return static_cast<std::int64_t>(number);
      [[fallthrough]];
    }
    default: {
      const void* text = sqlite3_column_text(statement, at);
      return bytes(text);
    }
  }
}

}  // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const std::string& path, Use use,
                                                                 const OpenOptions& options) {
  sqlite3* db = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (use == Use::writing ? SQLITE_OPEN_CREATE : 0);
  const int code = sqlite3_open_v2(path.c_str(), &db, flags, nullptr);
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection(path, db));
  if (code != SQLITE_OK) return connection->failure(code, "open");
  if (auto configured = connection->configure(use, options); !configured) return configured.error();
  return connection;
}

SqliteConnection::~SqliteConnection() {
  forget_statements();
  sqlite3_close_v2(db_);
}

Result<void> SqliteConnection::pragma(const std::string& sql, std::string_view expected) {
  auto rows = run(sql, {});
  if (!rows) return rows.error();
  if (expected.empty() || (!rows->empty() && rows->rows[0][0].text() == expected)) return {};
  return fail(make_error_code(errc::unavailable), path_ + ": " + sql + " was not accepted (is it on a network drive?)");
}

Result<void> SqliteConnection::configure(Use use, const OpenOptions& options) {
  sqlite3_busy_timeout(db_, static_cast<int>(options.busy_timeout.count()));
  // FULL: a commit is on the disk when it returns. Checkpoints belong to the Checkpointer's thread.
  std::vector<std::string> settings{"PRAGMA foreign_keys=ON",      "PRAGMA synchronous=FULL",
                                    "PRAGMA temp_store=MEMORY",    "PRAGMA cache_size=-16384",
                                    "PRAGMA wal_autocheckpoint=0", "PRAGMA journal_size_limit=67108864"};
  if (options.max_pages > 0) settings.push_back("PRAGMA max_page_count=" + std::to_string(options.max_pages));
  if (use == Use::reading) settings.emplace_back("PRAGMA query_only=ON");
  if (use == Use::writing)
    if (auto wal = pragma("PRAGMA journal_mode=WAL", "wal"); !wal) return wal;
  for (const auto& setting : settings)
    if (auto done = pragma(setting); !done) return done;
  return {};
}

void SqliteConnection::forget_statements() {
  for (auto& [sql, statement] : statements_) sqlite3_finalize(statement.handle);
  statements_.clear();
}

Result<SqliteConnection::Statement*> SqliteConnection::prepare(std::string_view sql) {
  if (const auto found = statements_.find(std::string(sql)); found != statements_.end()) return &found->second;
  if (statements_.size() >= kept_statements) forget_statements();
  Statement statement;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement.handle, &rest);
  if (code != SQLITE_OK) return failure(code, sql);
  const std::string_view tail(rest, sql.size() - static_cast<std::size_t>(rest - sql.data()));
  const bool alone = statement.handle && tail.find_first_not_of(" \n\t;") == std::string_view::npos;
  if (!alone) {
    sqlite3_finalize(statement.handle);
    return fail(make_error_code(errc::bad_statement), "not exactly one statement: " + shortened(sql));
  }
  for (int place = 1; place <= sqlite3_bind_parameter_count(statement.handle); ++place) {
    const char* name = sqlite3_bind_parameter_name(statement.handle, place);
    const std::string_view text = name ? name : "";
    int number = 0;
    if (text.size() > 1) std::from_chars(text.data() + 1, text.data() + text.size(), number);
    statement.numbers.push_back(number);
    statement.parameters = std::max(statement.parameters, number);
  }
  return &statements_.emplace(std::string(sql), std::move(statement)).first->second;
}

int SqliteConnection::bind(Statement& statement, const std::vector<Value>& params) {
  for (std::size_t i = 0; i < statement.numbers.size(); ++i) {
    if (statement.numbers[i] < 1) return SQLITE_MISUSE;
    const auto& value = params[static_cast<std::size_t>(statement.numbers[i] - 1)];
    const int place = static_cast<int>(i) + 1;
    int code = SQLITE_OK;
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      code = sqlite3_bind_int64(statement.handle, place, *integer);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      code = sqlite3_bind_text64(statement.handle, place, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    } else if (const auto* blob = std::get_if<Blob>(&value)) {
      // A null pointer would bind NULL instead of an empty blob.
      const char* data = blob->bytes.empty() ? "" : blob->bytes.data();
      code = sqlite3_bind_blob64(statement.handle, place, data, blob->bytes.size(), SQLITE_STATIC);
    } else {
      code = sqlite3_bind_null(statement.handle, place);
    }
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

Result<bool> SqliteConnection::writes(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return statement.error();
  return sqlite3_stmt_readonly((*statement)->handle) == 0;
}

Result<Rows> SqliteConnection::run(std::string_view sql, const std::vector<Value>& params) {
  if (auto checked = check_values(params); !checked) return checked.error();
  auto prepared = prepare(sql);
  if (!prepared) return prepared.error();
  auto& statement = **prepared;
  if (static_cast<std::size_t>(statement.parameters) != params.size())
    return fail(make_error_code(errc::bad_statement), "wrong number of parameters: " + shortened(sql));
  if (const int code = bind(statement, params); code != SQLITE_OK) return failure(code, sql);

  Rows rows;
  const int columns = sqlite3_column_count(statement.handle);
  const auto changes_before = sqlite3_total_changes64(db_);
  int code = SQLITE_OK;
  while ((code = sqlite3_step(statement.handle)) == SQLITE_ROW) {
    Row row;
    row.reserve(static_cast<std::size_t>(columns));
    for (int i = 0; i < columns; ++i) row.push_back(column(statement.handle, i));
    rows.rows.push_back(std::move(row));
  }
  // The message belongs to the handle and is gone after the reset.
  std::optional<Failure> failed;
  if (code != SQLITE_DONE) failed = failure(code, sql);
  if (sqlite3_total_changes64(db_) != changes_before) rows.changed = sqlite3_changes64(db_);
  sqlite3_reset(statement.handle);
  sqlite3_clear_bindings(statement.handle);
  if (failed) return std::move(*failed);
  return rows;
}

Failure SqliteConnection::failure(int code, std::string_view sql) const {
  std::string detail = sentence_of(code, path_);
  detail += " (";
  detail += db_ ? sqlite3_errmsg(db_) : sqlite3_errstr(code);
  if (kind_of(code) == errc::bad_statement || kind_of(code) == errc::constraint) detail += "; " + shortened(sql);
  detail += ")";
  return fail(make_error_code(kind_of(code)), std::move(detail));
}

}  // namespace tandem::store
