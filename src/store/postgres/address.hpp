// Where a PostgreSQL store is: the URL, the tenant's schema, and how to name it in logs. Immutable.
#pragma once

#include <string>
#include <vector>

#include "store/open.hpp"

namespace tandem::store {

struct PgAddress {
  std::string url;
  std::string schema;       // tandem_<tenant>
  std::string description;  // "postgresql host:port/database, schema …", without secrets

  // Fails with errc::unavailable when the URL cannot be read.
  static Result<PgAddress> read(const std::string& url, const OpenOptions& options);
};

// Keywords and values for PQconnectdbParams and PQconnectStartParams.
struct PgSettings {
  PgSettings(const PgAddress& address, bool reading);
  std::vector<const char*> keywords, values;

 private:
  std::string options_, url_, application_;
};

}  // namespace tandem::store
