// Between store::Value and libpq: parameters with their types (an int64 is always int8, so a statement means the same
// as in SQLite), results as integers, texts and bytes, and SQLSTATE as store::errc. Pure.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <vector>

#include "ports/store.hpp"

namespace tandem::store {

struct ResultDeleter {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, ResultDeleter>;

// Parameters in the form that PQexecPrepared wants; points into `values`, which must stay.
struct PgParameters {
  explicit PgParameters(const std::vector<Value>& values);
  int count() const { return static_cast<int>(types.size()); }

  std::vector<Oid> types;
  std::vector<const char*> data;
  std::vector<int> lengths, formats;
  std::string signature;  // one letter per parameter; with the SQL it names a prepared statement
 private:
  std::vector<std::string> numbers_;
};

Result<Rows> rows_of(const PGresult* result, std::string_view sql);
Failure failure_of(const PGresult* result, std::string_view sql);
// Of a connection that is lost or was never made. Without the password.
Failure connection_failure(PGconn* connection, const std::string& description);
bool is_connection_lost(const PGresult* result);

}  // namespace tandem::store
